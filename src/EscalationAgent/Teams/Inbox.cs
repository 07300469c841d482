using EscalationAgent.Teams.Faces;
using Escalations;
using Escalations.UseCases;
using TeamsBot.Activities;
using TeamsBot.Door;

namespace EscalationAgent.Teams;

/// <summary>Takes what Teams tells and passes it to the room that handles it: messages, buttons, arrivals.</summary>
internal sealed class Inbox(IEscalationStore store, Talk talk, Corrections corrections, Press press, ManageAdministrators administration, MembershipEvents memberships, SayAnswer say, Views views, ReportUndelivered lost, StrayCards strays, PersonRateLimiter limiter, Playbook playbook)
{
    private readonly InTurn chats = new();

    public Task<Answer> HandleAsync(Activity activity, CancellationToken cancel)
    {
        // Before the line of the chat: what is not taken must not wait in it.
        var intake = IntakeOf(activity);
        if (intake is { IsTaken: false, SlowedAfter: null })
        {
            // Success all the same: Teams would bring some of it back at once and the rest never.
            return Task.FromResult(activity.Type == ActivityTypes.Invoke ? Answer.Message("That was a lot at once. Please press again in a moment; nothing that was done is lost.") : Answer.Accepted);
        }

        return activity.Conversation is { ConversationType: "personal", Id: { } chat }
            ? chats.RunAsync($"{activity.TenantId()}|{chat}", () => TakeAsync(activity, intake, cancel))
            : TakeAsync(activity, intake, cancel);
    }

    private Intake IntakeOf(Activity activity)
    {
        if (activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke) || (activity.From?.AadObjectId ?? activity.From?.Id) is not { } person)
        {
            return new(true);
        }

        var isPress = activity.Type == ActivityTypes.Invoke || activity.Value is { ValueKind: System.Text.Json.JsonValueKind.Object };
        return limiter.Take($"{activity.TenantId()}|{person}", isPress, isPress ? "" : Looks.Short(activity.Said(), 60));
    }

    private async Task<Answer> TakeAsync(Activity activity, Intake intake, CancellationToken cancel)
    {
        // Such news need not come from anybody.
        var isNews = activity.Type is ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate && await memberships.HandleAsync(activity, cancel);
        if (await Caller.OfAsync(activity, store, cancel) is not { } caller)
        {
            return isNews ? Answer.Accepted : new Answer(400);
        }

        if (intake.SlowedAfter is { } last)
        {
            var since = last.Length > 0 ? $"“{Looks.Safe(last)}” is the last message that I took; what came after it I did not take." : "What came just now I did not take.";
            await RemarkAsync(caller, "slowed", $"That is a lot at once, so I pause for a minute. {since} Nothing that I answered is lost: please send the rest again in a minute.", cancel);
            return Answer.Accepted;
        }

        if (intake.LeftOut > 0)
        {
            await RemarkAsync(caller, "resumed", $"I am listening again. {(intake.LeftOut == 1 ? "One message" : $"{intake.LeftOut:N0} messages")} that came while I paused I did not take; send again what still matters.", cancel);
        }

        switch (activity.Type)
        {
            case ActivityTypes.Invoke when CardAction.Of(activity) is { } action:
                var pressed = await press.HandleAsync(caller, action.Verb, action.Data, cancel);
                await strays.NoticeAsync(caller, activity.ReplyToId, action.Data, cancel);
                return pressed.Answer(views);

            case ActivityTypes.Invoke:
                return Answer.Message("I could not read that button. Please open the card again.");

            case ActivityTypes.Message when activity.Value is { ValueKind: System.Text.Json.JsonValueKind.Object } value:
                await press.HandleSubmitAsync(caller, value, cancel);
                await strays.NoticeAsync(caller, activity.ReplyToId, value, cancel);
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

            case ActivityTypes.InstallationUpdate or ActivityTypes.ConversationUpdate when caller.IsPersonal && MembershipEvents.IsDeparture(activity):
                await lost.LostAsync(caller.Tenant, caller.Delivery, caller.Place, "they have removed me", cancel);
                return Answer.Accepted;

            default:
                return Answer.Accepted;
        }
    }

    private Task<Response> RemarkAsync(Caller caller, string about, string text, CancellationToken cancel) =>
        say.HandleAsync(caller.Showing with { Delivery = caller.Delivery is { } delivery ? $"{delivery}|{about}" : null }, [new(caller.ReplyTo, new Words(text))], cancel);

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
