using EscalationAgent.Drafting.Offline;
using Escalations;
using Escalations.Access;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting;

/// <summary>What software does wrong is where engineering reads it, with the name of its feature; what is at stake does not.</summary>
public sealed class SymptomTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    public static TheoryData<string> Symptoms =>
        [
            "The contract upload API returns 500 since Tuesday.",
            "The pricing engine times out for carts with more than 50 lines.",
            "The discount service returns 500.",
            "The quota counter for renewals shows the wrong number.",
            "The renewal reminder e-mails are not sent.",
            "The invoice PDF is blank.",
            "The churn dashboard is empty.",
            "The SLA widget does not load in Firefox.",
            "The billing webhook fires twice for each payment.",
            "Contract export crashes with an out-of-memory error.",
            "The revenue chart shows last year's numbers.",
            "The renewals page throws a JavaScript error.",
            "The subscription settings screen freezes after saving.",
            "The discount field does not accept decimals.",
            "The ARR column sorts wrongly.",
            "The customer health score job has not run since Sunday.",
            "Clicking the upgrade button does nothing.",
            "The quote generator produces corrupt files.",
            "Invoices are rendered with the wrong currency symbol.",
            "The payment form rejects every IBAN.",
            "The price calculator rounds the wrong way.",
            "Churn prediction model training fails with a null pointer.",
            "The budget module cannot be opened by any user.",
            "The license check loops forever at login.",
            "The contract search index is stale.",
            "The forecast report hangs at 90 percent.",
            "The refund endpoint answers with 403.",
            "The credit limit validation blocks every order in the web shop.",
            "The commission sync writes duplicate rows.",
            "The executive dashboard takes 40 seconds to load.",
            "The sales pipeline view is blank after the update to 4.2.",
            "The renewal workflow is stuck in step 3.",
            "Die Vertrags-API liefert seit Montag Fehler 500.",
            "Das Rabattfeld nimmt keine Kommazahlen an.",
            "Der Rechnungsexport bricht nach 1000 Zeilen ab.",
            "Das Umsatz-Dashboard bleibt leer.",
            "Die Kündigungsseite lädt nicht.",
            "Die E-Mails zur Vertragsverlängerung werden nicht verschickt.",
            "L'API des contrats renvoie une erreur 500.",
            "Le tableau de bord du chiffre d'affaires est vide.",
            "L'export des factures plante après 1000 lignes.",
            "Le champ remise n'accepte pas les décimales.",
            "Le service de facturation ne répond plus.",
            "Please fix the pricing engine so that carts with 50 lines work.",
            "We need a fix for the contract upload API by Friday.",
            "The SLA timer counts weekends since the last release.",
            "The trial expiry banner is shown to paying users.",
            "Opening the invoices tab gives a white page.",
            "Users cannot see revenue in the revenue dashboard.",
            "The invoice screen shows the wrong discount.",
            "The page crashes when they renew a licence in the renewal page.",
            "Upsell recommendations do not load.",
            "A payment is booked twice by the gateway.",
            "Credit notes are rounded.",
            "Sentiment analysis labels everything as negative.",
            "The deal desk page says contract value 0.",
            "Benutzer sehen im Umsatz-Dashboard keinen Umsatz.",
        ];

    public static TheoryData<string> Business =>
        [
            "Their renewal is at risk.",
            "We offered a 20% discount.",
            "The contract ends in March.",
            "They pay ARR 85k.",
            "They threaten to churn.",
            "Legal is looking at the SLA.",
            "The renewal is on 12 February.",
            "Their CFO wants a refund for March.",
            "The customer asked for credits because of the outage.",
            "They are evaluating a competitor.",
            "We would lose EUR 85,000 in revenue.",
            "The account is worth 1.2 million a year.",
            "Their budget was cut this quarter.",
            "They will not sign the renewal until this is fixed.",
            "Procurement has put the purchase order on hold.",
            "The upsell of 40 seats is frozen.",
            "The VP of Sales is furious.",
            "They want to cancel the subscription at the end of the year.",
            "Our margin on this deal is thin.",
            "The contract has a penalty clause of 5% per week.",
            "They refuse to pay the January invoice.",
            "We promised them a free month.",
            "Sales expects the expansion deal to close in June.",
            "The customer is strategic: their logo is on our home page.",
            "They want to renegotiate the price.",
            "Their lawyer sent a letter about breach of contract.",
            "The renewal quote was sent last week.",
            "Revenue at risk is 300k.",
            "They get a discount of 15% if they renew early.",
            "The champion who bought us has left the company.",
            "The board will review the vendor in April.",
            "If this is not fixed before the renewal we lose them.",
            "Die Verlängerung ist gefährdet.",
            "Wir haben 20 % Rabatt angeboten.",
            "Der Vertrag läuft im März aus.",
            "Der Kunde droht mit Kündigung.",
            "Der Umsatz von 85.000 Euro ist in Gefahr.",
            "Die Rechtsabteilung prüft das SLA.",
            "Le renouvellement est menacé.",
            "Nous avons offert une remise de 20 %.",
            "Le contrat se termine en mars.",
            "Le client menace de résilier.",
            "Le chiffre d'affaires en jeu est de 85 000 euros.",
            "Le service juridique examine le SLA.",
            "They said the dashboard price is too high for their budget.",
            "The contract says that the API must be up 99.9% or they can leave.",
            "They will churn if the export is not fixed.",
            "The discount we gave them ends with the export project.",
            "The renewal is 120k in March.",
            "They want a discount of 10 %.",
            "The upsell deal is at risk because nothing loads.",
        ];

    [Theory]
    [MemberData(nameof(Symptoms))]
    public void A_symptom_stands_whole_in_a_section_that_engineering_reads(string text) => Assert.Contains(text, ReadByEngineering(text));

    [Theory]
    [MemberData(nameof(Business))]
    public void What_is_at_stake_is_not_read_by_engineering(string text) => Assert.DoesNotContain(text, ReadByEngineering(text));

    [Fact]
    public void Of_a_symptom_and_the_business_behind_it_engineering_reads_the_symptom()
    {
        var read = ReadByEngineering(
            "Acme: the contract upload API returns 500.\nTheir renewal is at risk.\nWe need a fix for the contract upload API by Friday."
        );
        Assert.Contains("contract upload API returns 500", read, StringComparison.Ordinal);
        Assert.Contains("a fix for the contract upload API by Friday", read, StringComparison.Ordinal);
        Assert.DoesNotContain("renewal", read, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Export fails since Monday\nCFO called twice\nWe restarted the server", 3)]
    [InlineData(
        "The export of all open invoices fails since Monday morning at ten\nThe CFO of the customer called twice and asked for a plan\nWe restarted the server",
        3
    )]
    [InlineData("export fails\nusers wait\nsupport restarted it", 3)]
    [InlineData("The export of all open invoices fails since Monday morning for\nall users of the finance team.", 1)]
    [InlineData("Since Monday the export of all open invoices fails and takes\nhours, says the CFO", 1)]
    [InlineData("They wait for the\nFinance team.", 1)]
    public void Lines_of_notes_are_sentences_of_their_own_unless_one_was_wrapped(string notes, int sentences) =>
        Assert.Equal(sentences, NotesReader.Read([notes], Day).Statements.Count);

    private static string ReadByEngineering(string notes)
    {
        var read = NotesReader.Read([notes], Day);
        var sections = new SectionSorter(Day).Sort(read, RoleShares.Of(read.Statements, Day), [], null, []).Sections;
        var brief = new Brief { Passages = sections.ToDictionary(s => s.Key, s => new Passage(s.Value, Origin.Extracted)) };
        var shown = new AudienceView(Audience.Technical, brief).Of(brief);
        return string.Join('\n', shown.Passages.Values.Select(p => p.Text));
    }
}
