using EscalationAgent.Outbox;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Access;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot;
using TeamsBot.Connector;
using TextAnalysis.Redaction;

namespace EscalationAgent.Teams;

/// <summary>Delivers one owed message: finds the conversation, draws what is to be shown from what is so now, sends it.</summary>
internal sealed class MessageSender(
    IEscalations escalations,
    IOutbox outbox,
    IDirectory directory,
    ConnectorClient connector,
    CardService cardService,
    EscalationAccess access,
    NoticeWriter news,
    CardBuilder cardBuilder,
    SummariseWeek weeks,
    OpenFixes fixes,
    PlayDrills drills,
    SummariseMonth months,
    MakeAgenda agendas,
    Administrators administrators,
    FeedbackTickets tickets,
    LaunchViews launches,
    ReviewTalk reviews,
    Digests digests,
    PlaybookCatalog playbooks,
    TimeProvider clock,
    IPlayMode? play = null
)
{
    /// <summary>How many that wait are looked through for a list.</summary>
    private const int MostAtOnce = 5_000;

    private const int MostMentions = 5;

    /// <summary>More new cards than these in one place at once are told in a list.</summary>
    private const int MostCards = 2;

    /// <summary>Of the directory, the latest of which are looked through for where a channel's team has gone.</summary>
    private const int MostChanges = 200;

    /// <summary>A quiet point that was missed by more, as after an outage, is waited for again.</summary>
    private static readonly TimeSpan LateForDigest = TimeSpan.FromHours(2);

    private static readonly TimeSpan NotReadyFor = TimeSpan.FromSeconds(30);

    /// <summary>A text that Teams finds too large is halved; below this it is not the text's length.</summary>
    private const int ShortestHalf = 200;

    private static string SentAgain => Words.Say("sent.again");

    private static string PostedAgain => Words.Say("posted.again");

    public async Task<DeliveryResult> DeliverAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        if (claimed.Message is { To: ToThread thread, IsListable: false } && await CardInAsync(claimed, thread.Id, cancel) is null)
        {
            // The team was linked to this channel only lately: the card comes first, then what is said under it.
            return new Delivered(clock.GetUtcNow()) { FollowUps = [new(new ToChannel(thread.ChannelId), new CardUpdate(thread.Id), [claimed.Message])] };
        }

        if (claimed.Message.To is ToTeam or ToAdministrators)
        {
            return await ForwardAsync(claimed, cancel);
        }

        // What was written already is not written again.
        using var language = claimed.Message.What is TextMessage or CardMessage
            ? null
            : claimed.Message.To.Whole switch
            {
                ToPerson person => TurnContext.Speaking(await directory.FindContactAsync(claimed.Tenant, person.PersonId, cancel)),
                ToChannel channel => TurnContext.Speaking(await directory.FindChannelAsync(claimed.Tenant, channel.ChannelId, cancel)),
                _ => TurnContext.Speaking((Channel?)null),
            };
        try
        {
            if (await HasLostSightAsync(claimed, cancel))
            {
                return new DeadLettered(clock.GetUtcNow(), DomainWords.ForRecord("record.may_not_see")) { Cause = DeadLetterCause.NotAllowed };
            }

            if (await AfterRelinkAsync(claimed, cancel) is { } redirected)
            {
                return redirected;
            }

            var result = claimed.Message.What switch
            {
                CardUpdate card => await ShowAsync(claimed, card, cancel),
                RetireCard moved => await RetireAsync(claimed, moved, cancel),
                Escalations.RefreshMembers => await LearnAsync(claimed, cancel),
                EventNotice when claimed.Message.To is ToDigest digest => await TellDigestAsync(claimed, digest, cancel),
                EventNotice eventNotice => await TellAsync(claimed, eventNotice, cancel),
                CustomerDraft draft => await SuggestTextAsync(claimed, draft, cancel),
                WeekSummary week => await PostWeekAsync(claimed, week, cancel),
                MonthReview { Month: var month } => await months.HandleAsync(claimed.Tenant, month, cancel) is { Review: { } review }
                    ? await SayAsync(
                        claimed,
                        CardBuilder.Month(
                            review,
                            await fixes.CountAsync(claimed.Tenant, cancel),
                            await drills.CountAsync(claimed.Tenant, cancel, review.Month)
                        ),
                        cancel
                    )
                    : throw new InvalidOperationException($"{month} cannot be reviewed."),
                QuarterReview review => await reviews.CardAsync(claimed.Tenant, review, claimed.Message.To, cancel) is { } asking
                    ? await SayAsync(claimed, asking, cancel)
                    : new Delivered(clock.GetUtcNow()),
                MeetingAgenda agenda => await PostAgendaAsync(claimed, agenda, cancel),
                Question question => await AskAsync(claimed, question, cancel),
                FeedbackAsked asked => await AskFeedbackAsync(claimed, asked, cancel),
                LaunchNotice notice => await launches.NoticeAsync(claimed.Tenant, notice, claimed.Message.To, cancel) is { } launch
                    ? await SayAsync(claimed, launch, cancel)
                    : new DeadLettered(clock.GetUtcNow(), DomainWords.ForRecord("record.may_not_see")) { Cause = DeadLetterCause.NotAllowed },
                LaunchReminder reminder => await launches.ReminderAsync(claimed.Tenant, reminder, claimed.Message.To, cancel) is { } owed
                    ? await SayAsync(claimed, owed, cancel)
                    : new Delivered(clock.GetUtcNow()),
                CardSeen seen => await AdoptAsync(claimed, seen, cancel),
                TextMessage words => await SayAsync(claimed, words.Text, cancel),
                LocalizableMessage { Words: var words } => await SayAsync(
                    claimed,
                    words.InReaderLanguage(playbooks, await ZoneOfReaderAsync(claimed, cancel)),
                    cancel
                ),
                CardMessage model => await SayAsync(claimed, model, cancel),
                var other => new DeadLettered(clock.GetUtcNow(), $"{other.GetType().Name} is not something that can be sent.")
                {
                    Cause = DeadLetterCause.Refused,
                },
            };
            return result is Delivered { HasReached: true } reached ? await AfterReachingAsync(claimed, reached, cancel) : result;
        }
        catch (ConnectorException failure)
        {
            return await FailedAsync(claimed, failure, cancel);
        }
    }

    /// <summary>Null for a place of several people, where times are said as UTC has them.</summary>
    private async Task<string?> ZoneOfReaderAsync(ClaimedMessage claimed, CancellationToken cancel) =>
        claimed.Message.To is ToPerson { PersonId: var person } ? (await directory.FindContactAsync(claimed.Tenant, person, cancel))?.TimeZone : null;

    /// <summary>Says something that is not owed, in a place that has just been heard from.</summary>
    public async Task<DeliveryResult> SayNowAsync(string tenant, OutboxMessage answer, CancellationToken cancel)
    {
        var once = new ClaimedMessage(0, tenant, answer, Attempts: 1, clock.GetUtcNow(), Token: "");
        try
        {
            return answer.What switch
            {
                TextMessage words => await SayAsync(once, words.Text, cancel),
                CardMessage model => await SayAsync(once, model, cancel),
                var other => throw new ArgumentException($"{other.GetType().Name} is drawn from what is on record, so it is owed.", nameof(answer)),
            };
        }
        catch (ConnectorException failure)
        {
            return await FailedAsync(once, failure, cancel);
        }
    }

    /// <summary>A place that counted as lost has taken something: what waited for it follows.</summary>
    private async Task<Delivered> AfterReachingAsync(ClaimedMessage claimed, Delivered reached, CancellationToken cancel)
    {
        var links = await directory.LinksAsync(claimed.Tenant, cancel);
        return LostPlace.Of(claimed.Message.To, links) is { Place: var place }
            ? reached with
            {
                FollowUps = [.. reached.FollowUps, .. ReportUndelivered.Regained(place, links.Bindings)],
            }
            : reached;
    }

    /// <summary>Finds out who is meant now; each gets it in their own place, with all that may be said in one list with it.</summary>
    private async Task<DeliveryResult> ForwardAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        var bindings = (await directory.LinksAsync(claimed.Tenant, cancel)).Bindings;
        var places = claimed.Message.To is ToTeam team ? TeamDirectory.Of([team.Team], bindings) : await administrators.PlacesAsync(claimed.Tenant, cancel);
        if (places.Count == 0 && claimed.Message.To is ToAdministrators)
        {
            // A house from before there were administrators: those who linked its places are told.
            places = [.. bindings.Select(b => b.By?.Id).OfType<string>().Distinct().Select(person => new ToPerson(person))];
        }

        var nobody = DomainWords.ForRecord("record.nobody_linked");
        IReadOnlyList<WaitingMessage> along = claimed.Message.IsListable
            ? [.. (await outbox.WaitingBehindAsync(claimed, MostAtOnce, cancel)).Where(waiting => waiting.Message is { IsListable: true, FollowUps: null })]
            : [];
        List<OutboxMessage> all = [claimed.Message, .. along.Select(waiting => waiting.Message)];
        if (places.Count == 0 && along.Count == 0)
        {
            return new DeadLettered(clock.GetUtcNow(), nobody);
        }

        return new Delivered(clock.GetUtcNow())
        {
            FollowUps =
                places.Count > 0
                    ? [.. places.SelectMany(place => all.Select(message => message with { To = place, FollowUps = null }))]
                    : [.. all.Select(message => NoticeWriter.Undelivered(message, nobody, DeadLetterCause.Gone))],
            AlsoDelivered = [.. along.Select(waiting => waiting.Number)],
        };
    }

    private async Task<DeliveryResult> ShowAsync(ClaimedMessage claimed, CardUpdate live, CancellationToken cancel)
    {
        var orderingKey = claimed.Message.To.OrderingKey;
        if (await escalations.FindAsync(claimed.Tenant, live.Id, cancel) is not { } escalation)
        {
            return new DeadLettered(clock.GetUtcNow(), $"{live.Id} is not there.") { Cause = DeadLetterCause.Refused };
        }

        var posted = await CardInAsync(claimed, live.Id, cancel);
        var links = await directory.LinksAsync(claimed.Tenant, cancel);
        if (posted is null && (live is { News: not null, Fresh: false } || !access.HasCardIn(escalation, claimed.Message.To, links)))
        {
            // The clock changes cards where they are; and where it is no more by now, there is none to be shown.
            return new Delivered(clock.GetUtcNow());
        }

        if (
            live is { News: { } sequence, Fresh: true }
            && claimed.Message.IsListable
            && await news.OfAsync(claimed.Tenant, claimed.Message.To, live.Id, sequence, cancel) is { } line
            && await TogetherAsync(claimed, line, cancel) is var together
            && together.Count(waiting => waiting.Message.What is CardUpdate) > 1
        )
        {
            return await TellTogetherAsync(claimed, together, cancel);
        }

        var isFresh = live.Fresh || posted is null;
        PostedCard? older = null;
        if (isFresh && claimed.Doubts > 0 && await SeenMeanwhileAsync(claimed, live.Id, cancel) is { } seen)
        {
            // Somebody pressed on it: an earlier attempt did arrive, and it need not be posted again.
            (older, posted, isFresh) = (posted, seen, false);
        }

        if (posted is not null && !isFresh && !live.Redraw && posted.ShownVersion >= escalation.Version)
        {
            // An earlier update, drawn from what was so when it left, has shown this already.
            return new Delivered(clock.GetUtcNow());
        }

        var model = await cardService.ForPlaceAsync(escalation, claimed.Message.To, links, cancel);

        // Everything is read before it is posted: a store that fails afterwards would have it posted twice.
        IReadOnlyList<OutboxMessage> rest = claimed.Message.To is ToChannel where
            ? [.. WholeBrief((await access.ViewAtAsync(escalation, where, links, cancel)).Of(escalation), where.ChannelId)]
            : [];
        if (posted is not null && !isFresh)
        {
            try
            {
                var updated = await FitAsync(Drawing(model, posted.Copy), CardService.SummaryOf(model), posted.MostBytes, activity =>
                    connector.UpdateAsync(new Uri(posted.ServiceUrl), posted.ConversationId, posted.ActivityId, activity, cancel)
                );
                var isRestNew = updated.IsShortened && posted.RestIsInThread is not true;
                return new Delivered(clock.GetUtcNow())
                {
                    Card = posted with
                    {
                        ShownVersion = escalation.Version,
                        MostBytes = updated.MostBytes,
                        RestIsInThread = isRestNew ? true : posted.RestIsInThread,
                    },
                    FollowUps = [.. Retiring(claimed, older), .. isRestNew ? rest : []],
                };
            }
            catch (ConnectorException gone) when (IsGone(claimed, gone))
            {
                // Somebody deleted the card, or its thread: it is posted again below.
                posted = null;
            }
        }

        var copy = CardCopy.Of(claimed).ToString();
        PostedMessage? postedMessage = null;
        var shown = await FitAsync(Drawing(model, copy), CardService.SummaryOf(model), posted?.MostBytes, async activity =>
            postedMessage = await PostAsync(claimed, activity, cancel, PostedAgain)
        );
        if (postedMessage is not { ActivityId: { } id } there)
        {
            // It was taken, but without its id it can never be changed: it is posted once more, and the first copy is known when somebody presses on it.
            return claimed.Doubts == 0
                ? InDoubt(claimed, "Teams took the card and did not name it.")
                : new DeadLettered(clock.GetUtcNow(), DeliveryFaults.Words(ConnectorFault.Ambiguous)) { Cause = DeadLetterCause.Unconfirmed };
        }

        return new Delivered(clock.GetUtcNow())
        {
            HasReached = true,
            Contacts = ContactsOf(there),
            Card = new(live.Id, orderingKey, there.ConversationId, id, there.ServiceUrl, escalation.Version)
            {
                Copy = copy,
                MostBytes = shown.MostBytes,
                RestIsInThread = shown.IsShortened ? true : null,
            },
            FollowUps = [.. Retiring(claimed, posted ?? older), .. shown.IsShortened ? rest : []],
        };
    }

    /// <summary>Sends a card, and while Teams finds it too large, a shorter one.</summary>
    /// <param name="draw">The card within so many bytes, or as near to that as it gets, and whether not all of its text is on it.</param>
    /// <param name="mostBytes">What Teams took the last time; null for the usual.</param>
    /// <exception cref="ConnectorException">It could not be sent; or it is too large, and cannot be made smaller.</exception>
    private static async Task<(bool IsShortened, int? MostBytes)> FitAsync(
        Func<int, (FilledCard Card, bool IsShortened)> draw,
        string summary,
        int? mostBytes,
        Func<OutgoingActivity, Task> sendAsync
    )
    {
        for (var refused = int.MaxValue; ; )
        {
            var (card, isShortened) = draw(mostBytes ?? CardService.LargestCard);
            try
            {
                await sendAsync(OutgoingActivity.Card(card, summary));
                return (isShortened, mostBytes);
            }
            catch (ConnectorException failure) when (DeliveryFaults.Of(failure) == DeliveryFault.TooLarge && card.Bytes < refused)
            {
                refused = card.Bytes;
                mostBytes = refused * 3 / 4;
            }
        }
    }

    /// <param name="copy">What the card's buttons carry; null for nothing.</param>
    private Func<int, (FilledCard Card, bool IsShortened)> Drawing(CardModel model, string? copy = null) =>
        mostBytes =>
        {
            var card = cardService.Draw(model, mostBytes, out var isShortened);
            return (copy is null ? card : CardCopy.Put(card, copy), isShortened);
        };

    /// <summary>A card that somebody pressed on while its posting was in doubt.</summary>
    private async Task<PostedCard?> SeenMeanwhileAsync(ClaimedMessage claimed, EscalationId id, CancellationToken cancel) =>
        (await outbox.WaitingBehindAsync(claimed, 100, cancel))
            .Select(behind => behind.Message.What)
            .OfType<CardSeen>()
            .Where(seen => seen.Id == id && CardCopy.Parse(seen.Copy)?.Message == claimed.Number)
            .Select(seen => CardOf(claimed, seen))
            .FirstOrDefault();

    /// <summary>A card of which nothing was on record: the newer of the two is the one from now on, the older gives way.</summary>
    private async Task<DeliveryResult> AdoptAsync(ClaimedMessage claimed, CardSeen seen, CancellationToken cancel)
    {
        var recorded = await CardInAsync(claimed, seen.Id, cancel);
        if (recorded?.ActivityId == seen.ActivityId)
        {
            return new Delivered(clock.GetUtcNow());
        }

        if (recorded is not null && CardCopy.Parse(seen.Copy)?.IsNewerThan(CardCopy.Parse(recorded.Copy)) is not true)
        {
            return await RetireAsync(claimed, new RetireCard(seen.Id, seen.ConversationId, seen.ActivityId, seen.ServiceUrl), cancel);
        }

        return new Delivered(clock.GetUtcNow())
        {
            Card = CardOf(claimed, seen),
            FollowUps = [new(claimed.Message.To, new CardUpdate(seen.Id)), .. Retiring(claimed, recorded)],
        };
    }

    private static PostedCard CardOf(ClaimedMessage claimed, CardSeen seen) =>
        new(seen.Id, claimed.Message.To.OrderingKey, seen.ConversationId, seen.ActivityId, seen.ServiceUrl, ShownVersion: 1) { Copy = seen.Copy };

    private static IEnumerable<OutboxMessage> Retiring(ClaimedMessage claimed, PostedCard? card) =>
        card is null ? [] : [new OutboxMessage(claimed.Message.To, new RetireCard(card.Id, card.ConversationId, card.ActivityId, card.ServiceUrl))];

    /// <summary>
    /// Whether a card that was to be changed is gone: Teams says so of the message, or has said of its place for minutes that it is
    /// not there.
    /// </summary>
    private static bool IsGone(ClaimedMessage claimed, ConnectorException failure) =>
        failure is { Kind: ConnectorFault.ActivityNotFound, Code: not null }
        || (DeliveryFaults.Of(failure) == DeliveryFault.Missing && claimed.Misses >= DeliveryFaults.WaitsForMissing.Count);

    /// <summary>The card that is in the place now; one that says only that the escalation has moved elsewhere is none.</summary>
    private async Task<PostedCard?> CardInAsync(ClaimedMessage claimed, EscalationId id, CancellationToken cancel) =>
        await escalations.FindCardAsync(claimed.Tenant, id, claimed.Message.To.OrderingKey, cancel) is { HasMoved: not true } card ? card : null;

    /// <summary>The sections in full, for the thread under a card that could not hold them; none for those who want it in short.</summary>
    private static IEnumerable<OutboxMessage> WholeBrief(Escalation escalation, string channelId) =>
        BriefSections
            .All.Where(section => !escalation.Brief.IsInShort && escalation.Brief.TextOf(section) is not null)
            .Select(section => new OutboxMessage(
                new ToThread(channelId, escalation.Id),
                new TextMessage($"**{section.ReaderTitle()}**\n\n{CardFormat.Escape(escalation.Brief.TextOf(section))}")
            ));

    private async Task<DeliveryResult> RetireAsync(ClaimedMessage claimed, RetireCard moved, CancellationToken cancel)
    {
        var reason = moved.Because is { } because ? because.InReaderLanguage(playbooks, await ZoneOfReaderAsync(claimed, cancel)) : moved.Elsewhere;
        var note = reason is { } elsewhere
            ? new NoteCard(Words.Say("moved.elsewhere", moved.Id, elsewhere)) { Summary = Words.Say("moved", moved.Id) }
            : new NoteCard(Words.Say("moved.down", moved.Id)) { Summary = Words.Say("moved.down.short", moved.Id) };
        try
        {
            await connector.UpdateAsync(new Uri(moved.ServiceUrl), moved.ConversationId, moved.ActivityId, Drawn(note), cancel);
        }
        catch (ConnectorException gone) when (IsGone(claimed, gone))
        {
            // It is gone already, which is as good.
        }

        // Should the place have the escalation again one day, its card there shows nothing of it.
        var posted = await escalations.FindCardAsync(claimed.Tenant, moved.Id, claimed.Message.To.OrderingKey, cancel);
        return new Delivered(clock.GetUtcNow()) { Card = moved.IsElsewhere && posted?.ActivityId == moved.ActivityId ? posted with { HasMoved = true } : null };
    }

    private async Task<DeliveryResult> LearnAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        if (claimed.Message.To is not ToChannel to || await directory.FindChannelAsync(claimed.Tenant, to.ChannelId, cancel) is not { } channel)
        {
            return new DeadLettered(clock.GetUtcNow(), DomainWords.ForRecord("record.not_known"));
        }

        var now = clock.GetUtcNow();
        var memberRoster = await connector.GetMembersAsync(new Uri(channel.ServiceUrl), channel.ChannelId, cancel);

        // Whoever was removed while the roster was read stays removed.
        channel = await directory.FindChannelAsync(claimed.Tenant, to.ChannelId, cancel) ?? channel;
        List<RosterEntry> roster = [.. memberRoster.Members.Select(member => RosterReader.Entry(member, claimed.Tenant))];
        var learnt = Memberships.Learnt(channel, roster, now);
        return new Delivered(now)
        {
            Channels = [learnt],
            Contacts = await Guests.NewsAsync(claimed.Tenant, channel, roster, directory, cancel),
            FollowUps =
            [
                .. Memberships.Departures(
                    channel.ChannelId,
                    Memberships.Missing(channel, learnt),
                    (await directory.LinksAsync(claimed.Tenant, cancel)).Bindings,
                    now
                ),
            ],
        };
    }

    /// <summary>What was owed to somebody who may not see it any more is not drawn for them: their link or their place in the team has ended.</summary>
    private async Task<bool> HasLostSightAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        var id = claimed.Message.What switch
        {
            CardUpdate card => card.Id,
            EventNotice eventNotice => eventNotice.Id,
            _ => (EscalationId?)null,
        };
        if (
            claimed.Message.To is not ToPerson to
            || id is not { } about
            || await escalations.FindAsync(claimed.Tenant, about, cancel) is not { } escalation
            || escalation.Csm.Id == to.PersonId
        )
        {
            return false;
        }

        // Lines also go to people who have no place of their own: to those who set the bot up, where nobody else can be told.
        return (claimed.Message.What is CardUpdate || escalation.Work.Owner?.Id == to.PersonId)
            && !await access.MaySeeAsync(escalation, new Person(to.PersonId, ""), cancel);
    }

    /// <summary>
    /// A new card or an alarm that waited for a channel which has been linked to nothing since is not posted there: the
    /// card comes to the new place by itself, and an alarm is told to the team that the channel received for.
    /// </summary>
    /// <returns>Null when it goes where it was to go.</returns>
    private async Task<Delivered?> AfterRelinkAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        if (
            claimed.Message.To is not (ToChannel or ToThread)
            || claimed.Message.What is not (CardUpdate or EventNotice)
            || claimed.Message.Concerns is not { } id
        )
        {
            return null;
        }

        var channel = claimed.Message.To is ToThread thread ? thread.ChannelId : ((ToChannel)claimed.Message.To).ChannelId;
        if (
            (await directory.LinksAsync(claimed.Tenant, cancel)).Bindings.Any(b => b.ChannelId == channel) || await CardInAsync(claimed, id, cancel) is not null
        )
        {
            return null;
        }

        var left = (await directory.DirectoryChangesAsync(claimed.Tenant, MostChanges, cancel)).FirstOrDefault(change =>
            change is { Kind: DirectoryChangeKind.Linked, Team: not null } && change.FormerChannelId == channel
        );
        return left is null
            ? null
            : new Delivered(clock.GetUtcNow())
            {
                FollowUps =
                    claimed.Message.What is EventNotice ? [new(new ToTeam(left.Team!), claimed.Message.What) { IsListable = claimed.Message.IsListable }] : [],
            };
    }

    private async Task<DeliveryResult> TellAsync(ClaimedMessage claimed, EventNotice eventNotice, CancellationToken cancel)
    {
        if (await news.OfAsync(claimed.Tenant, claimed.Message.To, eventNotice.Id, eventNotice.Sequence, cancel) is not { } line)
        {
            // What was to be reminded of has been done meanwhile.
            return new Delivered(clock.GetUtcNow());
        }

        if (claimed.Message.To is not ToPerson { PersonId: var person })
        {
            return await TellAsync(claimed, line, cancel);
        }

        var zone = (await directory.FindContactAsync(claimed.Tenant, person, cancel))?.TimeZone;
        var day = Digests.DayOf(clock.GetUtcNow(), zone);
        var told = await directory.FindNoticesToldAsync(claimed.Tenant, person, cancel) is { } known && known.Day == day ? known : new(person, day, 0);
        return digests.IsEnough(told.Count) && MayWait(line, person) ? Keep(claimed, told, zone)
            : await TellAsync(claimed, line, cancel) is var sent && sent is Delivered { HasReached: true } one
                ? one with
                {
                    Told = told with { Count = told.Count + 1 },
                }
            : sent;
    }

    private async Task<DeliveryResult> TellAsync(ClaimedMessage claimed, News line, CancellationToken cancel) =>
        line.Event.By.IsHuman
            ? await TellAsync(claimed, claimed.Message.To, line, cancel)
            : await TellTogetherAsync(claimed, await TogetherAsync(claimed, line, cancel), cancel);

    /// <summary>Whether somebody can hear of it later: nobody waits for them, and it is of no S1.</summary>
    private static bool MayWait(News line, string person) =>
        line.Severity != Severity.S1
        && line.Asked.All(asked => asked.Id != person)
        && line.Event.What is not (Reminded or Stalled or EscalatedUp or NobodyAbove or DeliveryFailed or Returned or OtherPathChosen or Reopened);

    /// <summary>It is told with others at the next quiet point; that this is so is said once a day.</summary>
    private Delivered Keep(ClaimedMessage claimed, NoticesTold told, string? zone)
    {
        var at = digests.NextAfter(clock.GetUtcNow(), zone);
        return new(clock.GetUtcNow())
        {
            Told = told with { IsKept = true },
            FollowUps =
            [
                .. told.IsKept
                    ? Array.Empty<OutboxMessage>()
                    : [new(claimed.Message.To, new TextMessage(Words.Say("digest.begins", told.Count, Escalations.Deadlines.DueText.For(at, zone))))],
                new(new ToDigest(told.PersonId), claimed.Message.What, NotBefore: at),
            ],
        };
    }

    /// <summary>All that was kept for somebody, in one message; what has been undone or muted meanwhile is left out.</summary>
    private async Task<DeliveryResult> TellDigestAsync(ClaimedMessage claimed, ToDigest digest, CancellationToken cancel)
    {
        var to = new ToPerson(digest.PersonId);
        var now = clock.GetUtcNow();
        if (now - claimed.Message.NotBefore > LateForDigest)
        {
            var zone = (await directory.FindContactAsync(claimed.Tenant, digest.PersonId, cancel))?.TimeZone;
            if (digests.NextAfter(now - LateForDigest, zone) is var next && next > now)
            {
                return new Retry(next, "its time has passed");
            }
        }

        List<WaitingMessage> kept = [new(claimed.Number, claimed.Message), .. await outbox.WaitingBehindAsync(claimed, MostAtOnce, cancel)];
        var lines = new List<News>();
        foreach (var (_, message) in kept)
        {
            if (
                message.What is EventNotice notice
                && !await HasLostSightAsync(claimed with { Message = message with { To = to } }, cancel)
                && await news.OfAsync(claimed.Tenant, to, notice.Id, notice.Sequence, cancel) is { } line
            )
            {
                lines.Add(line);
            }
        }

        var said =
            lines.Count == 0
                ? new Delivered(clock.GetUtcNow())
                : await SayAsync(
                    To(claimed, to),
                    await news.ListAsync(claimed.Tenant, to, lines, withoutCard: false, cancel, Words.Count("digest.title", lines.Count)),
                    cancel
                );
        return said with { AlsoDelivered = [.. kept.Skip(1).Select(waiting => waiting.Number)] };
    }

    /// <summary>A line by itself: under the escalation's card, or naming it where there is none.</summary>
    private async Task<Delivered> TellAsync(ClaimedMessage claimed, Target to, News line, CancellationToken cancel)
    {
        var isUnderItsCard = to is ToThread thread && await CardInAsync(claimed, thread.Id, cancel) is not null;
        return await SayAsync(To(claimed, isUnderItsCard ? to : to.Whole), isUnderItsCard ? line.Line : line.Text, cancel, line.Asked);
    }

    /// <summary>All that one place gets at once from the clock: one line by itself, those of one escalation in its thread, else a list.</summary>
    private async Task<DeliveryResult> TellTogetherAsync(ClaimedMessage claimed, IReadOnlyList<Waiting> together, CancellationToken cancel)
    {
        var lines = together.Where(waiting => waiting.News is not null).ToList();
        var sent = lines switch
        {
            [] => new Delivered(clock.GetUtcNow()),
            [{ Message: { What: EventNotice, To: var to }, News: { } line }] => await TellAsync(claimed, to, line, cancel),
            [{ Message: { What: EventNotice, To: var to }, News: { } line }, ..]
                when lines.All(l => l.Message.What is EventNotice && l.Message.To == to && l.News!.Id == line.Id) => await TellAsync(
                claimed,
                to,
                line with
                {
                    Text = Joined(line.Text, lines),
                    Line = Joined(line.Line, lines),
                    Asked = Asked(lines),
                },
                cancel
            ),
            _ => await ListAsync(claimed, lines, cancel),
        };
        return sent with { AlsoDelivered = [.. together.Skip(1).Select(waiting => waiting.Number)] };

        static IReadOnlyList<Person> Asked(IEnumerable<Waiting> all) => [.. all.SelectMany(line => line.News!.Asked).DistinctBy(person => person.Id)];

        static string Joined(string first, IEnumerable<Waiting> all) => string.Join("\n\n", [first, .. all.Skip(1).Select(other => other.News!.Line)]);
    }

    private async Task<Delivered> ListAsync(ClaimedMessage claimed, IReadOnlyList<Waiting> lines, CancellationToken cancel)
    {
        var place = claimed.Message.To.Whole;
        var update = new List<OutboxMessage>();
        var withoutCard = false;
        foreach (var card in lines.Select(line => line.Message.What).OfType<CardUpdate>().DistinctBy(card => card.Id))
        {
            // A card that is there is brought up to date where it is.
            var isThere = await CardInAsync(claimed, card.Id, cancel) is not null;
            update.AddRange(isThere ? [new(place, card with { Fresh = false })] : Array.Empty<OutboxMessage>());
            withoutCard |= !isThere;
        }

        var words = await news.ListAsync(claimed.Tenant, place, [.. lines.Select(line => line.News!)], withoutCard, cancel);
        IReadOnlyList<Person> asked = [.. lines.SelectMany(line => line.News!.Asked).DistinctBy(person => person.Id)];
        return await SayAsync(To(claimed, place), words, cancel, asked) is var sent ? sent with { FollowUps = [.. sent.FollowUps, .. update] } : sent;
    }

    /// <summary>
    /// What can be said together with a line of the clock: all that may be listed and waits for the same place, with what is
    /// outdated by a later line left unsaid. An S1 takes along only what concerns itself.
    /// </summary>
    /// <returns>The claimed one first.</returns>
    private async Task<IReadOnlyList<Waiting>> TogetherAsync(ClaimedMessage claimed, News own, CancellationToken cancel)
    {
        var found = new List<Waiting> { new(claimed.Number, claimed.Message, own) };
        var passed = new HashSet<EscalationId>();
        foreach (var (number, message) in await outbox.WaitingBehindAsync(claimed, MostAtOnce, cancel))
        {
            if (message.Concerns is not { } id || message.What is CardUpdate { Fresh: false })
            {
                continue;
            }

            var sequence = message.What switch
            {
                EventNotice eventNotice => eventNotice.Sequence,
                CardUpdate card => card.News,
                _ => null,
            };
            if (
                sequence is { } at
                && !passed.Contains(id)
                && await news.OfAsync(claimed.Tenant, message.To, id, at, cancel) is var line
                && (line is null || MayJoin(own, claimed.Message, line, message))
            )
            {
                found.Add(new(number, message, line));
            }
            else
            {
                // What concerns one escalation keeps its order: nothing of it is said before this.
                passed.Add(id);
            }
        }

        var cards = found.Select(waiting => waiting.Message.What).OfType<CardUpdate>().DistinctBy(card => card.Id).Count();
        return Current(cards > MostCards ? found : [.. found.Where(waiting => waiting.Number == claimed.Number || waiting.Message.What is not CardUpdate)]);
    }

    private static bool MayJoin(News own, OutboxMessage ownMessage, News other, OutboxMessage message) =>
        !other.Event.By.IsHuman
        && (
            own.Severity == Severity.S1 || other.Severity == Severity.S1
                ? own.Id == other.Id && ownMessage.To == message.To && message.What is EventNotice
                : message.IsListable || other.Event.What is Reminded
        );

    /// <summary>Reminders that a later one of the same deadline has overtaken say nothing any more.</summary>
    private static IReadOnlyList<Waiting> Current(IReadOnlyList<Waiting> together)
    {
        var latest = together
            .Where(waiting => waiting.News?.Event.What is Reminded)
            .GroupBy(waiting => (waiting.News!.Id, ((Reminded)waiting.News.Event.What).Kind))
            .ToDictionary(of => of.Key, of => of.Max(waiting => waiting.News!.Event.Sequence));
        return
        [
            .. together.Select(waiting =>
                waiting.News is { Event: { What: Reminded { Kind: var kind }, Sequence: var sequence }, Id: var id } && sequence < latest[(id, kind)]
                    ? waiting with
                    {
                        News = null,
                    }
                    : waiting
            ),
        ];
    }

    /// <summary>A text for the customer, from the update that has just been posted.</summary>
    private async Task<DeliveryResult> SuggestTextAsync(ClaimedMessage claimed, CustomerDraft draft, CancellationToken cancel)
    {
        var escalation = await escalations.FindAsync(claimed.Tenant, draft.Id, cancel) ?? throw new InvalidOperationException($"{draft.Id} is not there.");
        var zone = (await directory.FindContactAsync(claimed.Tenant, escalation.Csm.Id, cancel))?.TimeZone;
        return
            await escalations.FindEventAsync(claimed.Tenant, draft.Id, draft.Sequence, cancel) is { } stored
            && HashChain.Open(stored) is { What: UpdatePosted { Answers: not null } update } happened
            ? await SayAsync(
                claimed,
                Forms.CustomerText(
                    escalation,
                    Secrets.Hide(cardBuilder.CustomerText(escalation, update, zone)),
                    cardBuilder.StatusText(escalation, happened, update, zone)
                ),
                cancel
            )
            : new DeadLettered(clock.GetUtcNow(), "It is not an update.") { Cause = DeadLetterCause.Refused };
    }

    /// <summary>Once the meeting has begun, its agenda helps nobody.</summary>
    private async Task<DeliveryResult> PostAgendaAsync(ClaimedMessage claimed, MeetingAgenda agenda, CancellationToken cancel)
    {
        var report =
            clock.GetUtcNow() > agenda.At
                ? null
                : await agendas.HandleAsync(claimed.Tenant, agenda.Playbook, agenda.Meeting, agenda.At, claimed.Message.To, cancel);
        var zone = claimed.Message.To is ToPerson to ? (await directory.FindContactAsync(claimed.Tenant, to.PersonId, cancel))?.TimeZone : null;
        return report is null ? new Delivered(clock.GetUtcNow()) : await SayAsync(claimed, cardBuilder.Agenda(report, clock.GetUtcNow(), zone), cancel);
    }

    private async Task<DeliveryResult> PostWeekAsync(ClaimedMessage claimed, WeekSummary week, CancellationToken cancel)
    {
        var report = await weeks.HandleAsync(claimed.Tenant, week.Week, cancel);
        return report switch
        {
            { Summary: { } summary } => await SayAsync(
                claimed,
                cardBuilder.Summary(summary, report.Week, await fixes.CountAsync(claimed.Tenant, cancel)),
                cancel
            ),
            { IsNotReady: true } => new Retry(clock.GetUtcNow() + NotReadyFor, report.Refusal!) { IsItsOwn = true },
            _ => throw new InvalidOperationException(report.Refusal),
        };
    }

    private async Task<DeliveryResult> AskAsync(ClaimedMessage claimed, Question question, CancellationToken cancel)
    {
        if (
            await escalations.FindAsync(claimed.Tenant, question.Id, cancel) is not { Status: Status.Draft } escalation
            || cardService.QuestionOf(AudienceView.OfCsm(escalation).Of(escalation)) is not { } model
        )
        {
            // It has been answered meanwhile.
            return new Delivered(clock.GetUtcNow());
        }

        return await SayAsync(claimed, model, cancel);
    }

    /// <summary>
    /// The ticket is made here and kept nowhere. What may have arrived already is not sent again: each person has one ticket, and nobody
    /// waits for it.
    /// </summary>
    private async Task<DeliveryResult> AskFeedbackAsync(ClaimedMessage claimed, FeedbackAsked asked, CancellationToken cancel)
    {
        if (claimed.Doubts > 0 || claimed.Message.To is not ToPerson { PersonId: var person })
        {
            return new Delivered(clock.GetUtcNow());
        }

        var (ticket, until) = await tickets.IssueAsync(claimed.Tenant, person, asked.Playbook, asked.IsPilot, cancel);
        return await SayAsync(claimed, cardBuilder.Feedback(asked.Playbook, ticket, until), cancel);
    }

    /// <summary>Words; what is too large for one message becomes two.</summary>
    /// <param name="asked">Who has to act: mentioned in a channel that they are in, alerted in their own chat. Null for nobody.</param>
    private async Task<Delivered> SayAsync(ClaimedMessage claimed, string text, CancellationToken cancel, IReadOnlyList<Person>? asked = null)
    {
        try
        {
            return await SayAsync(claimed, await MentioningAsync(claimed, text, asked ?? [], cancel), cancel);
        }
        catch (ConnectorException failure) when (DeliveryFaults.Of(failure) == DeliveryFault.TooLarge && text.Length > 2 * ShortestHalf)
        {
            var middle = CutBefore(text, text.Length / 2);
            return new Delivered(clock.GetUtcNow())
            {
                FollowUps =
                [
                    new(claimed.Message.To, new TextMessage(text[..middle].TrimEnd())),
                    new(claimed.Message.To, new TextMessage(text[middle..].TrimStart())),
                ],
            };
        }
    }

    /// <summary>Nobody is mentioned who is not there: they would be named for all, and not be told.</summary>
    private async Task<OutgoingActivity> MentioningAsync(ClaimedMessage claimed, string text, IReadOnlyList<Person> asked, CancellationToken cancel)
    {
        switch (claimed.Message.To.Whole)
        {
            case ToPerson person:
                return OutgoingActivity.Words(text, alert: asked.Any(one => one.Id == person.PersonId));
            case ToChannel { ChannelId: var id } when asked.Count > 0:
                var members = (await directory.FindChannelAsync(claimed.Tenant, id, cancel))?.Members ?? [];
                List<Mention> mentions =
                [
                    .. asked.Where(one => members.Any(member => member.Id == one.Id)).Take(MostMentions).Select(one => new Mention(one.Id, one.Name)),
                ];
                return mentions.Count == 0
                    ? OutgoingActivity.Words(text)
                    : OutgoingActivity.Words($"{string.Join(", ", mentions.Select(mention => mention.Text))}: {text}").Mentioning(mentions);
            default:
                return OutgoingActivity.Words(text);
        }
    }

    private Task<Delivered> SayAsync(ClaimedMessage claimed, CardModel model, CancellationToken cancel) =>
        SayAsync(claimed, Drawing(model), CardService.SummaryOf(model), cancel);

    /// <summary>A card whose data were stored; where it cannot be made small enough, its summary says what it was.</summary>
    private async Task<Delivered> SayAsync(ClaimedMessage claimed, CardMessage model, CancellationToken cancel)
    {
        try
        {
            return await SayAsync(
                claimed,
                mostBytes => (mostBytes < CardService.LargestCard ? cardService.Draw(model, mostBytes) : cardService.Draw(model), false),
                model.Summary,
                cancel
            );
        }
        catch (ConnectorException failure) when (DeliveryFaults.Of(failure) == DeliveryFault.TooLarge)
        {
            return await SayAsync(claimed, OutgoingActivity.Words(CardFormat.Escape(model.Summary) + "\n\n" + (Words.Say("card.too_large"))), cancel);
        }
    }

    private async Task<Delivered> SayAsync(
        ClaimedMessage claimed,
        Func<int, (FilledCard Card, bool IsShortened)> draw,
        string summary,
        CancellationToken cancel
    )
    {
        Delivered? sent = null;
        await FitAsync(draw, summary, null, async activity => sent = await SayAsync(claimed, activity, cancel));
        return sent!;
    }

    private async Task<Delivered> SayAsync(ClaimedMessage claimed, OutgoingActivity activity, CancellationToken cancel) =>
        new(clock.GetUtcNow()) { HasReached = true, Contacts = ContactsOf(await PostAsync(claimed, activity, cancel)) };

    private static IReadOnlyList<Contact> ContactsOf(PostedMessage? postedMessage) => postedMessage?.Contact is { } contact ? [contact] : [];

    /// <summary>Where a text is best cut before an index: at a paragraph, a line or a word, else between two characters as people see them.</summary>
    private static int CutBefore(string text, int index)
    {
        foreach (var border in (string[])["\n\n", "\n", " "])
        {
            if (text.LastIndexOf(border, index, StringComparison.Ordinal) is var at && at > ShortestHalf / 2)
            {
                return at;
            }
        }

        return System.Globalization.StringInfo.ParseCombiningCharacters(text).Last(start => start <= index);
    }

    private static ClaimedMessage To(ClaimedMessage claimed, Target to) => claimed with { Message = claimed.Message with { To = to } };

    /// <summary>Posts something. What may have arrived before is posted once more only when Teams answers again, and says so itself.</summary>
    /// <param name="remark">What it says then.</param>
    private async Task<PostedMessage> PostAsync(ClaimedMessage claimed, OutgoingActivity activity, CancellationToken cancel, string? remark = null)
    {
        if (claimed.Doubts > 0)
        {
            await ProbeAsync(claimed, cancel);
            activity = activity.WithRemark(remark ?? SentAgain);
        }

        switch (claimed.Message.To)
        {
            case ToPerson person:
                return await PostToPersonAsync(claimed.Tenant, person, activity, cancel);

            case ToChannel to when await directory.FindChannelAsync(claimed.Tenant, to.ChannelId, cancel) is { } channel:
                var thread = await connector.CreateThreadAsync(new Uri(channel.ServiceUrl), claimed.Tenant, channel.ChannelId, activity, cancel);
                return new(thread.ConversationId, thread.ActivityId, channel.ServiceUrl, null);

            case ToThread to when await escalations.FindCardAsync(claimed.Tenant, to.Id, to.OrderingKey, cancel) is { } card:
                return new(
                    card.ConversationId,
                    await connector.SendAsync(new Uri(card.ServiceUrl), card.ConversationId, activity, cancel),
                    card.ServiceUrl,
                    null
                );

            case ToConversation to:
                return new(to.ConversationId, await connector.SendAsync(new Uri(to.ServiceUrl), to.ConversationId, activity, cancel), to.ServiceUrl, null);

            case var nowhere:
                throw new ConnectorException(ConnectorFault.ConversationNotFound, $"There is no conversation for {nowhere.OrderingKey}.");
        }
    }

    private async Task<PostedMessage> PostToPersonAsync(string tenant, ToPerson person, OutgoingActivity activity, CancellationToken cancel)
    {
        var contact = await directory.FindContactAsync(tenant, person.PersonId, cancel)
            ?? throw new ConnectorException(ConnectorFault.ConversationNotFound, "The person has never been met.");
        var service = new Uri(contact.ServiceUrl);
        if (play?.MeantFor(person.PersonId) is { } other)
        {
            activity = activity.WithRemark(Words.Say("play.to", CardFormat.Escape(other.Name)));
        }

        if (contact.ChatId is { } chat)
        {
            try
            {
                return new(chat, await connector.SendAsync(service, chat, activity, cancel), contact.ServiceUrl, null);
            }
            catch (ConnectorException gone) when (gone.Kind == ConnectorFault.ConversationNotFound)
            {
                // The chat was removed; a new one is opened below.
            }
        }

        // Opening a chat may be asked again whatever came of it.
        var opened = await connector.CreateChatAsync(service, tenant, contact.ChannelUserId, cancel);
        return new(opened, await connector.SendAsync(service, opened, activity, cancel), contact.ServiceUrl, contact with { ChatId = opened });
    }

    /// <summary>While Teams does not answer at all, what may have arrived is kept and not sent a second and last time.</summary>
    private async Task ProbeAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        (string ServiceUrl, string ConversationId)? place = claimed.Message.To switch
        {
            ToPerson to => await directory.FindContactAsync(claimed.Tenant, to.PersonId, cancel) is { ChatId: { } chat } contact
                ? (contact.ServiceUrl, chat)
                : null,
            ToChannel to => await directory.FindChannelAsync(claimed.Tenant, to.ChannelId, cancel) is { } channel
                ? (channel.ServiceUrl, channel.ChannelId)
                : null,
            ToThread to => await escalations.FindCardAsync(claimed.Tenant, to.Id, to.OrderingKey, cancel) is { } card
                ? (card.ServiceUrl, card.ConversationId)
                : null,
            ToConversation to => (to.ServiceUrl, to.ConversationId),
            _ => null,
        };
        if (place is var (service, conversation))
        {
            await connector.ProbeAsync(new Uri(service), conversation, cancel);
        }
    }

    private async Task<DeliveryResult> FailedAsync(ClaimedMessage claimed, ConnectorException failure, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        switch (DeliveryFaults.Of(failure))
        {
            case DeliveryFault.Passing:
                return new Retry(now + Longer(failure.RetryAfter ?? TimeSpan.Zero, WaitAfter(claimed.Attempts)), failure.Message);
            case DeliveryFault.InDoubt when claimed.Doubts == 0:
                return InDoubt(claimed, failure.Message);
            // A place that is known to be gone has been waited for already: one try shows whether it is back.
            case DeliveryFault.Missing
                when claimed.Misses < DeliveryFaults.WaitsForMissing.Count
                    && LostPlace.Of(claimed.Message.To, await directory.LinksAsync(claimed.Tenant, cancel)) is null:
                return new Retry(now + Longer(failure.RetryAfter ?? TimeSpan.Zero, DeliveryFaults.WaitsForMissing[claimed.Misses]), failure.Message)
                {
                    Missing = true,
                    IsItsOwn = claimed.Message.Concerns is not null,
                };
            case var fault:
                return new DeadLettered(now, DeliveryFaults.Words(failure.Kind))
                {
                    Cause = fault switch
                    {
                        DeliveryFault.InDoubt => DeadLetterCause.Unconfirmed,
                        DeliveryFault.TooLarge => DeadLetterCause.TooLarge,
                        DeliveryFault.Ours => DeadLetterCause.Refused,
                        _ => DeadLetterCause.Gone,
                    },
                    Detail = failure.Message,
                };
        }
    }

    private Retry InDoubt(ClaimedMessage claimed, string why) =>
        new(clock.GetUtcNow() + Longer(DeliveryFaults.WaitInDoubt, WaitAfter(claimed.Attempts)), why) { InDoubt = true };

    /// <summary>While the Connector refuses everything, one message at a time is tried more often, to see when that is over.</summary>
    private TimeSpan WaitAfter(int attempts)
    {
        var wait = OutboxProcessor.WaitAfter(attempts);
        return wait > ConnectorHealth.ProbeEvery && connector.Health.TakeProbe() ? ConnectorHealth.ProbeEvery : wait;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private OutgoingActivity Drawn(CardModel model) => OutgoingActivity.Card(cardService.Draw(model), CardService.SummaryOf(model));

    /// <summary>Something that is to be said in a place.</summary>
    /// <param name="News">Null when it need not be said any more.</param>
    private sealed record Waiting(long Number, OutboxMessage Message, News? News);

    private sealed record PostedMessage(string ConversationId, string? ActivityId, string ServiceUrl, Contact? Contact);
}
