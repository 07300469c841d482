using System.Text.Json.Nodes;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Access;
using Escalations.UseCases;
using TeamsBot.Cards;

namespace EscalationAgent.Teams;

/// <summary>Looks up what a face needs and draws it; knows who may see what.</summary>
internal sealed class CardService(IEscalationStore store, CardBuilder cardBuilder, CardTemplates deck, Writers writers, Memberships memberships, Guests guests, IRosterReader rosters, Playbook playbook, TimeProvider clock)
{
    /// <summary>Room for what Teams itself adds to a card.</summary>
    public const int LargestCard = CardSize.Limit - 1024;

    /// <summary>A text of so many characters is not shortened.</summary>
    private const int ShortEnough = 80;

    private const int MostOpen = 5_000;

    private static readonly Status[] Open = [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved];

    /// <summary>Escalations of one customer within this time are repeated ones.</summary>
    private static readonly TimeSpan RepeatedWithin = TimeSpan.FromDays(90);

    /// <summary>An escalation as it looks in a place: to its CSM in their chat, to a team that has it, to those above.</summary>
    public async Task<CardModel> ForPlaceAsync(Escalation escalation, Target place, CancellationToken cancel, string? notice = null)
    {
        if (place == new ToPerson(escalation.Csm.Id))
        {
            return await ForCsmAsync(escalation, cancel, notice);
        }

        var bindings = await store.BindingsAsync(escalation.Tenant, cancel);
        var reader = new AudienceView(await AudienceAtAsync(escalation, place, bindings, cancel), escalation.Brief);
        escalation = reader.Of(escalation);
        var lost = escalation.Status.IsEnded() ? [] : await store.UnreachableAsync(escalation.Tenant, cancel);
        IReadOnlyList<Cards.CardFact> missing = [.. Missing(escalation, lost), .. await NoLongerThereAsync(escalation, lost, bindings, cancel)];
        Button[] takeOver = lost.Any(l => l.Place == new ToPerson(escalation.Csm.Id))
            ? [new("Take over", Verbs.TakeOver, "positive", escalation.Id.ToString(), escalation.Version, Inputs: "none")]
            : [];
        if (TeamDirectory.Of(escalation.Teams, bindings).Contains(place))
        {
            var face = cardBuilder.Team(escalation, await PeopleOfAsync(escalation.Tenant, place, cancel), notice);
            face = face with { Facts = [.. face.Facts, .. missing] };
            return await RepeatsAsync(escalation, cancel) is { Count: var before and > 0 }
                ? face with { Facts = [.. face.Facts, new("Repeated", $"{before + 1} escalations of this customer in {RepeatedWithin.Days} days")] }
                : face;
        }

        return cardBuilder.Manager(escalation, reader.Of(await HistoryIfStalledAsync(escalation, cancel)), notice) switch
        {
            EscalationCard face => face with { Facts = [.. face.Facts, .. missing], Actions = [.. face.Actions, .. takeOver] },
            StatusCard face => face with { Facts = [.. face.Facts, .. missing], Actions = [.. face.Actions, .. takeOver] },
            var face => face,
        };
    }

    /// <summary>The people that an escalation needs and whom messages do not reach.</summary>
    private static IReadOnlyList<Cards.CardFact> Missing(Escalation escalation, IReadOnlyList<Unreachable> lost)
    {
        var needed = new (Person? Person, string Part)[] { (escalation.Csm, "its CSM"), (escalation.Owner, "its owner") };
        var missing = needed.Where(n => n.Person is { } person && lost.Any(l => l.Place == new ToPerson(person.Id))).Select(n => $"{CardFormat.Escape(n.Person!.Name)}, {n.Part}");
        return string.Join("; ", missing) is { Length: > 0 } names ? [new("Cannot be reached", names)] : [];
    }

