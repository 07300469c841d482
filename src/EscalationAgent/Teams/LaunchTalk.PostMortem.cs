using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Launches;

namespace EscalationAgent.Teams;

/// <summary>The post-mortem of a launch, written once it is closed.</summary>
internal sealed partial class LaunchTalk
{
    private async Task<CardActionResult> ReviewAsync(TurnContext caller, string verb, Launch launch, ButtonData button, CancellationToken cancel)
    {
        var impacts = await reviews.ImpactsAsync(launch, null, caller.Place, caller.Links, cancel);
        if (verb == Verbs.LaunchAskReview)
        {
            return CardActionResult.Show(PostMortemCards.Write(launch, impacts));
        }

        var (learnings, toFix, named) = (button.Line("learnings"), button.Line("toFix"), button.Line("before"));
        var before = named is null ? null : (await records.FindNamedAsync(caller.Viewer, named, cancel))?.Launch.Id;
        if (named is not null && (before is null || before == launch.Id))
        {
            return Again(DomainWords.Say("launch.review.before"));
        }

        if (verb != Verbs.LaunchSaveReviewAnyway && Updates.Blame(new("", "", learnings ?? "", toFix ?? "")) is { } doubts)
        {
            return CardActionResult.Show(PostMortemCards.Write(launch, impacts, button.Text, doubts: doubts));
        }

        return await AfterAsync(
            caller,
            launch.Id,
            await reviews.PublishAsync(caller.Showing, caller.Viewer, launch.Id, learnings, toFix, before, cancel),
            problem => PostMortemCards.Write(launch, impacts, button.Text, problem is null ? null : CardFormat.Escape(problem)),
            cancel
        );

        CardActionResult Again(string problem) => CardActionResult.Show(PostMortemCards.Write(launch, impacts, button.Text, problem));
    }
}
