using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Activities;
using TeamsBot.Inbound;

namespace EscalationAgent.Teams;

/// <summary>Takes what Teams tells and passes it to the room that handles it: messages, buttons, arrivals.</summary>
internal sealed class ActivityRouter(
    IDirectory directory,
    MessageHandler messageHandler,
    Corrections corrections,
    CardActionHandler cardActionHandler,
    MessageExtensions extensions,
    ManageAdministrators administration,
    MembershipEvents memberships,
    SayAnswer say,
    CardService cardService,
    CardBuilder cardBuilder,
    ReportUndelivered lost,
    StrayCards strays,
    PersonRateLimiter limiter,
    Memberships membership,
    IPlayMode? play = null,
    IDrills? drills = null
)
{
    private readonly KeyedLock chats = new();

    public Task<ActivityResponse> HandleAsync(Activity activity, CancellationToken cancel)
    {
        activity = play?.Taken(activity) ?? activity;

        // Before the line of the chat: what is not taken must not wait in it.
        var intake = VerdictOf(activity);
        if (intake is { IsTaken: false, SlowedAfter: null })
        {
            // Success all the same: Teams would bring some of it back at once and the rest never.
            return Task.FromResult(activity.Type == ActivityTypes.Invoke ? TooMuch(activity) : ActivityResponse.Accepted);
        }

        if (IsElsewhere(activity))
        {
            // Keys that are pressed one after the other do not wait for each other; a dialog that comes twice does.
            return MessageExtensionCall.Of(activity) is MessageExtensionQuery
                ? TakeElsewhereAsync(activity, cancel)
                : chats.RunAsync($"{activity.TenantId()}|{activity.From?.AadObjectId}|elsewhere", () => TakeElsewhereAsync(activity, cancel));
        }

        return activity.Conversation is { ConversationType: "personal", Id: { } chat }
            ? chats.RunAsync($"{activity.TenantId()}|{chat}", () => TakeAsync(activity, intake, cancel))
            : TakeAsync(activity, intake, cancel);
    }

    private RateLimitVerdict VerdictOf(Activity activity)
    {
        if (activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke) || (activity.From?.AadObjectId ?? activity.From?.Id) is not { } person)
        {
            return new(true);
        }

        var isPress = activity.Type == ActivityTypes.Invoke || activity.Value is { ValueKind: System.Text.Json.JsonValueKind.Object };
        // Who types much into a search can still press buttons.
        var what = MessageExtensionCall.IsNameOfOne(activity.Name) ? "|extension" : "";
        return limiter.Take($"{activity.TenantId()}|{person}{what}", isPress, isPress ? "" : CardFormat.Short(activity.Said(), 60));
    }

    private static ActivityResponse TooMuch(Activity activity) =>
        MessageExtensionCall.Of(activity) switch
        {
            MessageExtensionQuery => ActivityResponse.SearchMessage(Words.Say("too_much.press")),
            not null => ActivityResponse.DialogMessage(Words.Say("too_much.press")),
            null => ActivityResponse.Message(Words.Say("too_much.press")),
        };

    /// <summary>Whether it was done in a conversation that the bot need not be in: from the message box, a message's menu, or a card that was found.</summary>
    private static bool IsElsewhere(Activity activity) =>
        activity switch
        {
            { Type: ActivityTypes.Invoke } => MessageExtensionCall.IsNameOfOne(activity.Name) || CardAction.Of(activity)?.Verb == Verbs.Reference,
            { Type: ActivityTypes.Message, Value: { } value } => new ButtonData(value).Verb == Verbs.Reference,
            _ => false,
        };

    private async Task<ActivityResponse> TakeElsewhereAsync(Activity activity, CancellationToken cancel)
    {
        if (await TurnContext.OfElsewhereAsync(activity, directory, cancel) is not { } caller)
        {
            return new ActivityResponse(400);
        }

        using var language = caller.Speaking();
        if (MessageExtensionCall.IsNameOfOne(activity.Name))
        {
            return await extensions.HandleAsync(caller, MessageExtensionCall.Of(activity), cancel);
        }

        if (CardAction.Of(activity) is { } action)
        {
            return (await cardActionHandler.HandleAsync(caller, action.Verb, action.Data, cancel)).Answer(cardService);
        }

        // An older client: what it cannot show in place is said where nobody else reads it.
        await cardActionHandler.HandleSubmitAsync(caller, activity.Value!.Value, cancel);
        return ActivityResponse.Accepted;
    }

    private async Task<ActivityResponse> TakeAsync(Activity activity, RateLimitVerdict intake, CancellationToken cancel)
    {
        // Such news need not come from anybody.
        var isNews = activity.Type is ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate && await memberships.HandleAsync(activity, cancel);
        if (await TurnContext.OfAsync(activity, directory, cancel) is not { } caller)
        {
            return isNews ? ActivityResponse.Accepted : new ActivityResponse(400);
        }

        using var language = caller.Speaking();
        var isSaid = activity.Type is ActivityTypes.Message or ActivityTypes.Invoke;
        if (isSaid || MembershipEvents.IsArrival(activity))
        {
            caller = await HeardAsync(caller, cancel);
        }

        string? outside = null;
        if (isSaid && caller.Channel is not null)
        {
            (caller, outside) = await OfChannelAsync(caller, cancel);
        }

        if (outside is not null)
        {
            if (activity.Type == ActivityTypes.Invoke)
            {
                return ActivityResponse.Message(outside);
            }

            await messageHandler.SayAsync(caller, outside, cancel);
            return ActivityResponse.Accepted;
        }

        if (intake.SlowedAfter is { } last)
        {
            var since = last.Length > 0 ? Words.Say("too_much.last", CardFormat.Escape(last)) : Words.Say("too_much.now");
            await RemarkAsync(caller, "slowed", Words.Say("too_much", since), cancel);
            return ActivityResponse.Accepted;
        }

        if (intake.LeftOut > 0)
        {
            await RemarkAsync(caller, "resumed", Words.Count("listening", intake.LeftOut), cancel);
        }

        if (play?.Tenant == caller.Tenant && await PlayAsync(play, caller, activity, cancel) is { } played)
        {
            return played;
        }

        if (drills is not null && await drills.TakeAsync(caller, activity, cancel) is { } drilled)
        {
            return drilled;
        }

        switch (activity.Type)
        {
            case ActivityTypes.Invoke when CardAction.Of(activity) is { } action:
                var pressed = await cardActionHandler.HandleAsync(caller, action.Verb, action.Data, cancel);
                await strays.NoticeAsync(caller with { Found = pressed.Found }, activity.ReplyToId, action.Data, cancel);
                return pressed.Answer(cardService);

            case ActivityTypes.Invoke:
                return ActivityResponse.Message(Words.Say("button_unread"));

            case ActivityTypes.Message when activity.Value is { ValueKind: System.Text.Json.JsonValueKind.Object } value:
                await cardActionHandler.HandleSubmitAsync(caller, value, cancel);
                await strays.NoticeAsync(caller, activity.ReplyToId, value, cancel);
                return ActivityResponse.Accepted;

            case ActivityTypes.Message:
                await HearAsync(caller, activity, cancel);
                return ActivityResponse.Accepted;

            case ActivityTypes.MessageUpdate when activity.IsEdit():
                await corrections.HearEditAsync(caller, activity.Said(), cancel);
                return ActivityResponse.Accepted;

            case ActivityTypes.MessageDelete when activity.IsDeletion():
                await corrections.HearDeletionAsync(caller, cancel);
                return ActivityResponse.Accepted;

            case ActivityTypes.InstallationUpdate
            or ActivityTypes.ConversationUpdate when MembershipEvents.IsArrival(activity):
                // Whoever installed it is known by the id of a person; an arrival that the service caused names none.
                if (activity.From?.AadObjectId is { Length: > 0 })
                {
                    await administration.InstalledAsync(caller.Showing, cancel);
                }

                await GreetAsync(caller, cancel);
                return ActivityResponse.Accepted;

            case ActivityTypes.InstallationUpdate
            or ActivityTypes.ConversationUpdate when caller.IsPersonal && MembershipEvents.IsDeparture(activity):
                await lost.LostAsync(caller.Tenant, caller.Delivery, caller.Place, DomainWords.ForRecord("record.removed_me"), cancel);
                return ActivityResponse.Accepted;

            default:
                return ActivityResponse.Accepted;
        }
    }

    /// <summary>Whatever something comes from can be reached: what waited for it follows.</summary>
    private async Task<TurnContext> HeardAsync(TurnContext caller, CancellationToken cancel)
    {
        if (caller is { IsPersonal: false, Channel: null })
        {
            return caller;
        }

        var back = caller.ChannelBefore is { IsGone: true } ? caller.Channel! with { MembersAt = null } : null;
        if (back is null && caller.Links.IsReachable(caller.Place))
        {
            return caller;
        }

        await lost.RegainedAsync(caller.Tenant, caller.Delivery, caller.Place, back, cancel);
        return await RefreshedAsync(caller, cancel);
    }

    /// <summary>
    /// Teams may let through what somebody does in a channel whom it has removed. Where teams are reached, and wherever it is
    /// known who is there, only today's members act.
    /// </summary>
    /// <returns>The turn with what was learnt of the channel, and what the one who speaks is told; that is null when they are of the channel.</returns>
    private async Task<(TurnContext Caller, string? Outside)> OfChannelAsync(TurnContext caller, CancellationToken cancel)
    {
        var channelId = caller.Channel!.ChannelId;
        var (isMember, hasRead) = await membership.IncludesAsync(caller.Tenant, caller.ChannelBefore, caller.Person, cancel);
        return (
            hasRead ? await RefreshedAsync(caller, cancel) : caller,
            isMember switch
            {
                true => null,
                false => Words.Say("not_member"),
                null => caller.Links.Bindings.Any(b => b.ChannelId == channelId) ? Words.Say("members_unknown") : null,
            }
        );
    }

    /// <summary>What has been learnt meanwhile of the channel, and of the person from its roster, is not written over.</summary>
    private async Task<TurnContext> RefreshedAsync(TurnContext caller, CancellationToken cancel)
    {
        var (contact, known, links) = await directory.LookUpAsync(caller.Tenant, caller.Person.Id, caller.Channel?.ChannelId, cancel);
        if (caller.Channel is not { } channel || known is null)
        {
            return caller with { Links = links };
        }

        var isGuest = caller.IsForeign || contact is { IsGuest: true };
        return caller with
        {
            Links = links,
            IsGuest = isGuest,
            Changed = caller.Changed is { } changed ? changed with { IsGuest = isGuest } : null,
            ChannelBefore = known,
            Channel = channel.Onto(known) with { IsGone = false },
        };
    }

    private Task<Response> RemarkAsync(TurnContext caller, string about, string text, CancellationToken cancel) =>
        say.HandleAsync(
            caller.Showing with
            {
                Delivery = caller.Delivery is { } delivery ? $"{delivery}|{about}" : null,
            },
            [new(caller.ReplyTo, new TextMessage(text))],
            cancel
        );

    /// <summary>What was said is answered, and what came with it is named: nothing is passed over in silence.</summary>
    private async Task HearAsync(TurnContext caller, Activity activity, CancellationToken cancel)
    {
        var (said, files) = (activity.Said(), activity.Files());
        var isMereQuote = said.Length == 0 && activity.Quoted() is not null;
        if (isMereQuote)
        {
            await messageHandler.SayAsync(caller, Words.Say("quoted"), cancel);
        }
        else if (said.Length > 0 || files.Count == 0)
        {
            await messageHandler.HandleAsync(caller, said, cancel);
        }

        if (files.Count > 0)
        {
            await messageHandler.SayAsync(
                caller with
                {
                    Delivery = caller.Delivery is { } delivery && (said.Length > 0 || isMereQuote) ? $"{delivery}|files" : caller.Delivery,
                },
                Answers.NotTaken(files),
                cancel
            );
        }
    }

    /// <summary>Somebody wants to be somebody else, or to try a sample.</summary>
    /// <returns>Null when they want something else.</returns>
    private async Task<ActivityResponse?> PlayAsync(IPlayMode mode, TurnContext caller, Activity activity, CancellationToken cancel)
    {
        if (activity.Type == ActivityTypes.Message && mode.IsChosen(activity.Said()))
        {
            await say.HandleAsync(caller.Showing, [new(caller.ReplyTo, cardService.Keep(mode.Card()))], cancel);
            return ActivityResponse.Accepted;
        }

        var button = CardAction.Of(activity) is { } pressed ? (pressed.Verb, Data: new ButtonData(pressed.Data)) : default;
        if (button is { Verb: Verbs.ActAs } && mode.IsPressed(button.Data.Text("person")))
        {
            return CardActionResult.Show(mode.Card()).Answer(cardService);
        }

        if (button is not { Verb: Verbs.Sample } || mode.Sample(button.Data.Text("id")) is not { } sample)
        {
            return null;
        }

        await messageHandler.HandleAsync(caller, sample, cancel);
        return ActivityResponse.Message(Words.Say("did.begin"));
    }

    /// <summary>Says hello once in each place; Teams tells of one arrival in two ways, and repeats both.</summary>
    private async Task GreetAsync(TurnContext caller, CancellationToken cancel)
    {
        IReadOnlyList<OutboxMessage> hello = caller switch
        {
            { IsPersonal: true, Known.ChatId: null } or { IsPersonal: true, Known: null } => [new(caller.ReplyTo, cardService.Help)],
            { Channel: not null, ChannelBefore: null } =>
            [
                new(new ToChannel(caller.Channel.ChannelId), cardService.Keep(cardBuilder.WhichTeams(caller.Links.Bindings, caller.Channel))),
            ],
            _ => [],
        };
        await say.HandleAsync(caller.Showing with { Delivery = $"greeting|{caller.ConversationId}" }, hello, cancel);
        if (caller.IsPersonal && play?.Tenant == caller.Tenant)
        {
            var again = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"greeting|{caller.ConversationId}|{play.StartedAt.UtcTicks}");
            await say.HandleAsync(caller.Showing with { Delivery = again }, [new(caller.ReplyTo, cardService.Keep(play.Card()))], cancel);
        }
    }
}
