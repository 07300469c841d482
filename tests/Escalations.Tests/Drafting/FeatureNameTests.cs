using Escalations.Access;
using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace Escalations.Tests.Drafting;

/// <summary>A word of commerce that names a feature is engineering's own; talk of business is not, however near the feature is.</summary>
public sealed class FeatureNameTests
{
    public static TheoryData<string> Features =>
        [
            "Revenue export fails since Monday.",
            "Revenue by region export gives 504.",
            "The revenue per customer report is empty.",
            "The monthly revenue dashboard shows yesterday's data.",
            "Fix the revenue export by 4 December.",
            "The churn dashboard is blank.",
            "The churn risk widget does not load.",
            "Discount calculation service times out.",
            "The discount code field takes no dashes.",
            "The commercial invoice template prints the wrong address.",
            "The contract value column shows 0.",
            "Renewal invoice PDFs are generated twice.",
            "The renewal cron job runs at 4:00 and dies.",
            "Renewal reminders are sent to nobody.",
            "The auto-renewal job hangs.",
            "NPS survey page returns HTTP 500.",
            "The sentiment analytics API answers 429.",
            "Health score tiles stay grey.",
            "The sales pipeline report sums twice.",
            "The churn and revenue dashboard is blank.",
            "The export of revenue stops after 10,000 rows.",
            "The calculation of discounts rounds wrongly.",
            "Since Monday the price calculator shows EUR 12 instead of EUR 21 for a day ticket.",
            "The shop displays €5 rather than €50.",
            "Der Preisrechner zeigt 12 EUR statt 21 EUR.",
            "Le calculateur affiche 12 € au lieu de 21 €.",
            "La calculadora muestra 12 EUR en lugar de 21 EUR.",
            "The \"Revenue\" tab is empty.",
            "Customers see an error on the upsell banner.",
            "The service credits import skips rows.",
            "ARR report: totals differ.",
            "The competitor pricing and revenue report is slow.",
            "Users cannot see revenue in the revenue dashboard.",
            "The invoice screen shows the wrong discount.",
            "The page crashes when they renew a licence in the renewal page.",
            "Upsell recommendations do not load.",
            "A payment is booked twice by the gateway.",
            "Credit notes are rounded.",
            "Sentiment analysis labels everything as negative.",
            "The deal desk page says contract value 0.",
            "Discounts and refunds are missing in the export.",
            "Revenue is shown twice in the portal.",
            "After users renew a seat, the app hangs.",
            "Users cannot renew a subscription: the page is blank.",
            "Refunds cannot be downloaded.",
            "Renewal dates are displayed in the wrong format.",
            "The checkout page ignores every discount.",
            "The discount disappears in the cart.",
            "Total revenue differs between the report and the export.",
            "Benutzer sehen im Umsatz-Dashboard keinen Umsatz.",
            "Die Maske zeigt den falschen Rabatt.",
            "Gutschriften fehlen im Export.",
            "L'écran n'affiche pas la remise.",
            "La pantalla no muestra el descuento.",
            "A tela mostra o desconto duas vezes.",
            "Der Umsatzexport bricht ab.",
            "Der Umsatz-Export bricht seit Montag ab.",
            "Die Rabattberechnung liefert 0.",
            "Der Rabattberechnungsdienst antwortet nicht.",
            "Die Umsatzberichte sind leer.",
            "Der Rechnungslauf hängt.",
            "Verlängerungsrechnungen werden doppelt erstellt.",
            "Das Kündigungsformular lädt nicht.",
            "Die Berechnung der Rabatte ist falsch.",
            "Der Export der Umsätze bricht ab.",
            "Das Abwanderungs-Dashboard ist leer.",
            "L'export du chiffre d'affaires échoue.",
            "Le calcul des remises commerciales est faux.",
            "La facture de renouvellement part deux fois.",
            "Le tableau de bord du churn est vide.",
            "Le rapport commercial est vide.",
            "Le formulaire de résiliation ne charge pas.",
            "L'export des revenus s'arrête.",
            "La exportación de ingresos falla.",
            "El cálculo de descuentos devuelve 0.",
            "La factura de renovación sale dos veces.",
            "El panel de control de ingresos está vacío.",
            "El informe comercial está vacío.",
            "El dashboard de churn no carga.",
            "A exportação de receita falha.",
            "O cálculo de descontos devolve 0.",
            "A fatura de renovação sai duas vezes.",
            "O painel de churn está vazio.",
            "O relatório de faturamento não carrega.",
            "A rotina de renovação trava.",
            "Der Rabattrechner zeigt falsche Werte.",
            "Der Rabattrechner rundet falsch.",
            "Die Umsatzprognose lädt nicht.",
            "Die Umsatzprognose ist seit Montag leer.",
            "Die Erlösübersicht ist leer.",
            "Die Abwanderungsanalyse bricht ab.",
            "Der Kündigungsassistent stürzt ab.",
            "Im Modul „Vertragsverlängerung“ fehlt der Knopf.",
            "Das Modul „Vertragsverlängerung“ startet nicht.",
            "Der Menüpunkt Umsatz fehlt.",
            "The customer sentiment score is not updated since Monday.",
            "The customer sentiment score is missing on the account page.",
            "Credit notes are exported without tax.",
            "Sentiment scores are missing.",
            "Das Verlängerungsmodul startet nicht.",
            "Die Umsatzauswertung lädt nicht.",
            "Der Rabattrechner ist im Menü Verkauf.",
            "Die Umsatzkurve wird nicht angezeigt.",
            "Der Verlängerungsplaner speichert nicht.",
            "Die Gutschriftenverwaltung ist langsam.",
            "Die Vertragsverlängerungsmaske zeigt einen Fehler.",
            "The tab Revenue is blank.",
            "In the module \"Renewals\" the save button is missing.",
            "L'onglet « Revenus » est vide.",
            "Le module Renouvellement ne démarre pas.",
            "NPS values are imported twice.",
            "Churn scores are not recalculated after the release.",
            "Bitte den Rabattrechner reparieren.",
            "Fix the sentiment score calculation.",
            "Die Kündigungsliste lässt sich nicht exportieren.",
            "Im Stimmungsbarometer fehlen die Werte.",
            "Die Abwanderungsquote wird falsch berechnet.",
            "Refunds are booked twice in the ledger.",
            "El panel de renovaciones no carga.",
            "O módulo de renovação não abre.",
            "Gutschriften werden ohne Steuer exportiert.",
            "Gutschriften werden ohne Anlage verschickt.",
            "Die Kündigungsbestätigung wird mit falschem Absender erzeugt.",
            "„Umsatz“ ist ausgegraut.",
            "Die Stimmungswerte fehlen.",
            "Die Gutschriftsnummer wird doppelt vergeben.",
        ];

