using Escalations.Access;
using TextAnalysis.Facts;

namespace Escalations.Tests.Drafting;

/// <summary>What is left of a sentence for an audience, in five languages.</summary>
public sealed class AudienceTextTests
{
    private const string ForAccountTeam = "The rest is for the account team.";
    private const string ForTeam = "The rest is technical detail, for the team.";

    [Theory]
    [InlineData(
        "API latency issue affecting Acme Corp -- P1 open 12 days, EUR 85k ARR, renewal in 67 days",
        "API latency issue affecting Acme Corp -- P1 open 12 days"
    )]
    [InlineData("Exports fail since Monday (EUR 85k ARR, renewal 16 May) for all users.", "Exports fail since Monday for all users.")]
    [InlineData("Exports fail (P1, $1.2M contract value).", "Exports fail (P1).")]
    [InlineData("Renewal: 16 May, 120k. Exports fail at 14:30 every day.", "Exports fail at 14:30 every day.")]
    [InlineData("The API is slow and they threaten to leave.", "The API is slow.")]
    [InlineData("The SAP connector has an expired certificate; we renew it now.", "The SAP connector has an expired certificate; we renew it now.")]
    [InlineData("Told Priya by phone: certificate being renewed.", "Told Priya by phone: certificate being renewed.")]
    [InlineData("The certificate has expired. They will not renew with us.", "The certificate has expired.")]
    [InlineData("They are furious because exports fail every night.", "Exports fail every night.")]
    [InlineData("Fix the export before the renewal on 16 May.", "Fix the export.")]
    [InlineData("On 16 May, the contract renews; the export still fails.", "The export still fails.")]
    [InlineData("The renewal, in 67 days, is at risk. 4,000 requests fail per hour.", "4,000 requests fail per hour.")]
    [InlineData("Their CFO is angry at our support, who restarted the wrong server.", ForAccountTeam)]
    [InlineData("Renewal is in 67 days, so fix it by Friday.", "Fix it by Friday.")]
    [InlineData("Credit of EUR 5k, 7k and 9k offered; cache raised to 8 GB.", "Cache raised to 8 GB.")]
    [InlineData(
        "Support restarted the workers: better for a day.\nWe offered a discount.\nCache raised: no effect.",
        "Support restarted the workers: better for a day.\nCache raised: no effect."
    )]
    [InlineData("- Restart tried\n- US$ 20,000 service credit\n- Cache raised", "- Restart tried\n- Cache raised")]
    [InlineData("\"We will leave us no choice, we are frustrated\", said their CFO.", ForAccountTeam)]
    [InlineData(
        "They evaluate a competitor. The TLS certificate must be renewed, and the token renewal job fails.",
        "The TLS certificate must be renewed, and the token renewal job fails."
    )]
    [InlineData("85k is at stake, says sales. 85k events are lost a day.", "85k events are lost a day.")]
    [InlineData("If we do not fix it by Friday, they will cancel the contract and move to Globex. Exports fail.", "Exports fail.")]
    [InlineData("Their VP, who called today, is very upset; 12 warehouses cannot ship.", "12 warehouses cannot ship.")]
    [InlineData("The dashboard shows their revenue since release 4.2.", ForAccountTeam)]
    public void English_without_money_renewal_and_mood(string text, string left) => Assert.Equal(left, Technical(text));

