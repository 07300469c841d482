using Escalations;
using Escalations.UseCases;
using TeamsBot.Activities;
using TeamsBot.Door;

namespace EscalationAgent.Teams;

/// <summary>Takes what Teams tells and passes it to the room that handles it: messages, buttons, arrivals.</summary>
internal sealed class Inbox(IEscalationStore store, Talk talk, Corrections corrections, Press press, ManageAdministrators administration, MembershipEvents memberships, SayAnswer say, Views views, ReportUndelivered lost, Playbook playbook)
{
    private readonly InTurn chats = new();

    public Task<Answer> HandleAsync(Activity activity, CancellationToken cancel) =>
        activity.Conversation is { ConversationType: "personal", Id: { } chat }
            ? chats.RunAsync($"{activity.TenantId()}|{chat}", () => TakeAsync(activity, cancel))
            : TakeAsync(activity, cancel);

    private async Task<Answer> TakeAsync(Activity activity, CancellationToken cancel)
    {
        // Such news need not come from anybody.
        var isNews = activity.Type is ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate && await memberships.HandleAsync(activity, cancel);
        if (await Caller.OfAsync(activity, store, cancel) is not { } caller)
        {
            return isNews ? Answer.Accepted : new Answer(400);
        }

        switch (activity.Type)
        {
            case ActivityTypes.Invoke:
                return CardAction.Of(activity) is { } action
                    ? (await press.HandleAsync(caller, action.Verb, action.Data, cancel)).Answer(views)
                    : Answer.Message("I could not read that button. Please open the card again.");

            case ActivityTypes.Message when activity.Value is { ValueKind: System.Text.Json.JsonValueKind.Object } value:
                await press.HandleSubmitAsync(caller, value, cancel);
                return Answer.Accepted;

            case ActivityTypes.Message:
                await HearAsync(caller, activity, cancel);
                return Answer.Accepted;

            case ActivityTypes.MessageUpdate when activity.IsEdit():
                await corrections.HearEditAsync(caller, activity.Said(), cancel);
                return Answer.Accepted;

            case ActivityTypes.MessageDelete when activity.IsDeletion():
                await corrections.HearDeletionAsync(caller, cancel);
                return Answer.Accepted;

            case ActivityTypes.InstallationUpdate or ActivityTypes.ConversationUpdate when IsArrival(activity):
                // Whoever installed it is known by the id of a person; an arrival that the service caused names none.
                if (activity.From?.AadObjectId is { Length: > 0 })
                {
                    await administration.InstalledAsync(caller.Showing, cancel);
                }

                await GreetAsync(caller, cancel);
                return Answer.Accepted;

            case ActivityTypes.InstallationUpdate when activity.Action?.StartsWith("remove", StringComparison.OrdinalIgnoreCase) is true && (caller.IsPersonal || caller.Channel is not null):
                await lost.LostAsync(caller.Tenant, caller.Delivery, caller.Place, caller.IsPersonal ? "they have removed me" : "I have been removed from it", cancel);
                return Answer.Accepted;

            default:
                return Answer.Accepted;
        }
    }

    /// <summary>What was said is answered, and what came with it is named: nothing is passed over in silence.</summary>
    private async Task HearAsync(Caller caller, Activity activity, CancellationToken cancel)
    {
        var (said, files) = (activity.Said(), activity.Files());
        var isMereQuote = said.Length == 0 && activity.Quoted() is not null;
        if (isMereQuote)
        {
            await talk.SayAsync(caller, "You quoted a message and added no words of your own. Type your answer below the quote.", cancel);
        }
        else if (said.Length > 0 || files.Count == 0)
        {
            await talk.HandleAsync(caller, said, cancel);
        }

        if (files.Count > 0)
        {
            await talk.SayAsync(caller with { Delivery = caller.Delivery is { } delivery && (said.Length > 0 || isMereQuote) ? $"{delivery}|files" : caller.Delivery }, Answers.NotTaken(files), cancel);
        }
    }

    private static bool IsArrival(Activity activity) =>
        activity.Type == ActivityTypes.InstallationUpdate
            ? activity.Action?.StartsWith("add", StringComparison.OrdinalIgnoreCase) is true
            : activity.MembersAdded?.Any(m => m.Id == activity.Recipient?.Id) is true;

    /// <summary>Says hello once in each place; Teams tells of one arrival in two ways, and repeats both.</summary>
    private async Task GreetAsync(Caller caller, CancellationToken cancel)
    {
        IReadOnlyList<Owed> hello = caller switch
        {
            { IsPersonal: true, Known.ChatId: null } or { IsPersonal: true, Known: null } => [new(caller.ReplyTo, views.Keep(Answers.Help))],
            { Channel: not null, ChannelBefore: null } =>
            [
                new(new ToChannel(caller.Channel.ChannelId), new Words($"Hello. I bring customer escalations to the teams that can solve them. If a team is reached in this channel, say so: `@Escalation Agent link {playbook.Teams[0].Key}`. Teams: {string.Join(", ", playbook.Teams.Select(t => $"`{t.Key}`"))}.")),
            ],
            _ => [],
        };
        await say.HandleAsync(caller.Showing with { Delivery = $"greeting|{caller.ConversationId}" }, hello, cancel);
    }
}