    /// <summary>That its owner can be reached, and is in none of the places any more where its teams have it.</summary>
    private async Task<IReadOnlyList<Cards.CardFact>> NoLongerThereAsync(Escalation escalation, IReadOnlyList<Unreachable> lost, IReadOnlyList<Binding> bindings, CancellationToken cancel)
    {
        var places = TeamDirectory.Of(escalation.Teams, bindings);
        if (escalation is not { Owner: { } owner } || escalation.Status.IsEnded() || places.Count == 0 || places.Contains(new ToPerson(owner.Id)) || lost.Any(l => l.Place == new ToPerson(owner.Id)))
        {
            return [];
        }

        foreach (var channel in places.OfType<ToChannel>())
        {
            // What is not known says nothing.
            if (await store.FindChannelAsync(escalation.Tenant, channel.ChannelId, cancel) is not { IsGone: false, Members.Count: > 0 } there || there.Members.Any(m => m.Id == owner.Id))
            {
                return [];
            }
        }

        return [new("No longer in the team", $"{CardFormat.Escape(owner.Name)}, its owner")];
    }

    /// <summary>
    /// What those in a place may read of an escalation (R20); the CSM reads all in their chat, and the secrets that they wrote
    /// themselves. Whoever is where all is read reads all but secrets. All that is shown or said of an escalation in a place passes through here.
    /// </summary>
    public async Task<AudienceView> ReaderAtAsync(Escalation escalation, Target place, CancellationToken cancel) =>
        place == new ToPerson(escalation.Csm.Id)
            ? AudienceView.OfCsm(escalation)
            : new(await AudienceAtAsync(escalation, place, await store.BindingsAsync(escalation.Tenant, cancel), cancel), escalation.Brief);

    /// <summary>What those may read who see the answer to somebody.</summary>
    public Task<AudienceView> ReaderAsync(TurnContext caller, Escalation escalation, CancellationToken cancel) => ReaderAtAsync(escalation, caller.Place, cancel);

    private async Task<Audience> AudienceAtAsync(Escalation escalation, Target place, IReadOnlyList<Binding> bindings, CancellationToken cancel)
    {
        if (place is ToThread thread)
        {
            place = new ToChannel(thread.ChannelId);
        }

        if (place is not ToPerson person)
        {
            return TeamDirectory.AudienceAt(place, escalation, playbook, bindings);
        }

        if (person.PersonId == escalation.Csm.Id || escalation.FormerCsms.Contains(person.PersonId))
        {
            return Audience.Full;
        }

        var theirs = new List<Audience>();
        foreach (var near in TeamDirectory.Of(escalation.Teams, bindings).Concat(TeamDirectory.OfManagers(escalation, playbook, bindings)))
        {
            if (await IsInOneOfAsync(escalation.Tenant, new Person(person.PersonId, ""), [near], cancel))
            {
                theirs.Add(TeamDirectory.AudienceAt(near, escalation, playbook, bindings));
            }
        }

        return theirs.Contains(Audience.Full) ? Audience.Full : theirs.FirstOrDefault(TeamDirectory.AudienceAt(person, escalation, playbook, bindings));
    }

    public async Task<CardModel> ForCsmAsync(Escalation escalation, CancellationToken cancel, string? notice = null, ReviewSelection? reviewSelection = null)
    {
        var zone = (await store.FindContactAsync(escalation.Tenant, escalation.Csm.Id, cancel))?.TimeZone;
        var reader = AudienceView.OfCsm(escalation);
        escalation = reader.Of(escalation);
        if (escalation.Status != Status.Draft)
        {
            return cardBuilder.Csm(escalation, zone, await LinkToAsync(escalation, cancel), reader.Of(await HistoryIfStalledAsync(escalation, cancel)), notice);
        }

        if (escalation.IsBeingRead(clock.GetUtcNow()) && escalation.Brief.Passages.Count == 0)
        {
            return CardBuilder.Reading(escalation);
        }

        var bindings = await store.BindingsAsync(escalation.Tenant, cancel);
        var names = new Dictionary<string, string?>();
        foreach (var channelId in bindings.Select(b => b.ChannelId).OfType<string>().Distinct())
        {
            names[channelId] = NameOf(await store.FindChannelAsync(escalation.Tenant, channelId, cancel));
        }

        var review = cardBuilder.Review(escalation, bindings, names.GetValueOrDefault, zone, clock.GetUtcNow(), writers.For(escalation.Tenant) is not null, notice, reviewSelection, await store.UnreachableAsync(escalation.Tenant, cancel));
        return await RepeatsAsync(escalation, cancel) is { Count: > 0 } repeats
            ? review with { Reasons = [.. review.Reasons, cardBuilder.Repeated(escalation, repeats, RepeatedWithin)] }
            : review;
    }

