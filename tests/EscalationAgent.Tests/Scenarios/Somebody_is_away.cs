using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.UseCases;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Whoever is away names who covers: what comes for the one comes for both, until the day (R22).</summary>
public sealed class Somebody_is_away
{
    /// <summary>In Paris, where Ann is, it is 10:00.</summary>
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Eve = new("Eve Two");
    private static readonly FakePerson Dan = new("Dan Three");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_covers_for_a_CSM_hears_what_they_would_and_can_do_it_and_the_CSM_keeps_theirs()
    {
        await using var turned = await BeginAsync();
        var said = await AskedAsync(turned, Ann, "away until friday, Eve Two covers");
        Assert.Contains("You are away until Sat 14 Mar, 00:00 CET. Eve Two covers and has been told", said, StringComparison.Ordinal);
        Assert.Single(turned.Said(Eve.ChatId, "Ann Csm is away until Sat 14 Mar, 00:00 CET, and named you to cover"));

        await turned.AcknowledgedAsync("S2", Cancel);
        var line = Assert.Single(turned.Said(Eve.ChatId, "acknowledged it"));
        Assert.Contains("In the place of Ann Csm:", line, StringComparison.Ordinal);
        Assert.Single(turned.Said(Ann.ChatId, "acknowledged it"));
        var hers = turned.CardIn(Eve.ChatId);
        Assert.True(Shows(hers, "You cover for Ann Csm, who is away until Sat 14 Mar, 00:00 CET."));
        Assert.False(Shows(turned.CardIn(Ann.ChatId), "You cover"));
        Assert.Contains("ESC-2026-0001", await AskedAsync(turned, Eve, "open"), StringComparison.Ordinal);
        Assert.True(await SeesInTabAsync(turned, Eve));
        Assert.False(await SeesInTabAsync(turned, Dan));

        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["text"] = "The index is there." });
        await turned.PressAsync(Eve, turned.CardIn(Eve.ChatId), "Confirm and close", Cancel);
        Assert.Equal(Status.Closed, (await turned.EscalationAsync(Cancel)).Status);
        var closed = (await turned.Store.HistoryAsync(FakeTeams.Tenant, (await turned.EscalationAsync(Cancel)).Id, Cancel)).Select(HashChain.Open);
        Assert.Equal("Eve Two", closed.Single(e => e.What is Closed).By.Person?.Name);
        Assert.Equal("Ann Csm", (await turned.EscalationAsync(Cancel)).Csm.Name);
    }

    [Fact]
    public async Task It_ends_by_itself_at_the_day_and_before_by_a_word()
    {
        await using var turned = await BeginAsync();
        await AskedAsync(turned, Ann, "away until 2026-03-13, Eve Two covers");
        await turned.RouteAsync("S3", Cancel);
        Assert.True(Shows(turned.CardIn(Eve.ChatId), "You cover for Ann Csm"));
        Assert.DoesNotContain("I do not know", await AskedAsync(turned, Eve, "status ESC-2026-0001"), StringComparison.Ordinal);

        // The instant in Paris at which Friday is over.
        turned.Clock.AdjustTime(new(2026, 3, 13, 22, 59, 59, TimeSpan.Zero));
        Assert.Contains("Ann Csm until", await AskedAsync(turned, Eve, "away"), StringComparison.Ordinal);
        turned.Clock.AdjustTime(new(2026, 3, 13, 23, 0, 0, TimeSpan.Zero));
        Assert.Contains("You are here, and cover for nobody.", await AskedAsync(turned, Eve, "away"), StringComparison.Ordinal);
        Assert.Contains("I do not know ESC-2026-0001", await AskedAsync(turned, Eve, "status ESC-2026-0001"), StringComparison.Ordinal);
        var refused = await turned.People.PressesAsync(Eve, turned.CardIn(Eve.ChatId), "Withdraw", Cancel);
        Assert.Contains("I do not know ESC-2026-0001", refused.Text, StringComparison.Ordinal);

        // With the next thing that happens her card has nothing to press on.
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        Assert.Empty(turned.Said(Eve.ChatId, "acknowledged it"));
        Assert.Contains(turned.Teams.In(Eve.ChatId), m => Shows(m, "You no longer cover here."));

        await AskedAsync(turned, Ann, "away until 2026-03-20, Eve Two covers");
        Assert.Contains("Welcome back. Eve Two does not cover for you any more.", await AskedAsync(turned, Ann, "back"), StringComparison.Ordinal);
        Assert.Single(turned.Said(Eve.ChatId, "Ann Csm is back. You do not cover for them any more."));
        Assert.False(await SeesInTabAsync(turned, Eve));
        Assert.Contains("I do not know ESC-2026-0001", await AskedAsync(turned, Eve, "status ESC-2026-0001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_covers_for_a_role_is_asked_and_may_acknowledge_and_an_S1_reaches_both()
    {
        await using var turned = await BeginAsync();
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await AskedAsync(turned, Turned.Hanna, "away until 2026-03-13, Eve Two covers");
        await AskedAsync(turned, Eve, "mute reminders until 2026-03-13");
        await turned.RouteAsync("S1", Cancel);
        Assert.Empty(turned.Said(Eve.ChatId, "ESC-2026-0001"));
        await turned.TurnAsync(TimeSpan.FromMinutes(15), Cancel);

        foreach (var person in new[] { Turned.Hanna, Eve })
        {
            Assert.True(Shows(turned.CardIn(person.ChatId), "Acknowledge by"), person.Name);
        }

        await turned.PressAsync(Eve, turned.CardIn(Eve.ChatId), "Acknowledge", Cancel);
        Assert.Equal("Eve Two", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
        Assert.NotEmpty(turned.Said(Turned.Hanna.ChatId, "acknowledged it"));
    }

    [Fact]
    public async Task Who_asks_somebody_who_is_away_to_own_it_is_told_at_once_and_whoever_covers_may_accept()
    {
        await using var turned = await BeginAsync();
        await turned.People.SaysAsync(Cleo, "hello", Cancel);
        await AskedAsync(turned, Cleo, "away until 2026-03-13, Eve Two covers");
        await turned.AcknowledgedAsync("S2", Cancel);
        var answer = await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Hand over",
            Cancel,
            "Hand over",
            new() { ["owner"] = Cleo.AadObjectId, ["because"] = "It is her field." }
        );
        Assert.Contains("Cleo Park is away until", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Eve Two covers and is asked too.", answer.Text, StringComparison.Ordinal);

        Assert.True(Shows(turned.CardIn(Cleo.ChatId), "It is her field."));
        var hers = turned.CardIn(Eve.ChatId);
        Assert.True(Shows(hers, "You cover for Cleo Park"));
        await turned.PressAsync(Eve, hers, "Accept", Cancel);
        Assert.Equal("Eve Two", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
    }

    [Fact]
    public async Task Who_covers_and_is_away_as_well_is_followed_by_the_next_and_nobody_covers_for_themselves_in_the_end()
    {
        await using var turned = await BeginAsync();
        await turned.People.SaysAsync(Dan, "hello", Cancel);
        await AskedAsync(turned, Ann, "away until 2026-03-20, Eve Two covers");
        Assert.Contains("Name somebody else", await AskedAsync(turned, Eve, "away until 2026-03-13, Eve Two covers"), StringComparison.Ordinal);
        Assert.Contains(
            "in the end you are the one who covers",
            await AskedAsync(turned, Eve, "away until 2026-03-13, Ann Csm covers"),
            StringComparison.Ordinal
        );
        await AskedAsync(turned, Eve, "away until 2026-03-13, Dan Three covers");
        Assert.Single(turned.Said(Dan.ChatId, "You cover for Ann Csm as well then."));
        await turned.RouteAsync("S2", Cancel);
        Assert.True(Shows(turned.CardIn(Dan.ChatId), "You cover for Ann Csm"));
        Assert.DoesNotContain(turned.Teams.In(Eve.ChatId), m => Shows(m, "You cover for Ann Csm,"));

        // Those who administer the bot see all, others what concerns them.
        var all = await AskedAsync(turned, Bob, "away");
        Assert.Contains("- Eve Two until Sat 14 Mar, 00:00 CET, covered by Dan Three", all, StringComparison.Ordinal);
        Assert.Contains("- Ann Csm until Sat 21 Mar, 00:00 CET, covered by Dan Three", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann Csm until", await AskedAsync(turned, Cleo, "away"), StringComparison.Ordinal);
        Assert.Contains("Eve Two is away until Fri 13 Mar, 23:00 UTC, covered by Dan Three", await AskedAsync(turned, Bob, "links"), StringComparison.Ordinal);

        // When Eve is there again, she is the one.
        Assert.Contains("Welcome back.", await AskedAsync(turned, Eve, "away off"), StringComparison.Ordinal);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        Assert.Single(turned.Said(Eve.ChatId, "In the place of Ann Csm:"));
        Assert.Empty(turned.Said(Dan.ChatId, "acknowledged it"));
    }

    [Fact]
    public async Task What_is_open_and_severe_comes_at_once_and_drafts_never()
    {
        await using var turned = await BeginAsync();
        var review = await turned.Story.ReviewAsync(Cancel);
        await AskedAsync(turned, Ann, "away until 2026-03-13, Eve Two covers");
        Assert.Contains("I do not know ESC-2026-0001", await AskedAsync(turned, Eve, "status ESC-2026-0001"), StringComparison.Ordinal);
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", because: "So it is."));
        await turned.Story.QuietAsync(Cancel);
        await turned.People.SaysAsync(Dan, "hello", Cancel);
        await AskedAsync(turned, Ann, "away until 2026-03-13, Dan Three covers");
        Assert.True(Shows(turned.CardIn(Dan.ChatId), "You cover for Ann Csm"));
        Assert.Contains("You are not away.", await AskedAsync(turned, Dan, "away off"), StringComparison.Ordinal);

        // Whoever covers and cannot be written to any more covers nobody, which is told.
        turned.Teams.Refuse(Dan.ChatId, 403, "MessageWritesBlocked");
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "Dan Three covers for Ann Csm, and I can no longer write to them"));
        turned.Teams.Accept(Dan.ChatId);
        await turned.People.SaysAsync(Dan, "hello", Cancel);

        // Whoever is named in the place of another takes it over, and the other one hears so.
        await AskedAsync(turned, Ann, "away until 2026-03-13, Eve Two covers");
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Dan.ChatId, "Ann Csm has named somebody else to cover."));
    }

    [Theory]
    [InlineData("away until friday, Eve Two covers", "You are away until Sat 14 Mar")]
    [InlineData("I'm on holiday until friday, Eve Two covers", "You are away until Sat 14 Mar")]
    [InlineData("out of office until friday, Eve Two covers.", "You are away until Sat 14 Mar")]
    [InlineData("away until friday", "who covers, by their name")]
    [InlineData("I am on vacation until friday", "who covers, by their name")]
    [InlineData("abwesend bis Freitag, Eve Two vertritt mich", "Du bist bis Sa. 14. März")]
    [InlineData("absente jusqu'à vendredi, Eve Two me remplace", "Ton absence dure jusqu'au sam. 14 mars")]
    [InlineData("ausente hasta el viernes, Eve Two me cubre", "No estás hasta sáb 14 mar")]
    [InlineData("ausente até sexta-feira, Eve Two cobre", "Você está fora até sáb. 14 mar.")]
    [InlineData("away until friday, Bob covers", "Bob Stone covers")]
    [InlineData("away until next moon, Eve Two covers", "Say the last day, within 92 days")]
    [InlineData("away until 2026-09-13, Eve Two covers", "Say a last day that lies ahead, and within 92 days.")]
    [InlineData("away until 2026-03-13, Nora Nobody covers", "I do not know “Nora Nobody”")]
    public async Task It_is_said_in_five_languages(string said, string answered)
    {
        await using var turned = await BeginAsync();
        await turned.People.SaysAsync(Bob, "hello", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(answered, await AskedAsync(turned, Ann, said), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<Turned> BeginAsync()
    {
        var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.People.SaysAsync(Eve, "hello", Cancel);
        await turned.Story.QuietAsync(Cancel);
        return turned;
    }

    /// <summary>The tab shows the same as the chat.</summary>
    private static async Task<bool> SeesInTabAsync(Turned turned, FakePerson who)
    {
        var links = await turned.Store.LinksAsync(FakeTeams.Tenant, Cancel);
        var viewer = new Viewer(FakeTeams.Tenant, new(who.AadObjectId, who.Name), new ToPerson(who.AadObjectId), null, ("", ""), false, links);
        var all = await turned.Story.Bot.Get<LookAtAll>().HandleAsync(viewer, TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(all!.Visible.Count, all.Visible.Count(outline => all.Sight.Concerns(outline) && all.Sight.ReadsMoney(outline)));
        return all.Visible.Count > 0;
    }

    private static async Task<string> AskedAsync(Turned turned, FakePerson who, string said)
    {
        await turned.People.SaysAsync(who, said, Cancel);
        await turned.Story.QuietAsync(Cancel);
        var last = turned.Teams.In(who.ChatId)[^1];
        return last.Text ?? last.Card?.ToJsonString() ?? "";
    }
}
