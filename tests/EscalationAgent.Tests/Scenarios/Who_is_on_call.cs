using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>People take turns: who is on call is asked first, and a shift that ends while an S1 runs is handed over (D010, lessons 17 and 22).</summary>
public sealed class Who_is_on_call
{
    private static readonly FakePerson Priya = new("Priya Nair");
    private static readonly FakePerson Tom = new("Tom Becker");

    /// <summary>A Monday at 03:00.</summary>
    private static readonly DateTimeOffset Night = new(2026, 3, 9, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_on_call_gets_the_card_in_their_own_chat_and_can_acknowledge_there()
    {
        await using var turned = await BeginAsync(Night);
        var card = await turned.RouteAsync("S1", Cancel);

        Assert.Contains(turned.Teams.In(Engineering), m => m.Id == card.Id && Shows(m, "On call") && Shows(m, "Priya Nair"));
        Assert.Single(turned.Said(Engineering, "**Priya Nair** is on call for Engineering and has been asked first."));
        await turned.PressAsync(Priya, turned.CardIn(Priya.ChatId), "Acknowledge", Cancel);
        Assert.Equal("Priya Nair", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is OnCallNamed { Team: "engineering", IsFallback: false });

        // The next look finds nothing new.
        await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is OnCallNamed);
    }

    [Fact]
    public async Task A_shift_that_ends_while_it_runs_is_offered_and_the_former_one_owns_it_until_it_is_accepted()
    {
        await using var turned = await BeginAsync(Night);
        await turned.RouteAsync("S1", Cancel);
        await turned.PressAsync(Priya, turned.CardIn(Priya.ChatId), "Acknowledge", Cancel);
        await turned.TurnToAsync(Night.AddHours(6), Cancel);

        var offered = turned.CardIn(Tom.ChatId);
        Assert.True(Shows(offered, "You are on call now."));
        Assert.True(Shows(turned.CardIn(Engineering), "Priya Nair, responsible until Tom Becker accepts"));
        Assert.Equal("Priya Nair", (await turned.EscalationAsync(Cancel)).Work.Owner?.Name);

        await turned.PressAsync(Tom, offered, "Accept", Cancel);
        var after = await turned.EscalationAsync(Cancel);
        Assert.Equal("Tom Becker", after.Work.Owner?.Name);
        Assert.Null(after.Find(DeadlineKind.ShiftHandover));
        Assert.Single(turned.Said(Engineering, "**Tom Becker** has taken it over from **Priya Nair** with the shift."));
        Assert.True(Shows(turned.CardIn(Priya.ChatId), "Somebody else is on call now."));
        Assert.Equal(
            [typeof(OnCallNamed), typeof(ShiftOffered), typeof(ShiftAccepted)],
            (await turned.HistoryAsync(Cancel)).Select(e => e.GetType()).Where(type => type.Namespace == nameof(Escalations) && IsOfShift(type))
        );
    }

    [Fact]
    public async Task Who_does_not_accept_is_reminded_and_then_those_above_are_told()
    {
        await using var turned = await BeginAsync(Night);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await turned.RouteAsync("S1", Cancel);
        await turned.PressAsync(Priya, turned.CardIn(Priya.ChatId), "Acknowledge", Cancel);
        await turned.TurnToAsync(Night.AddHours(6), Cancel);

        // An S1 is acknowledged within 15 minutes, so a shift is taken over within them.
        await turned.TurnToAsync(Night.AddHours(6).AddMinutes(12), Cancel);
        Assert.Single(turned.Said(Tom.ChatId, "has not taken over from **Priya Nair** yet"));
        Assert.Empty(turned.Said(Turned.Hanna.ChatId, "has not taken over"));
        await turned.TurnToAsync(Night.AddHours(6).AddMinutes(15), Cancel);
        Assert.Single(turned.Said(Turned.Hanna.ChatId, "**Tom Becker** has not taken over from **Priya Nair** yet"));
        Assert.Single(turned.Said(Priya.ChatId, "has not taken over"));
    }

