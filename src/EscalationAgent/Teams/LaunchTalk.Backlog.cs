using EscalationAgent.Teams.Cards;
using Escalations.Launches;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>The backlog of a launch: shown, filled, and ordered as its people agree.</summary>
internal sealed partial class LaunchTalk
{
    private async Task<CardActionResult> ShowBacklogAsync(TurnContext caller, FoundLaunch found, string? notice, CancellationToken cancel) =>
        CardActionResult.Show(
            BacklogCards.Of(
                await backlogs.OfAsync(found, caller.Place, caller.Links, cancel),
                caller.IsPersonal ? caller.Person.Id : null,
                await records.MayChangeAsync(caller.Viewer, found.Launch, cancel),
                notice
            )
        );

    private async Task<CardActionResult> AddWorkAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        if (button.Choice<WorkKind>("kind") is not { } kind || button.Text("facing") is not (BacklogCards.Yes or BacklogCards.No))
        {
            return Again(Words.Say("form.choose"));
        }

        var (owner, problem) = await OwnerAsync(caller, launch, button, null, cancel);
        return problem is not null
            ? Again(problem)
            : await AfterBacklogAsync(
                caller,
                launch.Id,
                await backlog.AddAsync(
                    caller.Showing,
                    caller.Viewer,
                    launch.Id,
                    button.Line("title"),
                    kind,
                    button.Text("facing") == BacklogCards.Yes,
                    owner,
                    Day(button.Text("day")),
                    (await SeenAsync(caller, launch, button, cancel)).Work.Count,
                    cancel
                ),
                refused => BacklogCards.New(launch, button.Text, refused),
                cancel
            );

        CardActionResult Again(string? refused) => CardActionResult.Show(BacklogCards.New(launch, button.Text, refused));
    }

    private async Task<CardActionResult> EndWorkAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel) =>
        button.Text("end") is BacklogCards.Yes or BacklogCards.No
            ? await AfterBacklogAsync(
                caller,
                launch.Id,
                await backlog.EndAsync(
                    caller.Showing,
                    caller.Viewer,
                    launch.Id,
                    button.Number("work") ?? 0,
                    button.Text("end") == BacklogCards.Yes,
                    button.Line("because"),
                    cancel
                ),
                refused => BacklogCards.End(launch, button.Text, refused),
                cancel
            )
            : CardActionResult.Show(BacklogCards.End(launch, button.Text, Words.Say("form.choose")));

    private async Task<CardActionResult> SetRulesAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        IReadOnlyList<PriorityRule> order = [.. BacklogCards.Ranks.Select(button.Choice<PriorityRule>).OfType<PriorityRule>()];
        return await AfterBacklogAsync(
            caller,
            launch.Id,
            await backlog.SetRulesAsync(
                caller.Showing,
                caller.Viewer,
                launch.Id,
                (await SeenAsync(caller, launch, button, cancel)).Rules,
                new(order, ButtonData.NumberIn(button.Line("days")) ?? 0),
                button.Line("because"),
                cancel
            ),
            refused => BacklogCards.Rules(launch, button.Text, refused),
            cancel
        );
    }

    private async Task<CardActionResult> UpholdAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        var seen = (await SeenAsync(caller, launch, button, cancel)).Rules;
        return await AfterBacklogAsync(caller, launch.Id, await backlog.AgreeAsync(caller.Showing, caller.Viewer, launch.Id, seen, cancel), null, cancel);
    }

    private async Task<CardActionResult> PlaceAsync(TurnContext caller, FoundLaunch found, ButtonData button, CancellationToken cancel)
    {
        var (launch, item, typed) = (found.Launch, button.Text("item") ?? "", button.Line("place"));
        var shown = await backlogs.OfAsync(found, caller.Place, caller.Links, cancel);
        return await AfterBacklogAsync(
            caller,
            launch.Id,
            await backlog.PlaceAsync(
                caller.Showing,
                caller.Viewer,
                launch.Id,
                [.. shown.Rows.Select(row => row.Item.Key)],
                item,
                typed is null ? null : ButtonData.NumberIn(typed) ?? 0,
                button.Line("because"),
                (await SeenAsync(caller, launch, button, cancel)).Placed.GetValueOrDefault(item),
                cancel
            ),
            refused => BacklogCards.Place(shown, button.Text, refused),
            cancel
        );
    }

    private Task<CardActionResult> AfterBacklogAsync(
        TurnContext caller,
        string id,
        Response outcome,
        Func<string?, CardModel>? again,
        CancellationToken cancel
    ) => AfterAsync(caller, id, outcome, again, cancel, found => ShowBacklogAsync(caller, found, outcome.Say, cancel));
}