    /// <summary>What else was routed for the same customer of late (R17).</summary>
    private async Task<IReadOnlyList<Escalation>> RepeatsAsync(Escalation escalation, CancellationToken cancel) => escalation.Brief.Account is { } account
        ? [.. (await store.OfAccountAsync(escalation.Tenant, account, clock.GetUtcNow() - RepeatedWithin, 20, cancel)).Where(e => e.Id != escalation.Id)]
        : [];

    /// <summary>What somebody is to an escalation, by who they are and where they act.</summary>
    public async Task<Escalations.Lifecycle.Authority> StandingAsync(TurnContext caller, Escalation escalation, CancellationToken cancel) =>
        TeamDirectory.StandingOf(caller.Showing, escalation, playbook, await store.BindingsAsync(escalation.Tenant, cancel));

    public async Task<IReadOnlyList<RecordedEvent>> HistoryAsync(Escalation escalation, CancellationToken cancel) =>
        [.. (await store.HistoryAsync(escalation.Tenant, escalation.Id, cancel)).Select(HashChain.Open)];

    /// <summary>Only the card of what stalls tells how it got there; for the others the record need not be read.</summary>
    private async Task<IReadOnlyList<RecordedEvent>> HistoryIfStalledAsync(Escalation escalation, CancellationToken cancel) =>
        escalation.Status == Status.Stalled ? await HistoryAsync(escalation, cancel) : [];

    /// <summary>The draft of the review, from what is on record.</summary>
    public async Task<ReviewAnswers> ReviewDraftAsync(TurnContext caller, Escalation escalation, CancellationToken cancel)
    {
        var reader = await ReaderAsync(caller, escalation, cancel);
        return cardBuilder.ReviewDraft(reader.Of(escalation), reader.Of(await HistoryAsync(escalation, cancel)));
    }

    /// <summary>Who can be named as owner in a place.</summary>
    private async Task<IReadOnlyList<Person>> PeopleOfAsync(string tenant, Target place, CancellationToken cancel) =>
        place is ToChannel channel ? (await store.FindChannelAsync(tenant, channel.ChannelId, cancel))?.Members ?? [] : [];

    /// <summary>The card's JSON, its longest texts shortened where it would be too large.</summary>
    public JsonObject Draw(CardModel face) => Fitted(face).Card;

    /// <summary>The card's JSON within so many bytes, or as near to that as it can be shortened, and whether not all of its text is on it.</summary>
    public JsonObject Draw(CardModel face, int mostBytes, out bool isShortened)
    {
        var (fitted, card) = Fit(face, mostBytes);
        isShortened = fitted != face;
        return card;
    }

    /// <summary>A card whose data was stored when it became owed; it was made to fit then.</summary>
    public JsonObject Draw(CardMessage stored) => deck.Fill(stored.Name, JsonNode.Parse(stored.Data)!.AsObject());

    /// <summary>The same within so many bytes: its longest texts are shortened until it takes no more, or nothing can be left out.</summary>
    public JsonObject Draw(CardMessage stored, int mostBytes)
    {
        var data = JsonNode.Parse(stored.Data)!.AsObject();
        var card = deck.Fill(stored.Name, data);
        while (CardSize.Bytes(card) is var size && size > mostBytes)
        {
            var texts = Texts(data).ToList();
            if (Fit([.. texts.Select(text => text.GetValue<string>())], (double)mostBytes / size) is not { } shorter)
            {
                break;
            }

            foreach (var (text, cut) in texts.Zip(shorter))
            {
                text.ReplaceWith(cut);
            }

            card = deck.Fill(stored.Name, data);
        }

        return card;
    }

    /// <summary>A face to be shown once, as an answer; made to fit now.</summary>
    public CardMessage Keep(CardModel face) => new(face.Name, Fitted(face).Face.Data().ToJsonString(), SummaryOf(face));

    /// <summary>What a notification shows in place of the card.</summary>
    public static string SummaryOf(CardModel face) => CardText.Plain(face.Summary);

