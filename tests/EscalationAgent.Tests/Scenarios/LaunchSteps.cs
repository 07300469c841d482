using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using Escalations.Launches;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What people do with a launch called Orion, step by step.</summary>
internal static class LaunchSteps
{
    /// <summary>Whoever is linked to a role holds it from the start.</summary>
    public static async Task<FakeMessage> StartAsync(Turned turned, CancellationToken cancel, params IReadOnlyList<(FakePerson Person, string Role)> holders)
    {
        await SaysAsync(turned, Ann, "hello", cancel);
        foreach (var (person, role) in holders)
        {
            await turned.Story.LinkToAsync(person, role, cancel);
        }

        await SaysAsync(turned, Ann, "launch Orion", cancel);
        return turned.CardIn(Ann.ChatId);
    }

    public static async Task SaysAsync(Turned turned, FakePerson person, string text, CancellationToken cancel)
    {
        await turned.People.SaysAsync(person, text, cancel);
        await turned.Story.QuietAsync(cancel);
    }

    /// <summary>The launch's card as somebody is shown it now.</summary>
    public static async Task<FakeMessage> CardOfAsync(Turned turned, FakePerson person, CancellationToken cancel)
    {
        await SaysAsync(turned, person, "launch Orion", cancel);
        return turned.CardIn(person.ChatId);
    }

    /// <summary>Presses one button after the other, each on what the one before it has shown, and fills in the last form.</summary>
    public static async Task<PressAnswer> ThroughAsync(
        Turned turned,
        FakePerson person,
        FakeMessage card,
        CancellationToken cancel,
        params IReadOnlyList<(string Title, JsonObject? Inputs)> steps
    )
    {
        PressAnswer? answer = null;
        foreach (var (title, inputs) in steps)
        {
            answer = await turned.People.PressesAsync(person, card, title, cancel, inputs, answer?.Card);
        }

        await turned.Story.QuietAsync(cancel);
        return answer!;
    }

    public static async Task<Launch> LaunchAsync(Turned turned, CancellationToken cancel) =>
        Launch.Fold(FakeTeams.Tenant, "orion", (await turned.Store.LaunchHistoryAsync(FakeTeams.Tenant, "orion", cancel)).Select(LaunchChain.Open));

    public static async Task AssertWholeAsync(Turned turned, CancellationToken cancel) =>
        Assert.Null(
            LaunchChain.FirstBroken(
                FakeTeams.Tenant,
                (await turned.Store.FindLaunchAsync(FakeTeams.Tenant, "orion", cancel))!,
                await turned.Store.LaunchHistoryAsync(FakeTeams.Tenant, "orion", cancel)
            )
        );

    public static IReadOnlyList<FakeMessage> Shown(Turned turned, FakePerson person, string text) =>
        [.. turned.Teams.In(person.ChatId).Where(m => m.Card is not null && Shows(m, text))];

    public static string Texts(FakeMessage card) => string.Join("\n", PressAnswer.Texts(card.Card!));
}