    public static TheoryData<string> Business =>
        [
            "Revenue at risk is 85k.",
            "They want 10% off.",
            "They ask for 15 percent off the next invoice.",
            "Renewal on 12 March.",
            "They will churn.",
            "Their revenue drops because the export fails.",
            "We lose revenue and exports fail.",
            "They want a discount on the export service.",
            "The dashboard shows their revenue.",
            "Churn is likely.",
            "Before their renewal reports must work.",
            "The renewal call is on Friday.",
            "Their run rate and revenue run rate fall.",
            "The revenue, export included, suffers.",
            "They threaten to leave if the API fails.",
            "The discount was promised to them.",
            "A commercial dispute over the report.",
            "Sales pipeline is at risk.",
            "The contract ends in May.",
            "Renewal quote sent.",
            "They threaten to churn.",
            "The renewal is 120k in March.",
            "They want a discount of 10 %.",
            "The upsell deal is at risk because nothing loads.",
            "They want a discount as the page is broken.",
            "We offered a discount, the portal is down.",
            "They will not renew if the page crashes.",
            "They renew in May when the page works and nothing crashes.",
            "Our discount is wrong in the portal.",
            "Revenue falls with every report that fails.",
            "The discount is 10 % and the export is broken.",
            "They lose revenue every day that the page is down.",
            "The app crashes when they renew in May.",
            "Churn grows as the page is slow.",
            "Revenue on the dashboard is down.",
            "Revenue of the customer is hit by the broken page.",
            "A refund was agreed for the broken export.",
            "Upsell talks stopped as the demo page was blank.",
            "A discount is due as the page was down.",
            "Der Umsatzverlauf ist schlecht.",
            "Der Umsatz sinkt, weil der Export fehlt.",
            "Die Verlängerung steht an.",
            "Sie wollen Rabatt.",
            "Der Kunde droht mit Kündigung.",
            "Die Kündigung liegt vor.",
            "Le chiffre d'affaires baisse.",
            "Le renouvellement est en mai.",
            "Ils demandent une remise de 10 %.",
            "Le risque de résiliation est réel.",
            "Los ingresos bajan.",
            "La renovación es en mayo.",
            "Piden un descuento.",
            "A receita cai.",
            "A renovação é em maio.",
            "Pedem desconto.",
            "O contrato vence em maio.",
            "Die Umsatzprognose für Acme ist schlecht.",
            "Der Umsatzrückgang ist groß und sie drohen.",
            "Die Abwanderungsgefahr ist hoch.",
            "Die Kündigungsdrohung kam gestern, weil der Export fehlt.",
            "Der Umsatzverlust ist hoch, weil die Seite nicht lädt.",
            "Das Rabattangebot von uns reicht nicht.",
            "Die Vertragsverlängerung ist am 3.3.2027.",
            "Die Rabattforderung steht im Raum, der Export ist defekt.",
            "Customer sentiment is bad.",
            "The customer sentiment score is low and falling.",
            "Sentiment scores of this customer fell to 3.",
            "Credit notes were promised to them.",
            "They want a discount.",
            "Umsatz ist in Gefahr.",
            "Die Kündigung ist wahrscheinlich, das Modul lädt nicht.",
            "Das Umsatzziel wird verfehlt, der Export fehlt.",
            "Das Kündigungsdatum ist der 3.3., weil der Export nicht lädt.",
            "Im Bereich Umsatz sind wir zufrieden.",
            "Customers report churn.",
            "Ihre Umsatzprognose stimmt nicht mehr.",
            "Die Rabattzusage gilt nicht mehr.",
            "Kündigungsgrund ist, dass der Export nicht lädt.",
        ];