    /// <summary>Where the accountable team's card can be opened; null while it is not there.</summary>
    public async Task<string?> LinkToAsync(Escalation escalation, CancellationToken cancel)
    {
        var bindings = await store.BindingsAsync(escalation.Tenant, cancel);
        if (TeamDirectory.Of(escalation.Teams, bindings).OfType<ToChannel>().FirstOrDefault() is not { } channel
            || await store.FindCardAsync(escalation.Tenant, escalation.Id, channel.OrderingKey, cancel) is not { } card)
        {
            return null;
        }

        return LinkTo(escalation.Tenant, channel.ChannelId, card);
    }

    private static string LinkTo(string tenant, string channelId, PostedCard card)
    {
        var message = Uri.EscapeDataString(card.ActivityId);
        return $"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(channelId)}/{message}?tenantId={Uri.EscapeDataString(tenant)}&parentMessageId={message}";
    }

    /// <summary>Where its card can be opened by those in a place: their own channel's, else the accountable team's; null while neither is there.</summary>
    public async Task<string?> LinkToAsync(Escalation escalation, Target place, CancellationToken cancel) =>
        place is ToChannel channel && await store.FindCardAsync(escalation.Tenant, escalation.Id, channel.OrderingKey, cancel) is { HasMoved: not true } card
            ? LinkTo(escalation.Tenant, channel.ChannelId, card)
            : await LinkToAsync(escalation, cancel);

    /// <summary>
    /// The escalation with this id; null when there is none, or when those who read the answer may not see it. The same is
    /// looked up for both, so that they cannot be told apart.
    /// </summary>
    public async Task<Escalation?> FindVisibleAsync(TurnContext caller, EscalationId id, CancellationToken cancel)
    {
        var escalation = await store.FindAsync(caller.Tenant, id, cancel);
        if (caller.Channel is { } channel)
        {
            var bindings = await store.BindingsAsync(caller.Tenant, cancel);
            var card = await store.FindCardAsync(caller.Tenant, id, new ToChannel(channel.ChannelId).OrderingKey, cancel);
            return escalation is { RoutedAt: not null } && (PlacesOf(escalation, bindings).Contains(new ToChannel(channel.ChannelId)) || card is { HasMoved: not true }) ? escalation : null;
        }

        var sight = await SightAsync(caller.Tenant, cancel);
        if (caller.IsPersonal)
        {
            // Who was its CSM before reads on what was theirs, and no more; guests never.
            return escalation is not null && (sight.Includes(escalation, caller.Person, this) || (escalation.FormerCsms.Contains(caller.Person.Id) && !await IsGuestAsync(caller, cancel))) ? escalation : null;
        }

        // In a group chat all of its members read along.
        var readers = await rosters.ReadAsync(caller.Tenant, caller.ServiceUrl, caller.ConversationId, cancel) ?? [];
        return escalation is not null && readers.Count > 0 && readers.All(reader => sight.Includes(escalation, reader.Person, this)) ? escalation : null;
    }

    /// <summary>
    /// Whether somebody may see an escalation in their chat: its CSM, the people of its teams, of the rungs above them and of
    /// leadership, as they are today. Its owner is one of these, or has left. What was never routed is its CSM's alone.
    /// Everybody else is told that it is unknown.
    /// </summary>
    public async Task<bool> MaySeeAsync(Escalation escalation, Person person, CancellationToken cancel) =>
        (await SightAsync(escalation.Tenant, cancel)).Includes(escalation, person, this);

    /// <summary>Who is in the linked channels today.</summary>
    private async Task<Sight> SightAsync(string tenant, CancellationToken cancel)
    {
        var bindings = await store.BindingsAsync(tenant, cancel);
        var members = new Dictionary<string, HashSet<string>>();
        foreach (var channelId in bindings.Select(b => b.ChannelId).OfType<string>().Distinct())
        {
            members[channelId] = [.. (await memberships.OfAsync(tenant, channelId, cancel)).Select(m => m.Id)];
        }

        return new(bindings, members);
    }

    private IReadOnlyList<Target> PlacesOf(Escalation escalation, IReadOnlyList<Binding> bindings) =>
        [.. TeamDirectory.Of(escalation.Teams, bindings), .. TeamDirectory.OfManagers(escalation, playbook, bindings)];

