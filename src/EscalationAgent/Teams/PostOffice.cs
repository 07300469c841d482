using EscalationAgent.Teams.Faces;
using Escalations;
using Escalations.Drafting;
using Escalations.UseCases;
using TeamsBot.Connector;

namespace EscalationAgent.Teams;

/// <summary>Delivers one owed message: finds the conversation, draws what is to be shown from what is so now, sends it.</summary>
internal sealed class PostOffice(IEscalationStore store, ConnectorClient connector, Views views, Newsdesk news, Portraits portraits, SummariseWeek weeks, Administrators administrators, TimeProvider clock)
{
    /// <summary>How many that wait are looked through for a list.</summary>
    private const int MostAtOnce = 5_000;

    /// <summary>More new cards than these in one place at once are told in a list.</summary>
    private const int MostCards = 2;

    private static readonly TimeSpan NotReadyFor = TimeSpan.FromSeconds(30);

    public async Task<Settlement> DeliverAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        if (claimed.Message is { To: ToThread thread, IsListable: false } && await CardInAsync(claimed, thread.Id, cancel) is null)
        {
            // The team was linked to this channel only lately: the card comes first, then what is said under it.
            return new Sent(clock.GetUtcNow()) { AlsoOwed = [new(new ToChannel(thread.ChannelId), new LiveCard(thread.Id), [claimed.Message])] };
        }

        if (claimed.Message.To is ToTeam or ToAdministrators)
        {
            return await ForwardAsync(claimed, cancel);
        }