    [Theory]
    [InlineData("Der Export bricht ab, 85.000 € Jahresumsatz, Vertragsverlängerung am 16. Mai.", "Der Export bricht ab.")]
    [InlineData("Der Kunde ist verärgert, weil der Export seit 3 Wochen nicht läuft.", "Der Export seit 3 Wochen nicht läuft.")]
    [InlineData("Es geht um 1,2 Mio. Euro. Die API antwortet nach 30 Sekunden.", "Die API antwortet nach 30 Sekunden.")]
    [InlineData("Die API ist langsam und sie drohen mit Kündigung.", "Die API ist langsam.")]
    [InlineData("Im Angebotsmodul werden falsche Rabatte gerechnet.", "Im Angebotsmodul werden falsche Rabatte gerechnet.")]
    [InlineData("Sie wollen einen falschen Rabatt nicht zahlen. Der Export hängt.", "Der Export hängt.")]
    [InlineData("Der Vertrag endet am 16.05.2026; bitte den Export bis Freitag reparieren.", "Bitte den Export bis Freitag reparieren.")]
    public void German_without_money_renewal_and_mood(string text, string left) => Assert.Equal(left, Technical(text));

    [Theory]
    [InlineData("L'export échoue depuis lundi, 85 000 € de revenu annuel, renouvellement le 16 mai.", "L'export échoue depuis lundi.")]
    [InlineData("Le client est furieux et menace de partir. L'API répond en 30 secondes.", "L'API répond en 30 secondes.")]
    [InlineData("Corriger l'export avant le renouvellement.", "Corriger l'export.")]
    [InlineData("Le service est revenu à la normale après la remise en service.", "Le service est revenu à la normale après la remise en service.")]
    public void French_without_money_renewal_and_mood(string text, string left) => Assert.Equal(left, Technical(text));

    [Theory]
    [InlineData("La exportación falla desde el lunes, 85.000 euros de ingresos anuales, renovación el 16 de mayo.", "La exportación falla desde el lunes.")]
    [InlineData("El cliente está enfadado y amenaza con irse. La API tarda 30 segundos.", "La API tarda 30 segundos.")]
    [InlineData("El contrato vence en mayo; la exportación sigue fallando.", "La exportación sigue fallando.")]
    public void Spanish_without_money_renewal_and_mood(string text, string left) => Assert.Equal(left, Technical(text));

    [Theory]
    [InlineData("A exportação falha desde segunda, R$ 750.000 de receita anual, renovação em 16 de maio.", "A exportação falha desde segunda.")]
    [InlineData("O cliente está irritado e ameaça sair. A API demora 30 segundos.", "A API demora 30 segundos.")]
    [InlineData("Vale 85 mil reais por ano. Os dados reais não chegam.", "Os dados reais não chegam.")]
    public void Portuguese_without_money_renewal_and_mood(string text, string left) => Assert.Equal(left, Technical(text));

    [Theory]
    [InlineData(
        "API latency issue affecting Acme Corp -- P1 open 12 days, EUR 85k ARR, renewal in 67 days",
        "API latency issue affecting Acme Corp -- EUR 85k ARR, renewal in 67 days"
    )]
    [InlineData("Reports cannot be run (JIRA-1234, #48213), costing EUR 5k a day.", "Reports cannot be run, costing EUR 5k a day.")]
    [InlineData("JIRA-1234 blocks the EUR 85k renewal.", "[…] blocks the EUR 85k renewal.")]
    [InlineData("Since build 4.12.1 nobody can pay; their CFO is furious.", "Their CFO is furious.")]
    [InlineData("Der Kunde droht mit Kündigung (INC0012345). Der Index auf db01.prod.acme.net fehlt.", "Der Kunde droht mit Kündigung.")]
    [InlineData("Le ticket 48213 est ouvert; le contrat de 85 000 € expire le 16.05.2026.", "Le contrat de 85 000 € expire le 16.05.2026.")]
    [InlineData("java.lang.NullPointerException: at com.acme.Export.run()", ForTeam)]
    [InlineData("Vale 1.250.000 € al año. El servidor web-3 falla con HTTP 500.", "Vale 1.250.000 € al año.")]
    [InlineData("O cliente paga R$ 750.000 por ano, e o pod ingest-worker-7 caiu.", "O cliente paga R$ 750.000 por ano.")]
    public void Executives_read_it_without_tickets_and_technical_detail(string text, string left) => Assert.Equal(left, Of(Audience.Executive, text));