    private sealed record Sight(IReadOnlyList<Binding> Bindings, IReadOnlyDictionary<string, HashSet<string>> Members)
    {
        public bool Includes(Escalation escalation, Person person, CardService cardService) =>
            escalation.Csm.Id == person.Id

            // A brief that was never routed is its CSM's alone.
            || (escalation.RoutedAt is not null && cardService.PlacesOf(escalation, Bindings).Any(place => place == new ToPerson(person.Id) || (place is ToChannel channel && Members[channel.ChannelId].Contains(person.Id))));
    }

    /// <summary>What is open where somebody asks, the most severe first: in a channel what it has, in a chat what is theirs.</summary>
    public async Task<IReadOnlyList<Escalation>> OpenInAsync(TurnContext caller, CancellationToken cancel)
    {
        var bindings = await store.BindingsAsync(caller.Tenant, cancel);
        var open = await store.ListAsync(caller.Tenant, Open, null, MostOpen, cancel);
        var sight = await SightAsync(caller.Tenant, cancel);
        return
        [
            .. open
                .Where(e => IsPlaceOf(e, caller.Place, bindings) || (caller.IsPersonal && (e.Csm.Id == caller.Person.Id || e.Owner?.Id == caller.Person.Id)))
                .Where(e => !caller.IsPersonal || sight.Includes(e, caller.Person, this)) // Who has left a team no longer sees what they owned there.
                .OrderBy(e => e.Decision?.Severity ?? Severity.S4).ThenBy(e => e.Id.Year).ThenBy(e => e.Id.Number),
        ];
    }

    /// <summary>Whether an escalation can have its card in a place: with its CSM, its teams, and those above them.</summary>
    public async Task<bool> HasCardInAsync(Escalation escalation, Target place, CancellationToken cancel) =>
        place == new ToPerson(escalation.Csm.Id) || IsPlaceOf(escalation, place, await store.BindingsAsync(escalation.Tenant, cancel));

    private bool IsPlaceOf(Escalation escalation, Target place, IReadOnlyList<Binding> bindings) =>
        TeamDirectory.Of(escalation.Teams, bindings).Contains(place) || TeamDirectory.OfManagers(escalation, playbook, bindings).Contains(place);

    /// <summary>Whether Teams says, or has ever said, that the person belongs to another organisation.</summary>
    public async Task<bool> IsGuestAsync(TurnContext caller, CancellationToken cancel) =>
        caller.IsGuest || await guests.IncludesAsync(caller.Tenant, caller.Person, caller.Channel, cancel);

    /// <summary>Whether somebody who is no guest may read the weekly summary here: in leadership's channel, or as one of its people.</summary>
    public async Task<bool> MaySeeSummaryAsync(TurnContext caller, CancellationToken cancel)
    {
        var (tenant, person, channelId) = (caller.Tenant, caller.Person, caller.Channel?.ChannelId);
        var rooms = TeamDirectory.Of([playbook.LeadershipTeam], await store.BindingsAsync(tenant, cancel));
        return channelId is not null ? rooms.Contains(new ToChannel(channelId)) : caller.IsPersonal && await IsInOneOfAsync(tenant, person, rooms, cancel);
    }

    /// <summary>What a channel is called; General has no name of its own.</summary>
    public static string? NameOf(Channel? channel) => channel?.Name ?? (channel is not null && channel.ChannelId == channel.TeamId ? "General" : null);

    private async Task<bool> IsInOneOfAsync(string tenant, Person person, IReadOnlyList<Target> places, CancellationToken cancel)
    {
        if (places.Contains(new ToPerson(person.Id)))
        {
            return true;
        }

        foreach (var channel in places.OfType<ToChannel>())
        {
            if ((await memberships.OfAsync(tenant, channel.ChannelId, cancel)).Any(m => m.Id == person.Id))
            {
                return true;
            }
        }

        return false;
    }

    private (CardModel Face, JsonObject Card) Fitted(CardModel face) =>
        Fit(face, LargestCard) is var fitted && CardSize.Bytes(fitted.Card) is var size && size <= LargestCard
            ? fitted
            : throw new InvalidOperationException($"The card {face.Name} takes {size} bytes and has nothing left to shorten.");

