using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Intake;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Style;

namespace EscalationAgent.Teams;

/// <summary>A line to be said about an event.</summary>
/// <param name="Text">Said by itself, outside of the escalation's thread.</param>
/// <param name="Line">Without naming the escalation, for its thread.</param>
/// <param name="Of">The escalation as its readers may see it.</param>
/// <param name="Event">What happened, as its readers may see it.</param>
internal sealed record News(string Text, string Line, Escalation Of, RecordedEvent Event)
{
    /// <summary>Who has to act because of it.</summary>
    public IReadOnlyList<Person> Asked { get; init; } = [];

    public EscalationId Id => Of.Id;

    public Severity Severity => Of.Decision?.Severity ?? Severity.S4;
}

/// <summary>Writes the lines that are said about events, each for its reader, and knows what is said when somebody could not be reached.</summary>
internal sealed class NoticeWriter(
    IEscalations escalations,
    IDirectory directory,
    CardService cardService,
    EscalationAccess access,
    CardBuilder cardBuilder,
    MailNews mailNews,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>The line for one event; null when it is a reminder of what needs none any more, or of what its reader has muted.</summary>
    /// <param name="sequence">The event's number.</param>
    public async Task<News?> OfAsync(string tenant, Target to, EscalationId id, int sequence, CancellationToken cancel)
    {
        var escalation = await escalations.FindAsync(tenant, id, cancel) ?? throw new InvalidOperationException($"{id} is not there.");
        var happened = HashChain.Open(
            await escalations.FindEventAsync(tenant, id, sequence, cancel) ?? throw new InvalidOperationException($"Event {sequence} of {id} is not there.")
        );
        if (
            to is ToPerson { PersonId: var reader }
            && (await directory.FindContactAsync(tenant, reader, cancel))?.HasMuted(happened.What, escalation.Decision?.Severity, clock.GetUtcNow()) is true
        )
        {
            return null;
        }

        var reminded = happened.What as Reminded;
        if (reminded is not null && !escalation.Deadlines.Any(d => d.Kind == reminded.Kind && d.DueAt == reminded.DueAt && d.MetAt is null))
        {
            return null;
        }

        if (happened.What is ShiftOffered offer && escalation.Assignment.Duties.GetValueOrDefault(offer.Team)?.Next?.Id != offer.To.Id)
        {
            // It was told late, and they have accepted meanwhile.
            return null;
        }

        if (happened is { What: NobodyAbove, By.IsHuman: false } && escalation.Status != Status.Routed)
        {
            // It was told late, and somebody has acknowledged it meanwhile.
            return null;
        }

        var links = await directory.LinksAsync(tenant, cancel);
        if (happened.What is DeliveryFailed { Team: null, Person: { } missing } failed && !IsMissed(escalation, missing, failed.HasLeftTeam, links))
        {
            // It was told late, and they are back, or somebody has taken over meanwhile.
            return null;
        }

        if (!happened.By.IsHuman && MayWaitForOpening(happened.What) && !await IsStillSoAsync(escalation, happened.What, to, links, cancel))
        {
            // It was told late, and it has ended, is back at its CSM, or is with others by now.
            return null;
        }

        using var language = to == new ToPerson(escalation.Csm.Id) ? ReaderLanguage.Use(InterviewWords.LanguageOf(escalation), ReaderLanguage.IsChosen) : null;
        var zone = await ZoneOfReaderAsync(tenant, to, escalation, cancel);
        var view = await access.ViewAtAsync(escalation, to, links, cancel);
        var (shown, told) = (view.Of(escalation), view.Of(happened));
        var line = EventMessages.Of(shown, told, playbooks.Of(escalation), zone)
            ?? throw new InvalidOperationException($"Event {sequence} of {id} is nobody's news.");
        var covered = access.CoveredIn(escalation, to, links);
        if (covered.Count > 0)
        {
            line = Words.Say("away.line", string.Join(", ", covered.Select(absence => CardFormat.Escape(absence.Person.Name))), line);
        }
        else if (to is not ToThread && reminded?.Kind.OwedBy() == Party.Csm && to != new ToPerson(escalation.Csm.Id))
        {
            line = Words.Say("notice.for_csm", CardFormat.Escape(escalation.Csm.Name), line, EventMessages.TakeOver(escalation.Id.ToString()));
        }

        if (happened.What is not Routed || to is ToThread)
        {
            var asked = WhoMustAct.After(happened, escalation);
            return new($"**{id}** ({CardFormat.Account(shown)}): {line}", line, shown, told)
            {
                Asked =
                    to is ToPerson { PersonId: var backup } && covered.Any(absence => asked.Any(person => person.Id == absence.Person.Id))
                        ? [.. asked, new(backup, "")]
                        : asked,
            };
        }

        var link = await cardService.LinkToAsync(escalation, links, cancel) is { } url ? Words.Say("notice.open_card", url) : "";
        var due = escalation.DueAt(DeadlineKind.Acknowledge) is { } by ? Words.Say("notice.acknowledge", Escalations.Deadlines.DueText.For(by, zone)) : "";
        return new(Words.Say("notice.routed", id, EventMessages.Titles(escalation.Assignment.Teams, playbooks.Of(escalation)), due, link), line, shown, told);
    }

    /// <summary>What no deadline called for: of an S3 or S4 it is told when working hours begin, which can be days later.</summary>
    private static bool MayWaitForOpening(EscalationEvent what) =>
        what is EscalatedUp or NobodyAbove or DeliveryFailed or Retimed or ClockResumed or ManagerFound;

    private async Task<bool> IsStillSoAsync(Escalation escalation, EscalationEvent what, Target to, TeamLinks links, CancellationToken cancel)
    {
        if (escalation.Status.IsEnded() || (escalation.Status == Status.Draft && what is not DeliveryFailed { Team: null }))
        {
            return false;
        }

        var place = to.Whole;
        return place is not ToChannel
            || access.HasCardIn(escalation, place, links)
            || await escalations.FindCardAsync(escalation.Tenant, escalation.Id, place.OrderingKey, cancel) is { HasMoved: not true };
    }

    /// <summary>Whether an escalation is still without its CSM or its owner.</summary>
    private static bool IsMissed(Escalation escalation, Person person, bool hasLeftTeam, TeamLinks links) =>
        !escalation.Status.IsEnded()
        && (
            hasLeftTeam
                ? escalation.Work.Owner?.Id == person.Id
                : (escalation.Csm.Id == person.Id || escalation.Work.Owner?.Id == person.Id) && !links.IsReachable(new ToPerson(person.Id))
        );

    /// <summary>Many lines for one place as one message: a short line for each escalation, the most severe first.</summary>
    /// <param name="withoutCard">Some of what goes up or stalls has no card in this place.</param>
    /// <param name="title">Null for that they need a look.</param>
    public async Task<string> ListAsync(
        string tenant,
        Target to,
        IReadOnlyCollection<News> news,
        bool withoutCard,
        CancellationToken cancel,
        string? title = null
    )
    {
        var links = await directory.LinksAsync(tenant, cancel);
        var rows = new List<string>();
        foreach (var of in news.GroupBy(line => line.Id).OrderBy(of => of.First().Severity).ThenBy(of => of.Key.Year).ThenBy(of => of.Key.Number))
        {
            var escalation = of.First().Of;
            var zone = await ZoneOfReaderAsync(tenant, to, escalation, cancel);
            var link = await cardService.LinkToAsync(escalation, to, links, cancel);
            rows.Add(
                MessageList.Row(
                    escalation,
                    link,
                    [
                        .. of.OrderBy(line => line.Event.Sequence)
                            .Select(line => EventMessages.InShort(line.Of, line.Event, playbooks.Of(escalation), zone) ?? line.Line)
                            .Distinct(),
                    ]
                )
            );
        }

        string[] unlinked =
        [
            .. news.SelectMany(line =>
                    line.Event.What switch
                    {
                        EscalatedUp up => up.PassedOver,
                        NobodyAbove none => none.PassedOver,
                        _ => [],
                    }
                )
                .Distinct(),
        ];
        string[] after =
        [
            .. withoutCard ? [Words.Say("notice.card", MessageList.Command(to, $"card {news.First().Id}"))] : Array.Empty<string>(),
            .. news.Any(line => EventMessages.IsWithoutCsm(line.Of, line.Event)) ? [EventMessages.TakeOver(null)] : Array.Empty<string>(),
            .. news.Any(line => EventMessages.IsWithoutOwner(line.Of, line.Event)) ? [EventMessages.Own(null)] : Array.Empty<string>(),
            .. unlinked.Length > 0 ? [EventMessages.Unlinked(unlinked, playbooks.Of(news.First().Of)).Trim()] : Array.Empty<string>(),
        ];
        title ??= news.All(line => line.Event.What is Reminded) ? Words.Count("list.reminders", rows.Count) : Words.Count("list.need_a_look", rows.Count);
        return MessageList.Of(title, rows, left => Words.Say("notice.more", left, MessageList.Command(to, "open")), after);
    }

    /// <summary>
    /// What becomes owed in place of a message that cannot be delivered. A line whose thread is gone becomes a post of its
    /// own, a card whose conversation is gone is posted again; all else is reported to somebody who can do something about it.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> AlarmAsync(ClaimedMessage claimed, DeadLettered end, CancellationToken cancel) =>
        (claimed.Message, end.Cause) switch
        {
            // What was kept for somebody is missed as any other line is.
            ({ To: ToDigest }, _) => await AlarmAsync(claimed with { Message = claimed.Message with { To = claimed.Message.To.Whole } }, end, cancel),
            ({ To: ToConversation }, _) => [],

            // Nothing is wrong with their place, so nobody is told that it is lost.
            (_, DeadLetterCause.NotAllowed) => [.. await InThreadAsync(claimed, cancel)],

            // Where the place itself is known to be gone, a second post would come back as well.
            (_, DeadLetterCause.Gone) when LostPlace.Of(claimed.Message.To, await directory.LinksAsync(claimed.Tenant, cancel)) is not null =>
            [
                .. await ReportAsync(claimed, end, cancel),
            ],
            ({ To: ToThread to }, DeadLetterCause.Gone) => [claimed.Message with { To = new ToChannel(to.ChannelId) }],
            ({ What: CardUpdate { Fresh: false } card }, DeadLetterCause.Gone)
                when await escalations.FindCardAsync(claimed.Tenant, card.Id, claimed.Message.To.OrderingKey, cancel) is not null =>
            [
                claimed.Message with
                {
                    What = card with { Fresh = true },
                },
            ],
            _ => [.. await ReportAsync(claimed, end, cancel)],
        };

    private async Task<IEnumerable<OutboxMessage>> ReportAsync(ClaimedMessage claimed, DeadLettered end, CancellationToken cancel) =>
        [.. await InThreadAsync(claimed, cancel), Undelivered(claimed.Message, end.Why, end.Cause), .. await ByMailAsync(claimed, end, cancel)];

    /// <summary>Whoever is not reached in Teams is written to, where that is set up.</summary>
    private async Task<IEnumerable<OutboxMessage>> ByMailAsync(ClaimedMessage claimed, DeadLettered end, CancellationToken cancel) =>
        mailNews.IsOwed(claimed.Tenant, claimed.Message, end.Cause, out var id)
        && await escalations.FindAsync(claimed.Tenant, id, cancel) is { IsConfidential: false } escalation
            ?
            [
                MailNews.Owed(
                    claimed.Message,
                    escalation,
                    end.Why,
                    await cardService.LinkToAsync(escalation, await directory.LinksAsync(claimed.Tenant, cancel), cancel)
                ),
            ]
            : [];

    /// <summary>What is owed when a message did not reach its place, for good.</summary>
    public static OutboxMessage Undelivered(OutboxMessage message, string why, DeadLetterCause cause) =>
        new(new ToBackground($"undelivered {message.To.OrderingKey}"), new Undelivered(message, why, cause));

    /// <summary>What the owner cannot be reminded of in person is said in the team's thread.</summary>
    private async Task<IEnumerable<OutboxMessage>> InThreadAsync(ClaimedMessage claimed, CancellationToken cancel) =>
        claimed.Message is { To: ToPerson to, What: EventNotice eventNotice }
        && await escalations.FindAsync(claimed.Tenant, eventNotice.Id, cancel) is { } escalation
        && escalation.Work.Owner?.Id == to.PersonId
            ? TeamDirectory
                .OfTeams(escalation, playbooks.Of(escalation), (await directory.LinksAsync(claimed.Tenant, cancel)).Bindings)
                .OfType<ToChannel>()
                .Select(channel => new OutboxMessage(new ToThread(channel.ChannelId, escalation.Id), eventNotice) { IsListable = claimed.Message.IsListable })
            : [];

    private async Task<string?> ZoneOfReaderAsync(string tenant, Target to, Escalation escalation, CancellationToken cancel) =>
        (to is ToPerson person ? await directory.FindContactAsync(tenant, person.PersonId, cancel) : null)?.TimeZone ?? cardBuilder.ZoneOf(escalation);
}
