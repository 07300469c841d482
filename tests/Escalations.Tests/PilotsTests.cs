using Escalations.UseCases;

namespace Escalations.Tests;

/// <summary>What a pilot takes, what it does not, and what is said then (A060).</summary>
public sealed class PilotsTests
{
    private static readonly Playbook Everyday = House.Rules;

    private static readonly Playbook People = House.Rules with
    {
        Version = new("people", "1"),
        Title = "People",
        Categories = [.. House.Rules.Categories.Select(category => category with { IsConfidential = true })],
    };

    [Theory]
    [InlineData("Checkout 2", true)]
    [InlineData("CHÉCKOUT 2 (Android)", true)]
    [InlineData("the checkout-2 release", true)]
    [InlineData("Žďár Energia SA", true)]
    [InlineData("Łódź Żegluga", true)]
    [InlineData("Checkout 20", false)]
    [InlineData("Checkout", false)]
    [InlineData("2 Checkout", false)]
    [InlineData(null, false)]
    public void A_name_is_found_whatever_its_case_its_accents_and_what_stands_around_it_A060(string? subject, bool isIn) =>
        Assert.Equal(isIn, new PilotRule(["Checkout 2", "zdar energia", "lodz zegluga"], []).Includes(subject));

    [Fact]
    public void Whoever_is_outside_is_told_what_it_is_for_and_which_other_playbook_takes_it()
    {
        var catalog = Catalog(new(["Acme Corp", "Norvia"], ["engineering"], new(2026, 12, 31)));

        Assert.Equal(
            "Launch is a pilot for now: for Acme Corp, Norvia, for what goes to Engineering, until 31 Dec 2026. “Globex” is not part of it, so it cannot "
                + "be routed under it. House takes it: say `kind` and choose it there. What you wrote is kept.",
            WhyNot(catalog, About("Globex"))
        );
        Assert.Null(WhyNot(catalog, About("ACME Corp., Spain")));
        Assert.Null(WhyNot(catalog, About(null)));
    }

    [Fact]
    public void Who_receives_it_counts_once_it_is_classified()
    {
        var category = Everyday.Categories[0];
        var receiver = category.ReceiversAt(Severity.S2)[0];

        Assert.Null(WhyNot(Catalog(new([], [receiver])), About("Globex"), category.Key, Severity.S2));
        Assert.Null(WhyNot(Catalog(new([], ["nobody"])), About("Globex")));
        Assert.Contains(
            $"it would go to {Everyday.FindTeam(receiver)!.Title}",
            WhyNot(Catalog(new([], ["nobody"])), About("Globex"), category.Key, Severity.S2),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Where_no_other_playbook_takes_it_administrators_can_help()
    {
        var launch = Launch(new(["Acme"], []));
        var catalog = new PlaybookCatalog([launch, People], "launch");
        Assert.EndsWith("ask those who administer me (`admins` shows who).", WhyNot(catalog, About("Globex")), StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_with_its_last_day_and_what_was_with_a_team_goes_on()
    {
        var catalog = Catalog(new(["Acme"], [], DateOnly.FromDateTime(Sample.Monday.UtcDateTime)));

        Assert.NotNull(WhyNot(catalog, About("Globex")));
        Assert.Null(Pilots.WhyNot(catalog, About("Globex"), null, null, Sample.Monday.AddDays(1)));
        Assert.Null(Pilots.SaidOf(catalog.Find("launch")!, Sample.Monday.AddDays(1)));
        Assert.Null(WhyNot(catalog, About("Globex") with { RoutedAt = Sample.Monday }));
    }

    /// <summary>The file as it is now counts: a customer who was added is in it for what began before, too.</summary>
    [Fact]
    public void The_newest_file_says_what_it_takes_and_the_own_edition_whether_it_was_tried_then()
    {
        var before = Launch(null) with { Version = new("launch", "1+a", "a") };
        var narrow = Launch(new(["Acme"], [])) with { Version = new("launch", "1+b", "b") };
        var wide = Launch(new(["Acme", "Globex"], [])) with { Version = new("launch", "1+c", "c") };
        var catalog = new PlaybookCatalog([Everyday, before], "house");
        catalog.Take([narrow], []);
        catalog.Take([wide], []);

        Assert.Null(WhyNot(catalog, About("Globex", "b")));
        Assert.True(Pilots.IsOf(catalog, About("Globex", "b") with { RoutedAt = Sample.Monday }));
        Assert.False(Pilots.IsOf(catalog, About("Initech", "b") with { RoutedAt = Sample.Monday }));
        Assert.False(Pilots.IsOf(catalog, About("Acme", "a") with { RoutedAt = Sample.Monday }));
    }

    [Fact]
    public void Whoever_took_part_is_named_once_its_CSM_first()
    {
        var history = Sample.Recorded([
            .. Sample.Life.Take(Sample.Life.Count - 1),
            new HandedOver(new("mia", "Mia Roth"), null),
            new UpdatePosted("Done."),
            new Returned("Not ours."),
        ]);

        Assert.Equal(["ann", "mike", "mia"], AskForFeedback.TookPart(Sample.After(Sample.Life), history));
    }

    private static Playbook Launch(PilotRule? pilot) =>
        Everyday with
        {
            Version = new("launch", "1"),
            Title = "Launch",
            Pilot = pilot,
            Teams = [.. Everyday.Teams, .. Everyday.Teams.Any(team => team.Key == "engineering") ? [] : new[] { new Team("engineering", "Engineering") }],
        };

    private static PlaybookCatalog Catalog(PilotRule pilot) => new([Everyday with { Title = "House" }, People, Launch(pilot)], "house");

    private static string? WhyNot(PlaybookCatalog catalog, Escalation draft, string? category = null, Severity? severity = null) =>
        Pilots.WhyNot(catalog, draft, category, severity, Sample.Monday);

    private static Escalation About(string? subject, string? edition = null)
    {
        var draft = Sample.After([Sample.FullBrief[0]]);
        return draft with { Playbook = new("launch", "1", edition), Brief = draft.Brief with { Account = subject } };
    }
}