    private (CardModel Face, JsonObject Card) Fit(CardModel face, int mostBytes)
    {
        var card = deck.Fill(face.Name, face.Data());
        while (CardSize.Bytes(card) is var size && size > mostBytes && Shortened(face, (double)mostBytes / size) is { } shorter)
        {
            face = shorter;
            card = deck.Fill(face.Name, face.Data());
        }

        return (face, card);
    }

    /// <summary>The texts of a card's data that are long enough to be shortened.</summary>
    private static IEnumerable<JsonValue> Texts(JsonNode? data) => data switch
    {
        JsonObject part => part.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) && text.Length > ShortEnough => [value],
        _ => [],
    };

    /// <summary>The face with less text, or with fewer rows.</summary>
    /// <param name="share">The part of its present size that there is room for.</param>
    /// <returns>Null when nothing can be left out.</returns>
    private static CardModel? Shortened(CardModel face, double share)
    {
        const string Remark = "Some texts are shortened to fit on the card.";
        switch (face)
        {
            case EscalationCard e when Fit([.. e.News.Select(t => t.Text), .. e.Sections.Select(t => t.Text), .. e.More.Select(t => t.Text)], share) is { } texts:
                return e with
                {
                    Notice = e.Notice ?? Remark,
                    News = [.. e.News.Zip(texts, (t, text) => t with { Text = text })],
                    Sections = [.. e.Sections.Zip(texts.Skip(e.News.Count), (t, text) => t with { Text = text })],
                    More = [.. e.More.Zip(texts.Skip(e.News.Count + e.Sections.Count), (t, text) => t with { Text = text })],
                };
            case EscalationCard { Owners.Count: > 1 } e:
                return e with { Owners = [.. e.Owners.Take(e.Owners.Count / 2)] };
            case ReviewCard r when Fit([.. r.Sections.Select(t => t.Text)], share) is { } texts:
                return r with { Notice = r.Notice ?? Remark, Sections = [.. r.Sections.Zip(texts, (t, text) => t with { Text = text })] };
            case StatusCard s when Fit([.. s.Sections.Select(t => t.Text), .. s.History.Select(t => t.Text)], share) is { } texts:
                return s with
                {
                    Sections = [.. s.Sections.Zip(texts, (t, text) => t with { Text = text })],
                    History = [.. s.History.Zip(texts.Skip(s.Sections.Count), (t, text) => t with { Text = text })],
                };
            case ListCard { Rows.Count: > 1 } l:
                return l with { Rows = [.. l.Rows.Take(l.Rows.Count / 2)], Text = "Only the latest fit here. Press one to see where it stands." };
            case SummaryCard { Rows.Count: > 1 } s:
                return s with { Rows = [.. s.Rows.Take(s.Rows.Count / 2)], Others = "and more that do not fit here" };
            case QuestionCard q when Fit([q.Sample], share) is { } texts:
                return q with { Sample = texts[0] };
            case FormCard { Choices: [{ Options.Count: > 1 } choice, ..] } f:
                return f with { Choices = [choice with { Options = [.. choice.Options.Take(choice.Options.Count / 2)] }, .. f.Choices.Skip(1)] };
            case FormCard { Texts.Count: > 1 } f:
                // A field that does not fit is left out rather than cut: what is not shown is not changed.
                var longest = f.Texts.Where(t => t.Id != "account").MaxBy(t => t.Value.Length);
                return f with { Texts = [.. f.Texts.Where(t => t != longest)], Notice = f.Notice ?? "The longest sections do not fit here. Say `edit timeline`, or another section, to change those." };
            default:
                return null;
        }
    }

    /// <summary>The texts, cut to a little less than their share; null when they are short already.</summary>
    private static IReadOnlyList<string>? Fit(IReadOnlyList<string> texts, double share)
    {
        var total = texts.Sum(System.Text.Encoding.UTF8.GetByteCount);
        var budget = Math.Max(texts.Count * ShortEnough, (int)(total * share * 0.95));
        return budget >= total ? null : CardBudget.Fit(texts, budget).Texts;
    }
}