        try
        {
            if (await HasLostSightAsync(claimed, cancel))
            {
                return new Undeliverable(clock.GetUtcNow(), "they may not see it any more");
            }

            return claimed.Message.What switch
            {
                LiveCard card => await ShowAsync(claimed, card, cancel),
                MovedDown moved => await RetireAsync(claimed, moved, cancel),
                Escalations.Roster => await LearnAsync(claimed, cancel),
                Telling telling => await TellAsync(claimed, telling, cancel),
                CustomerDraft draft => await SuggestTextAsync(claimed, draft, cancel),
                WeekSummary week => await PostWeekAsync(claimed, week, cancel),
                Question question => await AskAsync(claimed, question, cancel),
                Words words => await SayAsync(claimed, OutgoingActivity.Words(words.Text), cancel),
                Face face => await SayAsync(claimed, OutgoingActivity.Card(views.Draw(face), face.Summary), cancel),
                var other => new Undeliverable(clock.GetUtcNow(), $"{other.GetType().Name} is not something that can be sent.") { Cause = UndeliverableCause.Refused },
            };
        }
        catch (ConnectorException failure)
        {
            return Failed(claimed, failure);
        }
    }

    /// <summary>Finds out who is meant now; each gets it in their own place.</summary>
    private async Task<Settlement> ForwardAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        var bindings = await store.BindingsAsync(claimed.Tenant, cancel);
        var places = claimed.Message.To is ToTeam team ? Places.Of([team.Team], bindings) : await administrators.PlacesAsync(claimed.Tenant, cancel);
        if (places.Count == 0 && claimed.Message.To is ToAdministrators)
        {
            // A house from before there were administrators: those who linked its places are told.
            places = [.. bindings.Select(b => b.By?.Id).OfType<string>().Distinct().Select(person => new ToPerson(person))];
        }

        return places.Count > 0
            ? new Sent(clock.GetUtcNow()) { AlsoOwed = [.. places.Select(place => claimed.Message with { To = place })] }
            : new Undeliverable(clock.GetUtcNow(), "nobody is linked there");
    }

    private async Task<Settlement> ShowAsync(ClaimedMessage claimed, LiveCard live, CancellationToken cancel)
    {
        var lane = claimed.Message.To.Lane;
        if (await store.FindAsync(claimed.Tenant, live.Id, cancel) is not { } escalation)
        {
            return new Undeliverable(clock.GetUtcNow(), $"{live.Id} is not there.") { Cause = UndeliverableCause.Refused };
        }

        var posted = await CardInAsync(claimed, live.Id, cancel);
        if (live is { News: not null, Fresh: false } && posted is null)
        {
            // The clock changes cards where they are.
            return new Sent(clock.GetUtcNow());
        }

        if (live is { News: { } sequence, Fresh: true } && claimed.Message.IsListable
            && await news.OfAsync(claimed.Tenant, claimed.Message.To, live.Id, sequence, cancel) is { } line
            && await TogetherAsync(claimed, line, cancel) is var together && together.Count(waiting => waiting.Message.What is LiveCard) > 1)
        {
            return await TellTogetherAsync(claimed, together, cancel);
        }

        if (posted is not null && !live.Fresh && posted.ShownVersion >= escalation.Version)
        {
            // An earlier update, drawn from what was so when it left, has shown this already.
            return new Sent(clock.GetUtcNow());
        }

        var face = await views.ForPlaceAsync(escalation, claimed.Message.To, cancel);
        var activity = OutgoingActivity.Card(views.Draw(face, out var isShortened), Views.SummaryOf(face));
        if (posted is not null && !live.Fresh)
        {
            try
            {
                await connector.UpdateAsync(new Uri(posted.ServiceUrl), posted.ConversationId, posted.ActivityId, activity, cancel);
                return new Sent(clock.GetUtcNow()) { Card = posted with { ShownVersion = escalation.Version } };
            }
            catch (ConnectorException gone) when (gone.Kind == ConnectorFault.ActivityNotFound)
            {
                // Somebody deleted the card: it is posted anew below.
                posted = null;
            }
        }

        // Everything is read before it is posted: a store that fails afterwards would have it posted twice.
        var inFull = isShortened && claimed.Message.To is ToChannel where ? WholeBrief((await views.ReaderAtAsync(escalation, where, cancel)).Of(escalation), where.ChannelId) : [];
        var delivered = await PostAsync(claimed, activity, cancel);
        return new Sent(clock.GetUtcNow())
        {
            HasReached = true,
            Contacts = delivered.Contact is { } contact ? [contact] : [],
            Card = delivered.ActivityId is { } id ? new(live.Id, lane, delivered.ConversationId, id, delivered.ServiceUrl, escalation.Version) : null,
            AlsoOwed =
            [
                .. posted is null ? [] : new[] { new Owed(claimed.Message.To, new MovedDown(live.Id, posted.ConversationId, posted.ActivityId, posted.ServiceUrl)) },
                .. inFull,
            ],
        };
    }

    /// <summary>The card that is in the place now; one that says only that the escalation has moved elsewhere is none.</summary>
    private async Task<PostedCard?> CardInAsync(ClaimedMessage claimed, EscalationId id, CancellationToken cancel) =>
        await store.FindCardAsync(claimed.Tenant, id, claimed.Message.To.Lane, cancel) is { HasMoved: not true } card ? card : null;

    /// <summary>The sections in full, for the thread under a card that could not hold them; none for those who want it in short.</summary>
    private static IEnumerable<Owed> WholeBrief(Escalation escalation, string channelId) => BriefSections.All
        .Where(section => !escalation.Brief.IsInShort && escalation.Brief.TextOf(section) is not null)
        .Select(section => new Owed(new ToThread(channelId, escalation.Id), new Words($"**{section.Title()}**\n\n{Looks.Safe(escalation.Brief.TextOf(section))}")));

    private async Task<Settlement> RetireAsync(ClaimedMessage claimed, MovedDown moved, CancellationToken cancel)
    {
        var note = moved.Elsewhere is { } elsewhere
            ? new NoteFace($"{moved.Id} has moved: {elsewhere}") { Summary = $"{moved.Id} has moved" }
            : new NoteFace($"{moved.Id}: this card has moved down.") { Summary = $"{moved.Id} has moved down" };
        try
        {
            await connector.UpdateAsync(new Uri(moved.ServiceUrl), moved.ConversationId, moved.ActivityId, Drawn(note), cancel);
        }
        catch (ConnectorException gone) when (gone.Kind is ConnectorFault.ActivityNotFound or ConnectorFault.ConversationNotFound)
        {
            // It is gone already, which is as good.
        }

        // Should the place have the escalation again one day, its card there shows nothing of it.
        var posted = await store.FindCardAsync(claimed.Tenant, moved.Id, claimed.Message.To.Lane, cancel);
        return new Sent(clock.GetUtcNow()) { Card = moved.Elsewhere is not null && posted?.ActivityId == moved.ActivityId ? posted with { HasMoved = true } : null };
    }

    private async Task<Settlement> LearnAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        if (claimed.Message.To is not ToChannel to || await store.FindChannelAsync(claimed.Tenant, to.ChannelId, cancel) is not { } channel)
        {
            return new Undeliverable(clock.GetUtcNow(), "it is not known");
        }

        var roster = await connector.GetMembersAsync(new Uri(channel.ServiceUrl), channel.ChannelId, cancel);

        // Whoever was removed while the roster was read stays removed.
        channel = await store.FindChannelAsync(claimed.Tenant, to.ChannelId, cancel) ?? channel;
        return new Sent(clock.GetUtcNow())
        {
            Channels = [Memberships.Learnt(channel, roster.Members.Select(member => RosterReader.Entry(member, claimed.Tenant)), clock.GetUtcNow())],
        };
    }

    /// <summary>What was owed to somebody who may not see it any more is not drawn for them: their link or their place in the team has ended.</summary>
    private async Task<bool> HasLostSightAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        var id = claimed.Message.What switch { LiveCard card => card.Id, Telling telling => telling.Id, _ => (EscalationId?)null };
        if (claimed.Message.To is not ToPerson to || id is not { } about || await store.FindAsync(claimed.Tenant, about, cancel) is not { } escalation || escalation.Csm.Id == to.PersonId)
        {
            return false;
        }

        // Lines also go to people who have no place of their own: to those who set the bot up, where nobody else can be told.
        return (claimed.Message.What is LiveCard || escalation.Owner?.Id == to.PersonId) && !await views.MaySeeAsync(escalation, new Person(to.PersonId, ""), cancel);
    }

    private async Task<Settlement> TellAsync(ClaimedMessage claimed, Telling telling, CancellationToken cancel)
    {
        if (await news.OfAsync(claimed.Tenant, claimed.Message.To, telling.Id, telling.Sequence, cancel) is not { } line)
        {
            // What was to be reminded of has been done meanwhile.
            return new Sent(clock.GetUtcNow());
        }

        return line.Event.By.IsHuman
            ? await TellAsync(claimed, claimed.Message.To, line, cancel)
            : await TellTogetherAsync(claimed, await TogetherAsync(claimed, line, cancel), cancel);
    }

    /// <summary>A line by itself: under the escalation's card, or naming it where there is none.</summary>
    private async Task<Sent> TellAsync(ClaimedMessage claimed, Target to, News line, CancellationToken cancel)
    {
        var isUnderItsCard = to is ToThread thread && await CardInAsync(claimed, thread.Id, cancel) is not null;
        return await SayAsync(To(claimed, to is ToThread { ChannelId: var channel } && !isUnderItsCard ? new ToChannel(channel) : to), OutgoingActivity.Words(isUnderItsCard ? line.Line : line.Text), cancel);
    }

    /// <summary>All that one place gets at once from the clock: one line by itself, those of one escalation in its thread, else a list.</summary>
    private async Task<Settlement> TellTogetherAsync(ClaimedMessage claimed, IReadOnlyList<Waiting> together, CancellationToken cancel)
    {
        var lines = together.Where(waiting => waiting.News is not null).ToList();
        var sent = lines switch
        {
            [] => new Sent(clock.GetUtcNow()),
            [{ Message: { What: Telling, To: var to }, News: { } line }] => await TellAsync(claimed, to, line, cancel),
            [{ Message: { What: Telling, To: var to }, News: { } line }, ..] when lines.All(l => l.Message.What is Telling && l.Message.To == to && l.News!.Id == line.Id) =>
                await TellAsync(claimed, to, line with { Text = Joined(line.Text, lines), Line = Joined(line.Line, lines) }, cancel),
            _ => await ListAsync(claimed, lines, cancel),
        };
        return sent with { Along = [.. together.Skip(1).Select(waiting => waiting.Number)] };

        static string Joined(string first, IEnumerable<Waiting> all) => string.Join("\n\n", [first, .. all.Skip(1).Select(other => other.News!.Line)]);
    }

    private async Task<Sent> ListAsync(ClaimedMessage claimed, IReadOnlyList<Waiting> lines, CancellationToken cancel)
    {
        Target place = claimed.Message.To is ToThread { ChannelId: var channel } ? new ToChannel(channel) : claimed.Message.To;
        var update = new List<Owed>();
        var withoutCard = false;
        foreach (var card in lines.Select(line => line.Message.What).OfType<LiveCard>().DistinctBy(card => card.Id))
        {
            // A card that is there is brought up to date where it is.
            var isThere = await CardInAsync(claimed, card.Id, cancel) is not null;
            update.AddRange(isThere ? [new(place, card with { Fresh = false })] : Array.Empty<Owed>());
            withoutCard |= !isThere;
        }

        var words = await news.ListAsync(claimed.Tenant, place, [.. lines.Select(line => line.News!)], withoutCard, cancel);
        return await SayAsync(To(claimed, place), OutgoingActivity.Words(words), cancel) with { AlsoOwed = update };
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
        foreach (var (number, message) in await store.WaitingBehindAsync(claimed, MostAtOnce, cancel))
        {
            if (message.Concerns is not { } id || message.What is LiveCard { Fresh: false })
            {
                continue;
            }

            var sequence = message.What switch { Telling telling => telling.Sequence, LiveCard card => card.News, _ => null };
            if (sequence is { } at && !passed.Contains(id) && await news.OfAsync(claimed.Tenant, message.To, id, at, cancel) is var line && (line is null || MayJoin(own, claimed.Message, line, message)))
            {
                found.Add(new(number, message, line));
            }
            else
            {
                // What concerns one escalation keeps its order: nothing of it is said before this.
                passed.Add(id);
            }
        }

        var cards = found.Select(waiting => waiting.Message.What).OfType<LiveCard>().DistinctBy(card => card.Id).Count();
        return Current(cards > MostCards ? found : [.. found.Where(waiting => waiting.Number == claimed.Number || waiting.Message.What is not LiveCard)]);
    }

    private static bool MayJoin(News own, Owed ownMessage, News other, Owed message) =>
        !other.Event.By.IsHuman
        && (own.Severity == Severity.S1 || other.Severity == Severity.S1
            ? own.Id == other.Id && ownMessage.To == message.To && message.What is Telling
            : message.IsListable || other.Event.What is Reminded);

    /// <summary>Reminders that a later one of the same deadline has overtaken say nothing any more.</summary>
    private static IReadOnlyList<Waiting> Current(IReadOnlyList<Waiting> together)
    {
        var latest = together
            .Where(waiting => waiting.News?.Event.What is Reminded)
            .GroupBy(waiting => (waiting.News!.Id, ((Reminded)waiting.News.Event.What).Kind))
            .ToDictionary(of => of.Key, of => of.Max(waiting => waiting.News!.Event.Sequence));
        return
        [
            .. together.Select(waiting => waiting.News is { Event: { What: Reminded { Kind: var kind }, Sequence: var sequence }, Id: var id } && sequence < latest[(id, kind)]
                ? waiting with { News = null }
                : waiting),
        ];
    }

    /// <summary>A text for the customer, from the update that has just been posted.</summary>
    private async Task<Settlement> SuggestTextAsync(ClaimedMessage claimed, CustomerDraft draft, CancellationToken cancel)
    {
        var escalation = await store.FindAsync(claimed.Tenant, draft.Id, cancel) ?? throw new InvalidOperationException($"{draft.Id} is not there.");
        return await store.FindEventAsync(claimed.Tenant, draft.Id, draft.Sequence, cancel) is { } stored && Chain.Open(stored).What is UpdatePosted { Answers: { } answers }
            ? await SayAsync(claimed, Drawn(Forms.CustomerText(escalation, Secrets.Hide(CustomerText.Compose(answers, escalation.Brief.Account)))), cancel)
            : new Undeliverable(clock.GetUtcNow(), "It is not an update.") { Cause = UndeliverableCause.Refused };
    }

    private async Task<Settlement> PostWeekAsync(ClaimedMessage claimed, WeekSummary week, CancellationToken cancel)
    {
        var report = await weeks.HandleAsync(claimed.Tenant, week.Week, cancel);
        return report switch
        {
            { Summary: { } summary } => await SayAsync(claimed, Drawn(portraits.Summary(summary, report.Week)), cancel),
            { IsNotReady: true } => new TryAgain(clock.GetUtcNow() + NotReadyFor, report.Refusal!) { IsItsOwn = true },
            _ => throw new InvalidOperationException(report.Refusal),
        };
    }

    private async Task<Settlement> AskAsync(ClaimedMessage claimed, Question question, CancellationToken cancel)
    {
        if (await store.FindAsync(claimed.Tenant, question.Id, cancel) is not { Status: Status.Draft } escalation || Portraits.Question(escalation) is not { } face)
        {
            // It has been answered meanwhile.
            return new Sent(clock.GetUtcNow());
        }

        return await SayAsync(claimed, Drawn(face), cancel);
    }

    private async Task<Sent> SayAsync(ClaimedMessage claimed, OutgoingActivity activity, CancellationToken cancel)
    {
        var delivered = await PostAsync(claimed, activity, cancel);
        return new Sent(clock.GetUtcNow()) { HasReached = true, Contacts = delivered.Contact is { } contact ? [contact] : [] };
    }

    private static ClaimedMessage To(ClaimedMessage claimed, Target to) => claimed with { Message = claimed.Message with { To = to } };

    private async Task<Delivered> PostAsync(ClaimedMessage claimed, OutgoingActivity activity, CancellationToken cancel)
    {
        switch (claimed.Message.To)
        {
            case ToPerson person:
                return await PostToPersonAsync(claimed.Tenant, person, activity, cancel);

            case ToChannel to when await store.FindChannelAsync(claimed.Tenant, to.ChannelId, cancel) is { } channel:
                var thread = await connector.CreateThreadAsync(new Uri(channel.ServiceUrl), claimed.Tenant, channel.ChannelId, activity, cancel);
                return new(thread.ConversationId, thread.ActivityId, channel.ServiceUrl, null);

            case ToThread to when await store.FindCardAsync(claimed.Tenant, to.Id, to.Lane, cancel) is { } card:
                return new(card.ConversationId, await connector.SendAsync(new Uri(card.ServiceUrl), card.ConversationId, activity, cancel), card.ServiceUrl, null);

            case ToConversation to:
                return new(to.ConversationId, await connector.SendAsync(new Uri(to.ServiceUrl), to.ConversationId, activity, cancel), to.ServiceUrl, null);

            case var nowhere:
                throw new ConnectorException(ConnectorFault.ConversationNotFound, $"There is no conversation for {nowhere.Lane}.");
        }
    }

    private async Task<Delivered> PostToPersonAsync(string tenant, ToPerson person, OutgoingActivity activity, CancellationToken cancel)
    {
        var contact = await store.FindContactAsync(tenant, person.PersonId, cancel)
            ?? throw new ConnectorException(ConnectorFault.ConversationNotFound, "The person has never been met.");
        var service = new Uri(contact.ServiceUrl);
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

        var opened = await connector.CreateChatAsync(service, tenant, contact.ChannelUserId, cancel);
        return new(opened, await connector.SendAsync(service, opened, activity, cancel), contact.ServiceUrl, contact with { ChatId = opened });
    }

    private Settlement Failed(ClaimedMessage claimed, ConnectorException failure)
    {
        var now = clock.GetUtcNow();
        return failure.Kind switch
        {
            ConnectorFault.Throttled or ConnectorFault.Unavailable or ConnectorFault.Ambiguous or ConnectorFault.ServiceError or ConnectorFault.Unauthorized =>
                new TryAgain(now + Longer(failure.RetryAfter ?? TimeSpan.Zero, WaitAfter(claimed.Attempts)), failure.Message),
            ConnectorFault.BadRequest or ConnectorFault.TooBig => new Undeliverable(now, Reason(failure.Kind)) { Cause = UndeliverableCause.Refused },
            _ => new Undeliverable(now, Reason(failure.Kind)),
        };
    }

    /// <summary>While the Connector refuses everything, one message at a time is tried more often, to see when that is over.</summary>
    private TimeSpan WaitAfter(int attempts)
    {
        var wait = OwedLoop.WaitAfter(attempts);
        return wait > ConnectorHealth.ProbeEvery && connector.Health.TakeProbe() ? ConnectorHealth.ProbeEvery : wait;
    }

    private static string Reason(ConnectorFault kind) => kind switch
    {
        ConnectorFault.NotInConversation => "I am not, or no longer, in it",
        ConnectorFault.ConversationNotFound => "it is gone",
        ConnectorFault.DisabledByAdmin => "an administrator has switched me off",
        ConnectorFault.BlockedByUser => "I have been blocked",
        ConnectorFault.TooBig => "the message is too large",
        ConnectorFault.UntrustedHost => "its service address is not one of Teams'",
        _ => "Teams refused it",
    };

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private OutgoingActivity Drawn(CardFace face) => OutgoingActivity.Card(views.Draw(face), Views.SummaryOf(face));

    /// <summary>Something that is to be said in a place.</summary>
    /// <param name="News">Null when it need not be said any more.</param>
    private sealed record Waiting(long Number, Owed Message, News? News);

    private sealed record Delivered(string ConversationId, string? ActivityId, string ServiceUrl, Contact? Contact);
}
