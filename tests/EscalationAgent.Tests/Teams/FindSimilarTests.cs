using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Teams;

/// <summary>What is shown to a CSM as of the same matter, why, and what never is.</summary>
public sealed class FindSimilarTests : IDisposable
{
    private const string Tenant = "tenant-1";
    private const string Headline = "CSV export fails with a timeout, invoices cannot be sent";
    private const string Impact = "Their accountants type invoices by hand.";

    private static readonly Person Zoe = new("zoe", "Zoe", "CSM");

    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;
    private readonly FindSimilar similar;

    public FindSimilarTests()
    {
        store = SqliteStore.Open(folder.File("escalations.db"));
        var clock = new FakeTimeProvider(SampleCards.Now.AddDays(3));
        var access = SilentTeams.AccessTo(store, clock);
        similar = new(access, store, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("acme", "Timeout in the CSV export", "", true)] // The same customer, by another name, and three words.
    [InlineData("Acme Corp", "Their single sign-on is down", "", false)] // The same customer, another matter.
    [InlineData("Globex", "CSV export fails with a timeout", "Invoices stay unsent.", true)] // Another customer, the same defect.
    [InlineData("Globex", "The export of contacts is slow", "", false)]
    [InlineData("Globex", "Login page is white", "They opened JIRA-4711.", true)] // The same ticket.
    [InlineData("Globex", "Login page is white", "They opened JIRA-4712.", false)]
    public async Task What_shares_enough_is_found(string account, string headline, string impact, bool isFound)
    {
        await StoredAsync(1, Matter(Zoe, account, headline, impact, isRouted: true));

        var found = await similar.HandleAsync(Brief(), TeamLinksOf(), Cancel);

        Assert.Equal(isFound ? ["ESC-2026-0001"] : [], found.Select(one => one.Escalation.Id.ToString()));
    }

    [Fact]
    public async Task The_reasons_are_those_that_a_person_can_check()
    {
        await StoredAsync(1, Matter(Zoe, "ACME", "Exporting CSV: timeouts", "Ticket #4711.", isRouted: true));

        var found = Assert.Single(await similar.HandleAsync(Brief("Support has it as ticket 4711."), TeamLinksOf(), Cancel));

        Assert.Equal("ACME", found.Account);
        Assert.Equal(["4711"], found.Tickets);
        Assert.Equal(["CSV", "export", "timeout"], found.Words);
        Assert.True(found.IsOpen);
    }

    [Fact]
    public async Task Open_ones_come_first_and_three_are_enough()
    {
        for (var number = 1; number <= 5; number++)
        {
            await StoredAsync(
                number,
                [
                    .. Matter(Zoe, "Acme Corp", Headline, Impact, isRouted: true),
                    .. number > 2
                        ? []
                        : new EscalationEvent[] { new Acknowledged(SampleCards.Bob), new Resolved(ResolutionKind.Fix, "Index added."), new Closed(null) },
                ]
            );
        }

        var found = await similar.HandleAsync(Brief(), TeamLinksOf(), Cancel);

        Assert.Equal(3, found.Count);
        Assert.All(found, one => Assert.True(one.IsOpen));
    }

    /// <summary>A draft is its CSM's alone, what was withdrawn is no help, and whoever is in none of its places may not know of it.</summary>
    [Fact]
    public async Task What_the_CSM_may_not_see_or_is_no_help_is_not_found()
    {
        await StoredAsync(1, Matter(Zoe, "Acme Corp", Headline, Impact, isRouted: false));
        await StoredAsync(2, [.. Matter(Zoe, "Acme Corp", Headline, Impact, isRouted: true), new Withdrawn("no")]);
        await StoredAsync(3, Matter(Zoe, "Acme Corp", Headline, Impact, isRouted: true));
        Assert.Equal([3], (await similar.HandleAsync(Brief(), TeamLinksOf(), Cancel)).Select(one => one.Escalation.Id.Number));

        Assert.Empty(await similar.HandleAsync(Brief(), TeamLinksOf() with { Bindings = [] }, Cancel));
    }

    [Fact]
    public async Task What_is_confidential_is_not_found_and_finds_nothing()
    {
        await StoredAsync(1, Matter(SampleCards.Ann, "Acme Corp", Headline, Impact, isRouted: true, isConfidential: true));
        Assert.Empty(await similar.HandleAsync(Brief(), TeamLinksOf(), Cancel));

        await StoredAsync(2, Matter(SampleCards.Ann, "Acme Corp", Headline, Impact, isRouted: true));
        Assert.Equal([2], (await similar.HandleAsync(Brief(), TeamLinksOf(), Cancel)).Select(one => one.Escalation.Id.Number));
        Assert.Empty(await similar.HandleAsync(Brief() with { IsConfidential = true }, TeamLinksOf(), Cancel));
    }

    [Fact]
    public async Task Nothing_is_looked_for_before_there_is_something_to_decide()
    {
        await StoredAsync(1, Matter(SampleCards.Ann, "Acme Corp", Headline, Impact, isRouted: true));
        var brief = Brief();

        Assert.NotEmpty(await similar.HandleAsync(brief, TeamLinksOf(), Cancel));
        Assert.Empty(
            await similar.HandleAsync(
                brief with
                {
                    Brief = brief.Brief with { Passages = brief.Brief.Passages.Where(p => p.Key != BriefSection.SpecificAsk).ToDictionary() },
                },
                TeamLinksOf(),
                Cancel
            )
        );
    }

    /// <summary>Ann is linked to the team in person, and so sees what it has.</summary>
    private static TeamLinks TeamLinksOf() => new([new("engineering", null, SampleCards.Bob, SampleCards.Now, SampleCards.Ann)], []);

    private static Escalation Brief(string attempts = "Support has it as JIRA-4711.") =>
        Escalation.Fold(Tenant, new(2026, 99), Recorded(Matter(SampleCards.Ann, "Acme Corp", Headline, Impact, isRouted: false, attempts: attempts)));

    private static List<EscalationEvent> Matter(
        Person csm,
        string account,
        string headline,
        string impact,
        bool isRouted,
        bool isConfidential = false,
        string attempts = "None yet."
    ) =>
        [
            new DraftStarted(csm, SampleCards.Playbook.Version),
            .. isConfidential ? new EscalationEvent[] { new KindChosen(SampleCards.Playbook.Version, "product_defect", BriefForm.Customer, true) } : [],
            new AccountNamed(account, Origin.Stated),
            .. BriefSections.All.Select(section => new SectionWritten(
                section,
                section switch
                {
                    BriefSection.Headline => headline,
                    BriefSection.CustomerImpact => impact.Length > 0 ? impact : "It hurts.",
                    BriefSection.ResolutionAttempts => attempts,
                    _ => "Known.",
                },
                Origin.Stated
            )),
            new ClassificationDecided("product_defect", Severity.S3, null),
            .. isRouted ? new EscalationEvent[] { new Routed(["engineering"], []) } : [],
        ];

    private async Task StoredAsync(int number, IReadOnlyList<EscalationEvent> events)
    {
        var recorded = Recorded(events);
        var commit = new Commit
        {
            Tenant = Tenant,
            At = SampleCards.Now,
            Change = new(recorded, Escalation.Fold(Tenant, new(2026, number), recorded)),
        };
        Assert.Null((await store.CommitAsync(commit, null, Cancel)).First);
    }

    private static List<RecordedEvent> Recorded(IReadOnlyList<EscalationEvent> events) =>
        [.. events.Select((what, i) => new RecordedEvent(i + 1, SampleCards.Now.AddMinutes(i), Actor.Human(((DraftStarted)events[0]).Csm), null, what))];
}
