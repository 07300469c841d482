using System.Globalization;
using Escalations.Lifecycle;
using Escalations.Ports;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>
/// What did not reach its place, for good, is told to somebody who can do something about it, and goes on record. A rung
/// that cannot be reached is not waited for; a CSM or an owner who cannot be reached leaves nothing behind that nobody
/// knows of; and what was meant for leadership is kept until it has a place again.
/// </summary>
public sealed class ReportUndelivered(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    CommandExecutor commandExecutor,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private const int InStep = 100;

    /// <summary>One message came back.</summary>
    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, Undelivered failed, CancellationToken cancel)
    {
        var place = failed.Message.To.Whole;
        var (bindings, unreachable) = await directory.LinksAsync(claimed.Tenant, cancel);
        var known = unreachable.FirstOrDefault(lost => lost.Place == place);
        var lost = known ?? new Unreachable(place, claimed.OwedSince, failed.Why);
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(claimed.Tenant, $"undelivered|{claimed.Number}"),
            async _ =>
            {
                var isNews = failed.Cause == DeadLetterCause.Gone && known is null && place is ToPerson or ToChannel;
                // What may have arrived after all is not said once more.
                var kept = failed.Cause == DeadLetterCause.Unconfirmed ? null : await KeptAsync(claimed.Tenant, failed.Message, place, bindings, cancel);
                return new()
                {
                    Directory = new() { Unreachable = isNews ? [lost] : [], KeptNews = kept is null ? [] : [kept] },
                    Messages =
                    [
                        .. isNews ? await LossAsync(claimed.Tenant, lost, bindings, cancel) : [],
                        .. kept is null ? [] : Instead(kept, place, bindings, failed.Message.IsListable),
                    ],
                };
            },
            cancel
        );
        if (failed is { Message.What: LaunchNotice alarm, Cause: DeadLetterCause.Gone })
        {
            // An alarm that nobody hears is worse than one that too many do; administrators get it once, though theirs may not arrive either.
            await commandExecutor.OweOnceAsync(
                claimed.Tenant,
                string.Create(CultureInfo.InvariantCulture, $"launch notice|{alarm.Launch}|{alarm.Sequence}"),
                [new(new ToAdministrators(), alarm)],
                cancel
            );
        }

        if (IdOf(failed.Message.What) is { } id)
        {
            // What was refused, though its place is there, is told of once a day at most: the telling may be refused as well.
            var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
            await ReportAsync(
                claimed.Tenant,
                id,
                failed.Cause == DeadLetterCause.Gone ? lost : lost with { Since = today, Why = failed.Why },
                failed.Cause,
                cancel
            );
            if (place is ToPerson && failed.Cause is (DeadLetterCause.TooLarge or DeadLetterCause.Refused))
            {
                var apology = LocalizableMessage.Of("undelivered.not_shown", id, new RecordedValue(failed.Why));
                await commandExecutor.OweOnceAsync(
                    claimed.Tenant,
                    string.Create(CultureInfo.InvariantCulture, $"not shown|{place.OrderingKey}|{id}|{today.UtcTicks}"),
                    [new(place, apology)],
                    cancel
                );
            }
        }

        return new Delivered(clock.GetUtcNow());
    }

    /// <summary>One step through all that is open and needs a place that cannot be reached.</summary>
    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, TellUnreachable work, CancellationToken cancel)
    {
        var page = await queries.OpenAsync(claimed.Tenant, work.After, InStep, cancel);
        foreach (var open in page)
        {
            await ReportAsync(claimed.Tenant, open.Id, work.Lost, DeadLetterCause.Gone, cancel, work.Left);
        }

        return new Delivered(clock.GetUtcNow()) { FollowUps = page.Count < InStep ? [] : [claimed.Message with { What = work with { After = page[^1] } }] };
    }

    /// <summary>One step through all that is open and needs somebody who can be reached again.</summary>
    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, ShowReachable work, CancellationToken cancel)
    {
        var page = await queries.OpenAsync(claimed.Tenant, work.After, InStep, cancel);
        var messages = new List<OutboxMessage>();
        foreach (var open in page)
        {
            if (
                await escalations.FindWithCardsAsync(claimed.Tenant, open.Id, cancel) is var (escalation, cards)
                && (escalation.Csm.Id == work.Place.PersonId || escalation.Work.Owner?.Id == work.Place.PersonId)
            )
            {
                messages.AddRange(
                    cards
                        .Where(card => card.HasMoved is not true && card.OrderingKey != new ToPerson(escalation.Csm.Id).OrderingKey)
                        .Select(card => new OutboxMessage(Target.FromOrderingKey(card.OrderingKey), new CardUpdate(open.Id) { Redraw = true }))
                );
            }
        }

        return new Delivered(clock.GetUtcNow())
        {
            FollowUps = [.. messages, .. page.Count < InStep ? Array.Empty<OutboxMessage>() : [claimed.Message with { What = work with { After = page[^1] } }]],
        };
    }

    /// <summary>Something came from a place: when it counted as lost, it does so no more, and what waited for it follows.</summary>
    /// <param name="delivery">A key of what came.</param>
    /// <param name="back">The channel, when it was gone and is there again.</param>
    public async Task RegainedAsync(string tenant, string? delivery, Target place, Channel? back, CancellationToken cancel)
    {
        var known = (await directory.LinksAsync(tenant, cancel)).Unreachable.FirstOrDefault(lost => lost.Place == place);
        if (known is null && back is null)
        {
            return;
        }

        await commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant, string.Create(CultureInfo.InvariantCulture, $"regained|{place.OrderingKey}|{known?.Since.UtcTicks}|{delivery}")),
            async _ =>
                new()
                {
                    Directory = new() { HeardFrom = [place], Channels = back is null ? [] : [back] },
                    Messages = Regained(place, (await directory.LinksAsync(tenant, cancel)).Bindings),
                },
            cancel
        );
    }

    /// <summary>What follows when a place can be reached again: the cards of the teams that are reached there, and those that say that it cannot be.</summary>
    public static IReadOnlyList<OutboxMessage> Regained(Target place, IReadOnlyList<Binding> bindings) =>
        [
            .. bindings
                .Where(b => b.To == place)
                .Select(b => b.At)
                .Distinct()
                .Select(linkedAt => new OutboxMessage(new ToBackground($"move to {place.OrderingKey}"), new MoveCards(place, linkedAt))),
            .. place is ToPerson person ? [new(new ToBackground($"reachable {place.OrderingKey}"), new ShowReachable(person))] : Array.Empty<OutboxMessage>(),
        ];

    /// <summary>A chat or a channel was taken from the bot, and Teams said so before any message came back.</summary>
    /// <param name="delivery">A key of what said so.</param>
    public Task<Response> LostAsync(string tenant, string? delivery, Target place, string why, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant, $"lost|{place.OrderingKey}|{delivery}"),
            async now =>
            {
                var links = await directory.LinksAsync(tenant, cancel);
                if (!links.IsReachable(place))
                {
                    return new();
                }

                var lost = new Unreachable(place, now, why);
                return new()
                {
                    Directory = new() { Unreachable = [lost] },
                    Messages = await LossAsync(tenant, lost, links.Bindings, cancel),
                };
            },
            cancel
        );

    /// <summary>All that is open is looked through; and where a team or a rung has lost its place, administrators are told once.</summary>
    private async Task<IReadOnlyList<OutboxMessage>> LossAsync(string tenant, Unreachable lost, IReadOnlyList<Binding> bindings, CancellationToken cancel)
    {
        var teams = bindings.Where(b => b.To == lost.Place).Select(b => b.Team).ToList();
        return
        [
            new(new ToBackground($"unreachable {lost.Place.OrderingKey}"), new TellUnreachable(lost)),
            .. teams.Count == 0
                ? []
                : new[]
                {
                    new OutboxMessage(
                        new ToAdministrators(),
                        LocalizableMessage.Of(
                            "undelivered.place",
                            new RecordedValue(InlineText.Sanitize(await NameOfAsync(tenant, lost.Place, bindings, cancel))),
                            new TeamsValue(teams),
                            new RecordedValue(lost.Why),
                            LocalizableText.Of(lost.Place is ToChannel ? "undelivered.link.channel" : "undelivered.link.person", teams[0])
                        )
                    ),
                },
            .. await UncoveredAsync(tenant, lost, cancel),
        ];
    }

    /// <summary>Whoever is away believes that somebody covers; where that one cannot be written to, they and administrators are told.</summary>
    private async Task<IReadOnlyList<OutboxMessage>> UncoveredAsync(string tenant, Unreachable lost, CancellationToken cancel)
    {
        if (lost.Place is not ToPerson { PersonId: var cover })
        {
            return [];
        }

        var away = (await directory.LinksAsync(tenant, cancel)).AwayAt(clock.GetUtcNow());
        return
        [
            .. away.CoveredBy(cover)
                .SelectMany(absence =>
                    new Target[] { new ToPerson(absence.Person.Id), new ToAdministrators() }.Select(place => new OutboxMessage(
                        place,
                        LocalizableMessage.Of(
                            "undelivered.cover",
                            InlineText.Sanitize(away.BackupOf(absence.Person.Id)!.Name),
                            InlineText.Sanitize(absence.Person.Name),
                            new RecordedValue(lost.Why)
                        )
                    ))
                ),
        ];
    }

    /// <summary>What is kept of a message that was for leadership and did not reach it: the summary, and what must not be missed.</summary>
    private async Task<KeptNews?> KeptAsync(string tenant, OutboxMessage message, Target place, IReadOnlyList<Binding> bindings, CancellationToken cancel)
    {
        var leadership = playbooks
            .InForce.Select(p => p.LeadershipTeam)
            .FirstOrDefault(team => place == new ToTeam(team) || bindings.Any(b => b.Team == team && b.To == place));
        var isLoud = message.What switch
        {
            WeekSummary or MonthReview => true,
            EventNotice eventNotice => await escalations.FindEventAsync(tenant, eventNotice.Id, eventNotice.Sequence, cancel) is { } stored
                && HashChain.Open(stored).What
                    is NobodyAbove
                        or DeliveryFailed
                        or Stalled
                        or Reminded { Kind: DeadlineKind.Acknowledge, Phase: not AlarmPhase.Warning },
            _ => false,
        };
        return leadership is not null && isLoud ? new(leadership, message.What, clock.GetUtcNow()) : null;
    }

    /// <summary>What administrators hear in place of leadership.</summary>
    private static IEnumerable<OutboxMessage> Instead(KeptNews kept, Target place, IReadOnlyList<Binding> bindings, bool isListable)
    {
        var hasPlace = bindings.Any(b => b.Team == kept.Team && b.To == place);
        yield return new(
            new ToAdministrators(),
            kept.What switch
            {
                WeekSummary week => LocalizableMessage.Of(hasPlace ? "undelivered.week.lost" : "undelivered.week.no_channel", week.Week, kept.Team),
                MonthReview review => LocalizableMessage.Of(hasPlace ? "undelivered.month.lost" : "undelivered.month.no_channel", review.Month, kept.Team),
                var telling => telling,
            }
        )
        {
            IsListable = isListable,
        };
    }

    /// <summary>One escalation that needs a place which cannot be reached. Once for each loss, each time it was routed, and each part in it.</summary>
    private async Task ReportAsync(string tenant, EscalationId id, Unreachable lost, DeadLetterCause cause, CancellationToken cancel, ToChannel? left = null)
    {
        if (
            await escalations.FindAsync(tenant, id, cancel) is not { } seen
            || await RolesAsync(seen, lost.Place, cause, left, (await directory.LinksAsync(tenant, cancel)).Bindings, cancel) is not { IsAny: true } lostRoles
        )
        {
            return;
        }

        var key = left is not null
            ? string.Create(CultureInfo.InvariantCulture, $"left|{lost.Place.OrderingKey}|{lost.Since.UtcTicks}|{id}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"unreachable|{lost.Place.OrderingKey}|{lost.Since.UtcTicks}|{id}|{seen.LastRoutedAt?.UtcTicks}|{lostRoles.IsCsm}|"
                    + $"{lostRoles.IsOwner}|{lostRoles.Awaited ?? lostRoles.Team}"
            );
        await commandExecutor.ExecuteAsync(
            Request.ByMachine(tenant, key),
            id,
            (escalation, recipients, _) => DecideAsync(escalation, recipients, lost, cause, left, key, cancel),
            cancel
        );
    }

    private async Task<Response> DecideAsync(
        Escalation escalation,
        Recipients recipients,
        Unreachable lost,
        DeadLetterCause cause,
        ToChannel? left,
        string key,
        CancellationToken cancel
    )
    {
        var bindings = TeamDirectory.Around(escalation, playbooks.Of(escalation), recipients.Links.Bindings);
        if (await RolesAsync(escalation, lost.Place, cause, left, bindings, cancel) is not { IsAny: true } lostRoles)
        {
            return new();
        }

        var where = await NameOfAsync(escalation.Tenant, lost.Place, bindings, cancel);
        var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), clock.GetUtcNow(), key);
        var messages = new List<OutboxMessage>();
        foreach (var happens in Events())
        {
            var before = eventRecorder.Now;
            if (eventRecorder.TryRecord(happens, new Authority(Actor.Clock)) is { } why)
            {
                return Response.Refused(why, escalation.Id);
            }

            messages.AddRange(recipients.MessagesAfter(before, eventRecorder.Now, eventRecorder.Last!));
        }

        return new()
        {
            About = escalation.Id,
            Change = eventRecorder.Change,
            Messages = messages,
        };

        IEnumerable<EscalationEvent> Events()
        {
            if (lostRoles.IsCsm)
            {
                yield return new DeliveryFailed(escalation.Csm.Name, lost.Why, escalation.Csm, Cause: cause);
            }

            if (lostRoles.IsOwner)
            {
                yield return new DeliveryFailed(escalation.Work.Owner!.Name, lost.Why, escalation.Work.Owner, Cause: cause, HasLeftTeam: left is not null);
            }

            if (lostRoles.Team is not { } team)
            {
                yield break;
            }

            yield return new DeliveryFailed(where, lost.Why, bindings.FirstOrDefault(b => b.Team == team)?.Person, team, cause);
            if (lostRoles.Awaited is { } awaited)
            {
                yield return recipients.NextRung(eventRecorder.Now).Event(awaited);
            }
        }
    }

    private async Task<LostRoles> RolesAsync(
        Escalation escalation,
        Target place,
        DeadLetterCause cause,
        ToChannel? left,
        IReadOnlyList<Binding> bindings,
        CancellationToken cancel
    ) =>
        left is null
            ? PartsOf(escalation, place, cause, TeamDirectory.Around(escalation, playbooks.Of(escalation), bindings))
            : new(
                false,
                escalation.Status != Status.Draft
                    && !escalation.Status.IsEnded()
                    && escalation.Work.Owner is { } owner
                    && place == new ToPerson(owner.Id)
                    && TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), bindings).Contains(left)
                    && !await IsOfTeamAsync(escalation, owner, bindings, cancel),
                null,
                null
            );

    /// <summary>Whether somebody is still in one of the places where its teams have it, as far as is known.</summary>
    private async Task<bool> IsOfTeamAsync(Escalation escalation, Person person, IReadOnlyList<Binding> bindings, CancellationToken cancel)
    {
        foreach (var place in TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), bindings))
        {
            if (
                place == new ToPerson(person.Id)
                || (
                    place is ToChannel channel
                    && (await directory.FindChannelAsync(escalation.Tenant, channel.ChannelId, cancel))?.Members.Any(m => m.Id == person.Id) is true
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What a place is to an escalation that is open. Where only a message failed, its CSM and its owner can be reached; and where
    /// that may have arrived, nobody else is asked.
    /// </summary>
    private static LostRoles PartsOf(Escalation escalation, Target place, DeadLetterCause cause, IReadOnlyList<Binding> bindings)
    {
        var isActive = escalation.Status != Status.Draft && !escalation.Status.IsEnded();
        var teams = isActive ? escalation.Assignment.Teams.Where(team => bindings.Any(b => b.Team == team && b.To == place)).ToList() : [];
        var asked = escalation.Assignment.Rung ?? (escalation.Assignment.Teams is [var first, ..] ? first : null);
        var isAwaited =
            cause != DeadLetterCause.Unconfirmed
            && escalation is { Status: Status.Routed, Assignment.IsAtLaddersEnd: false }
            && asked is not null
            && teams.Contains(asked);
        return new(
            cause == DeadLetterCause.Gone
                && place == new ToPerson(escalation.Csm.Id)
                && (isActive || escalation is { Status: Status.Draft, RoutedAt: not null }),
            cause == DeadLetterCause.Gone && isActive && escalation.Work.Owner is { } owner && owner.Id != escalation.Csm.Id && place == new ToPerson(owner.Id),
            isAwaited ? asked
                : teams is [var reached, ..] ? reached
                : null,
            isAwaited ? asked : null
        );
    }

    private async Task<string> NameOfAsync(string tenant, Target place, IReadOnlyList<Binding> bindings, CancellationToken cancel) =>
        place switch
        {
            ToChannel to => await directory.FindChannelAsync(tenant, to.ChannelId, cancel) is { } channel
                ? channel.Name ?? (channel.ChannelId == channel.TeamId ? "General" : DomainWords.ForRecord("record.team_channel"))
                : DomainWords.ForRecord("record.team_channel"),
            ToPerson to => bindings.FirstOrDefault(b => b.Person?.Id == to.PersonId)?.Person?.Name
                ?? (await directory.FindContactAsync(tenant, to.PersonId, cancel))?.Person.Name
                ?? DomainWords.ForRecord("record.somebody"),
            _ => DomainWords.ForRecord("record.its_place"),
        };

    private static EscalationId? IdOf(MessageContent what) =>
        what switch
        {
            CardUpdate card => card.Id,
            EventNotice eventNotice => eventNotice.Id,
            CustomerDraft draft => draft.Id,
            Question question => question.Id,
            _ => null,
        };

    /// <param name="Team">A key of a team or rung that has the escalation and is reached there; the one whose acknowledgement is
    /// owed before the others.</param>
    /// <param name="Awaited">The key of the one whose acknowledgement is owed, when it is reached there.</param>
    private sealed record LostRoles(bool IsCsm, bool IsOwner, string? Team, string? Awaited)
    {
        public bool IsAny => IsCsm || IsOwner || Team is not null;
    }
}
