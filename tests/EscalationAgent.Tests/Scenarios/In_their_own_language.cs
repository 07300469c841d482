using EscalationAgent.Tests.Fakes;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What people are told because of what others did, or because a place is lost, is in their own language and in that of their channel.</summary>
public sealed class In_their_own_language
{
    private const string NewRoom = "19:newroom@thread.tacv2";

    /// <summary>In Paris, where Ann is, it is 10:00.</summary>
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sunday = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Dan = new("Dan Three");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_German_channel_loses_its_team_and_a_French_person_is_linked()
    {
        await using var turned = await Turned.BeginAsync(Sunday, Cancel);
        await turned.People.SaysInAsync(Bob, Engineering, "language deutsch", Cancel);
        await turned.People.SaysAsync(Turned.Hanna, "hello", Cancel);
        await turned.People.SaysAsync(Turned.Hanna, "language français", Cancel);
        await turned.Story.QuietAsync(Cancel);

        turned.Teams.AddChannel(NewRoom, Bob, Cleo);
        await turned.People.SaysInAsync(Bob, NewRoom, "link engineering", Cancel);
        await turned.People.SaysAsync(Bob, $"link head_of_engineering to {Turned.Hanna.Name}", Cancel);
        await turned.Story.QuietAsync(Cancel);

        Assert.Single(turned.Said(NewRoom, "This channel now receives for Engineering."));
        Assert.Equal(
            "Bob Stone hat Entwicklung mit einem anderen Kanal verknüpft; dieser Kanal empfängt nicht mehr für dieses Team. Wenn das ein Irrtum ist, sag es "
                + "Bob Stone oder jemandem, der mich verwaltet: Bob Stone; `links` zeigt, wer womit verknüpft ist.",
            Assert.Single(turned.Said(Engineering, "Bob Stone hat"))
        );
        Assert.StartsWith(
            "Bob Stone t’a confié le rôle « Direction de l'ingénierie » : ",
            Assert.Single(turned.Said(Turned.Hanna.ChatId, "`unlink head_of_engineering`")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_summary_that_did_not_arrive_is_told_to_a_French_administrator()
    {
        await using var turned = await Turned.BeginAsync(Sunday, Cancel);
        await turned.People.SaysAsync(Bob, "language français", Cancel);
        await turned.Story.QuietAsync(Cancel);
        turned.Teams.Refuse(Leadership, 403, "BotNotInConversationRoster");
        await turned.TurnToAsync(Monday, Cancel);
        for (var tries = 0; tries < 4; tries++)
        {
            await turned.TurnAsync(TimeSpan.FromMinutes(5), Cancel);
            await turned.Story.QuietAsync(Cancel);
        }

        Assert.Single(turned.Said(Bob.ChatId, "Le bilan de la semaine 2026-W11 n’est pas arrivé dans son canal. Je le garde"));
        Assert.Contains(
            " : je n’y suis pas, ou plus. ",
            Assert.Single(turned.Said(Bob.ChatId, "Je ne peux plus joindre le canal de l’équipe")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_cover_who_cannot_be_written_to_is_told_in_French_to_the_one_and_in_German_to_the_other()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.People.SaysAsync(Dan, "hello", Cancel);
        await turned.RouteAsync("S2", Cancel);
        await turned.People.SaysAsync(Ann, "language français", Cancel);
        await turned.People.SaysAsync(Bob, "language deutsch", Cancel);
        await turned.People.SaysAsync(Ann, "away until 2026-03-13, Dan Three covers", Cancel);
        await turned.Story.QuietAsync(Cancel);

        turned.Teams.Refuse(Dan.ChatId, 403, "MessageWritesBlocked");
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);

        Assert.Single(turned.Said(Ann.ChatId, "Dan Three remplace Ann Csm, et je ne peux plus lui écrire : on m’a bloqué."));
        Assert.Single(turned.Said(Bob.ChatId, "Dan Three vertritt Ann Csm, und ich kann dorthin nicht mehr schreiben: ich bin blockiert."));
    }
}