    [Theory]
    [MemberData(nameof(Features))]
    public void Engineering_reads_of_the_feature(string text) => Assert.Equal(text, Technical(text));

    [Theory]
    [MemberData(nameof(Business))]
    public void Engineering_does_not_read_of_the_business(string text) => Assert.NotEqual(text, Technical(text));

    [Theory]
    [InlineData("Revenue by region export gives 504 and they are furious.", "Revenue by region export gives 504.")]
    [InlineData("Fix the revenue export by 4 December, before the renewal on 12 March.", "Fix the revenue export by 4 December.")]
    [InlineData("The churn dashboard is blank (EUR 85k ARR at risk) since Monday.", "The churn dashboard is blank since Monday.")]
    [InlineData("Discount calculation service times out; they want a discount of 10%.", "Discount calculation service times out.")]
    [InlineData("Der Umsatzexport bricht ab und sie drohen mit Kündigung.", "Der Umsatzexport bricht ab.")]
    public void Beside_the_feature_the_business_is_taken_out(string text, string left) => Assert.Equal(left, Technical(text));

    [Theory]
    [InlineData("Renewal on 12 March 2026.", "Renewal invoices of 4 May 2026 have the wrong address.")]
    [InlineData("Renewal on 12 March 2026.", "The renewal cron job died on 3 May 2026.")]
    [InlineData("Renewal on 12 March 2026.", "On 3 May 2026 the auto-renewal reminders went out twice.")]
    [InlineData("Vertragsverlängerung am 12.03.2026.", "Die Verlängerungsrechnungen vom 04.05.2026 sind falsch.")]
    [InlineData("Renouvellement le 12 mars 2026.", "La facture de renouvellement du 4 mai 2026 est fausse.")]
    [InlineData("Renovación el 12 de marzo de 2026.", "La factura de renovación del 4 de mayo de 2026 está mal.")]
    [InlineData("Renovação em 12 de março de 2026.", "A fatura de renovação de 4 de maio de 2026 está errada.")]
    public void A_date_beside_a_features_name_is_no_renewal(string renewal, string feature)
    {
        Assert.Empty(ContradictionFinder.Find([new("your notes", $"{renewal}\n{feature}")], new(2026, 3, 2)));
        Assert.Empty(ContradictionFinder.Find([new("your notes", feature), new("your words on the impact", renewal)], new(2026, 3, 2)));
    }

    [Fact]
    public void Two_days_of_the_contract_still_contradict_each_other_beside_a_feature() =>
        Assert.Single(
            ContradictionFinder.Find(
                [new("your notes", "Renewal on 12 March 2026.\nRenewal invoices of 4 May 2026 are wrong.\nThe contract renews on 15 March 2026.")],
                new(2026, 3, 2)
            )
        );

    private static string Technical(string text)
    {
        var brief = new Brief
        {
            ArrAtRisk = new(85_000, "EUR"),
            Passages = new Dictionary<BriefSection, Passage> { [BriefSection.CustomerImpact] = new(text, Origin.Stated) },
        };
        return new AudienceView(Audience.Technical, brief).Of(brief).TextOf(BriefSection.CustomerImpact)!;
    }
}