    [Fact]
    public async Task It_is_told_who_is_on_call_in_five_languages_and_who_takes_turns_may_put_somebody_else_there()
    {
        await using var turned = await BeginAsync(Night);
        foreach (
            var (asked, told) in new[]
            {
                ("who is on call", "**Engineering**: Priya Nair until Mon 9 Mar, 10:00 CET, then Tom Becker"),
                ("Who is on call for Engineering?", "**Engineering**: Priya Nair until"),
                ("wer hat Bereitschaft für Engineering", "Priya Nair bis"),
                ("qui est d'astreinte", "Priya Nair jusqu'au"),
                ("quién está de guardia", "Priya Nair hasta"),
                ("quem está de plantão", "Priya Nair até"),
            }
        )
        {
            await turned.People.SaysAsync(Ann, asked, Cancel);
            await turned.Story.QuietAsync(Cancel);
            Assert.Contains(told, turned.Teams.In(Ann.ChatId)[^1].Text, StringComparison.Ordinal);
        }

        const string Swap = "on call engineering: Tom Becker from 2026-03-09 03:00 to 2026-03-09 06:00";
        await turned.People.SaysAsync(Ann, "language english", Cancel);
        await turned.People.SaysAsync(Ann, Swap, Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Only those who take turns there", turned.Teams.In(Ann.ChatId)[^1].Text, StringComparison.Ordinal);
        await turned.People.SaysAsync(Priya, Swap, Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Tom Becker is on call for engineering from Mon 9 Mar, 03:00 UTC", turned.Teams.In(Priya.ChatId)[^1].Text, StringComparison.Ordinal);
        Assert.Single(turned.Said(Tom.ChatId, "Priya Nair: Tom Becker is on call for engineering"));
        await turned.RouteAsync("S1", Cancel);
        Assert.True(Shows(turned.CardIn(Tom.ChatId), "Acknowledge by"));
        await turned.People.SaysAsync(Bob, "links", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("Priya Nair put Tom Becker on call for Engineering", turned.Teams.In(Bob.ChatId)[^1].Text, StringComparison.Ordinal);
    }

    /// <summary>Lesson 17: nobody there is a state with a fallback.</summary>
    [Fact]
    public async Task Where_whoever_is_on_call_cannot_be_written_to_the_fallback_is_asked()
    {
        await using var turned = await BeginAsync(Night);
        await turned.People.SaysAsync(Bob, "hello", Cancel);
        await turned.Story.QuietAsync(Cancel);
        turned.Teams.Refuse(Priya.ChatId, 403, "MessageWritesBlocked");
        await turned.RouteAsync("S1", Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);

        Assert.Equal(
            [("Priya Nair", false), ("Bob Stone", true)],
            (await turned.HistoryAsync(Cancel)).OfType<OnCallNamed>().Select(e => (e.Person.Name, e.IsFallback))
        );
        Assert.True(Shows(turned.CardIn(Bob.ChatId), "Acknowledge by"));
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is ShiftOffered);
        await turned.People.SaysAsync(Ann, "who is on call", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains("to whom I cannot write, so I ask Bob Stone", turned.Teams.In(Ann.ChatId)[^1].Text, StringComparison.Ordinal);
    }

    /// <summary>The escalation team rotates (A006): whoever is on call holds the role, and what is open goes along.</summary>
    [Fact]
    public async Task Roles_of_the_launch_protocol_go_from_hand_to_hand()
    {
        await using var turned = await Turned.BeginAsync(
            Night,
            Cancel,
            settings: new Dictionary<string, string?> { ["Rotas:Folder"] = Folder("launch") },
            playbooks: SampleCards.Shipped
        );
        foreach (var person in new[] { Priya, Tom })
        {
            await turned.People.SaysAsync(person, "hello", Cancel);
        }

        await turned.TurnAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal("Priya Nair", await HolderAsync());
        await turned.TurnToAsync(Night.AddHours(6), Cancel);
        Assert.Equal("Tom Becker", await HolderAsync());
        Assert.Equal(
            ["Tom Becker", "Priya Nair"],
            (await turned.Store.DirectoryChangesAsync(FakeTeams.Tenant, 10, Cancel)).Where(c => c.Team == "product_owner").Select(c => c.Person?.Name)
        );

        async Task<string?> HolderAsync() =>
            (await turned.Store.LinksAsync(FakeTeams.Tenant, Cancel)).Bindings.Single(b => b.Team == "product_owner").Person?.Name;
    }

    private static bool IsOfShift(Type type) => type == typeof(OnCallNamed) || type == typeof(ShiftOffered) || type == typeof(ShiftAccepted);

    /// <summary>Priya and Tom take turns for engineering, Mondays at 09:00; both have opened their chat.</summary>
    private static async Task<Turned> BeginAsync(DateTimeOffset now)
    {
        var turned = await Turned.BeginAsync(now, Cancel, settings: new Dictionary<string, string?> { ["Rotas:Folder"] = Folder("engineering") });
        foreach (var person in new[] { Priya, Tom })
        {
            await turned.People.SaysAsync(person, "hello", Cancel);
        }

        await turned.Story.QuietAsync(Cancel);
        return turned;
    }

    private static string Folder(string name) => Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "rotas", name);
}