    [Fact]
    public void All_is_read_by_those_who_read_all() => Assert.Equal("P1, EUR 85k, angry.", Of(Audience.Full, "P1, EUR 85k, angry."));

    [Theory]
    [InlineData("€: ")]
    [InlineData("€, (a) ")]
    [InlineData("P1 and db01 ")]
    [InlineData("((EUR 5k) ")]
    [InlineData("\"renewal. ")]
    [InlineData("a.b_c, ")]
    [InlineData("(")]
    [InlineData("- \n")]
    public void Whatever_is_written_is_read_in_a_moment(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 3000 / piece.Length));
        var started = System.Diagnostics.Stopwatch.StartNew();
        Technical(text);
        Of(Audience.Executive, text);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    /// <summary>Whatever happens, the reasons that people give are read as the brief is; the team's own updates and reviews stay.</summary>
    [Fact]
    public void Reasons_of_every_kind_are_cut_too()
    {
        const string Because = "P1 is open, they pay EUR 85k";
        EscalationEvent[] events =
        [
            new NotesTaken(Because),
            new SectionWritten(BriefSection.Headline, Because, Origin.Drafted, [new("85", "85")]),
            new ContextAdded(Because),
            new FactsChecked(BriefSection.Headline, [], [], Because),
            new ContradictionSettled("ARR", Because),
            new AnswerChallenged(BriefSection.Headline, Because, ""),
            new ClassificationDecided("product_defect", Severity.S1, Because),
            new HandOverOffered(Sample.Lead, Because),
            new HandOverDeclined(Because),
            new HandedOver(Sample.Lead, Because),
            new Returned(Because),
            new Resolved(ResolutionKind.Fix, Because),
            new Reopened(Because),
            new Closed(Because),
            new Withdrawn(Because),
            new HandledDirectly(Because),
            new CombinedInto(new(2026, 17), Because),
            new CombinedFrom(new(2026, 17), Sample.Lead, Headline: Because),
            new CombinedFrom(new(2026, 17), Sample.Lead, Remark: Because),
            new PushedHarder(StallCause.Overloaded, Because),
            new TimelineAccepted(StallCause.Overloaded, Because, default),
            new OtherPathChosen(StallCause.Overloaded, Because),
            new ClockPaused(WaitingFor.Csm, Because, default),
            new RemindersHeld(Party.Csm, default, Because),
            new Reclassified(Severity.S2, Because, []),
            new CustomerTold(Because),
        ];
        Assert.All(events, what =>
        {
            Assert.Contains("P1 is open", Told(Audience.Technical, what));
            Assert.DoesNotContain("85", Told(Audience.Technical, what));
            Assert.DoesNotContain("P1", Told(Audience.Executive, what));
            Assert.Contains("EUR 85k", Told(Audience.Executive, what), StringComparison.OrdinalIgnoreCase);
            Assert.Contains(Because, Told(Audience.Full, what));
        });
        Assert.Contains(Because, Told(Audience.Technical, new UpdatePosted(Because)));
    }

    private static string Told(Audience audience, EscalationEvent what) =>
        new AudienceView(audience, Brief.Empty).Of(new RecordedEvent(1, Sample.Monday, Actor.Human(Sample.Csm), null, what)).What.ToString()!;

    private static string Technical(string text) => Of(Audience.Technical, text);

    private static string Of(Audience audience, string text)
    {
        var brief = Brief.Empty with
        {
            ArrAtRisk = new(85_000, "EUR"),
            Passages = new Dictionary<BriefSection, Passage> { [BriefSection.CustomerImpact] = new(text, Origin.Stated) },
        };
        var view = new AudienceView(audience, brief);
        var once = view.Of(brief);
        Assert.Equal(once.TextOf(BriefSection.CustomerImpact), view.Of(once).TextOf(BriefSection.CustomerImpact));
        return once.TextOf(BriefSection.CustomerImpact)!;
    }
}
