using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Access;
using Escalations.Deadlines;
using Escalations.Intake;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot;
using TeamsBot.Cards;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>Looks up what a card needs and draws it, as those may read it who will see it.</summary>
internal sealed class CardService(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    EscalationAccess access,
    FindSimilar findSimilar,
    CardBuilder cardBuilder,
    CardTemplates deck,
    Writers writers,
    LaunchRecords launches,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>Room for what Teams itself adds to a card.</summary>
    public const int LargestCard = CardSize.Limit - 1024;

    /// <summary>Drawn once for each language.</summary>
    private readonly ConcurrentDictionary<Language, CardMessage> help = [];

    /// <summary>A text of so many characters is not shortened.</summary>
    private const int ShortEnough = 80;

    /// <summary>Escalations of one customer within this time are repeated ones.</summary>
    private static readonly TimeSpan RepeatedWithin = TimeSpan.FromDays(90);

    /// <summary>An escalation as it looks in a place: to its CSM in their chat, to a team that has it, to those above.</summary>
    /// <param name="here">The channel that it is, where the caller has read it.</param>
    public async Task<CardModel> ForPlaceAsync(
        Escalation escalation,
        Target place,
        TeamLinks links,
        CancellationToken cancel,
        string? notice = null,
        Channel? here = null
    )
    {
        if (place == new ToPerson(escalation.Csm.Id))
        {
            return await ForCsmAsync(escalation, links, cancel, notice);
        }

        if (place is ToPerson covering && access.CoveredIn(escalation, place, links) is [var absent, ..] all)
        {
            return await ForBackupAsync(escalation, covering, absent, links, notice, cancel) with
            {
                Cover =
                    all.Count == 1
                        ? Words.Say("away.covers", CardFormat.Escape(absent.Person.Name), await UntilAsync(escalation.Tenant, covering, absent, cancel))
                        : Words.Say("away.covers.several", string.Join(", ", all.Select(one => CardFormat.Escape(one.Person.Name)))),
            };
        }

        var reader = await access.ViewAtAsync(escalation, place, links, cancel);
        escalation = reader.Of(escalation);
        var zone = place is ToPerson { PersonId: var person } ? (await directory.FindContactAsync(escalation.Tenant, person, cancel))?.TimeZone : null;
        var lost = escalation.Status.IsEnded() ? [] : links.Unreachable;
        IReadOnlyList<Cards.CardFact> missing = [.. Missing(escalation, lost), .. await NoLongerThereAsync(escalation, links, here, cancel)];
        Button[] takeOver = lost.Any(l => l.Place == new ToPerson(escalation.Csm.Id))
            ? [new(Words.Say("button.take_over"), Verbs.TakeOver, "positive", escalation.Id.ToString(), escalation.Version, Inputs: "none")]
            : [];
        if (TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), links.Bindings).Contains(place))
        {
            var model = cardBuilder.Team(
                escalation,
                place is ToChannel channel && await ChannelAsync(escalation.Tenant, channel, here, cancel) is { } there ? there.Eligible() : [],
                notice,
                zone
            );
            model = model with { Facts = [.. model.Facts, .. missing, .. await BridgeAsync(escalation, cancel)] };
            if (place is ToPerson)
            {
                model = CardBuilder.WithShift(model, escalation, place);
            }

            return await RepeatsAsync(escalation, cancel) is { Count: var before and > 0 }
                ? model with
                {
                    Facts = [.. model.Facts, new(Words.Say("fact.repeated"), Words.Say("fact.repeated.text", before + 1, RepeatedWithin.Days))],
                }
                : model;
        }

        if (escalation.Work.HandOver is { } offer && place == new ToPerson(offer.To.Id))
        {
            return cardBuilder.Offered(escalation, notice, zone);
        }

        if (place == new ToPerson(escalation.Work.Owner?.Id ?? ""))
        {
            // They work on it where the team does.
            var own = cardBuilder.Plain(escalation, zone, canReview: false);
            return own with
            {
                Notice = notice,
                Lead = escalation.Status.IsActive() ? Words.Say("card.yours") : own.Lead,
                Facts = await LinkToAsync(escalation, links, cancel) is { } url
                    ? [.. own.Facts, new(Words.Say("fact.team_card"), Words.Say("fact.open", url))]
                    : own.Facts,
            };
        }

        // What stalls is to be decided, whatever else those above are to it.
        var isAbove = TeamDirectory.OfManagers(escalation, playbooks.Of(escalation), links.Bindings).Contains(place);
        var parts =
            isAbove && escalation.Status == Status.Stalled ? [] : TeamDirectory.PartsOfReader(place, escalation, playbooks.Of(escalation), links.Bindings);
        var shown =
            parts.Count > 0
                ? cardBuilder.Reader(escalation, parts, notice, zone)
                : cardBuilder.Manager(escalation, reader.Of(await HistoryIfStalledAsync(escalation, cancel)), notice, zone);
        return shown with { Facts = [.. shown.Facts, .. missing], Actions = [.. shown.Actions, .. isAbove || parts.Count == 0 ? takeOver : []] };
    }

    /// <summary>As whoever is away would have it, for whoever covers: what they may read of it is decided by that place.</summary>
    private async Task<EscalationCard> ForBackupAsync(
        Escalation escalation,
        ToPerson covering,
        Absence absent,
        TeamLinks links,
        string? notice,
        CancellationToken cancel
    )
    {
        if (absent.Person.Id != escalation.Csm.Id)
        {
            return await ForPlaceAsync(escalation, new ToPerson(absent.Person.Id), links, cancel, notice) is EscalationCard theirs
                ? theirs
                : throw new InvalidOperationException($"{escalation.Id} has no card of its own in the chat of one who is no CSM.");
        }

        var reader = await access.ViewAtAsync(escalation, covering, links, cancel);
        var shown = reader.Of(escalation);
        var zone = (await directory.FindContactAsync(escalation.Tenant, covering.PersonId, cancel))?.TimeZone;
        if (shown.Status == Status.Draft)
        {
            // A brief is written by one.
            return cardBuilder.Plain(shown, zone, canReview: false) with { Notice = notice };
        }

        return await CsmCardAsync(shown, reader, zone, links, notice, cancel);
    }

    /// <summary>The CSM's card of what a team has, or has had.</summary>
    /// <param name="shown">As the reader may read it.</param>
    private async Task<EscalationCard> CsmCardAsync(
        Escalation shown,
        AudienceView reader,
        string? zone,
        TeamLinks links,
        string? notice,
        CancellationToken cancel
    )
    {
        var card = cardBuilder.Csm(shown, zone, await LinkToAsync(shown, links, cancel), reader.Of(await HistoryIfStalledAsync(shown, cancel)), notice);
        return card with { Facts = [.. card.Facts, .. await BridgeAsync(shown, cancel)] };
    }

    private async Task<string> UntilAsync(string tenant, ToPerson reader, Absence absent, CancellationToken cancel) =>
        DueText.For(absent.Until, (await directory.FindContactAsync(tenant, reader.PersonId, cancel))?.TimeZone);

    /// <summary>Where an escalation is and how it got there, with the buttons that its card has in this place.</summary>
    /// <param name="zone">The reader's IANA zone; null for the team's.</param>
    /// <param name="owner">How its owner is reached just now; null when that is not known.</param>
    public async Task<EscalationCard> StatusAsync(
        Escalation escalation,
        Target place,
        TeamLinks links,
        string? zone,
        Presence? owner,
        Channel? here,
        CancellationToken cancel
    )
    {
        var reader = await access.ViewAtAsync(escalation, place, links, cancel);
        var shown = reader.Of(escalation);
        var isCsm = place == new ToPerson(escalation.Csm.Id);
        var card =
            access.HasCardIn(escalation, place, links) && await ForPlaceAsync(escalation, place, links, cancel, here: here) is EscalationCard live
                ? live
                : cardBuilder.Plain(shown, zone, canReview: isCsm && escalation.Status == Status.Draft);
        var history = reader.Of(await HistoryAsync(escalation, cancel));
        var told = cardBuilder.WithHistory(card, shown, history, zone, owner);
        return told with
        {
            Lead = card.Lead ?? cardBuilder.NextDue(shown, clock.GetUtcNow(), isCsm),
            // Where there are no buttons, the card that has them is one press away.
            Facts =
                card.Actions.Count == 0
                && told.Facts.All(fact => fact.Title != Words.Say("fact.team_card"))
                && await LinkToAsync(escalation, links, cancel) is { } url
                    ? [.. told.Facts, new(Words.Say("fact.team_card"), Words.Say("fact.open", url))]
                    : told.Facts,
        };
    }

    /// <summary>What one person may read of an escalation, wherever they are just then: to be read, and nothing to be done.</summary>
    public async Task<EscalationCard> ReferredAsync(Escalation escalation, TurnContext reader, CancellationToken cancel) =>
        cardBuilder.Plain((await access.ViewAtAsync(escalation, reader.Place, reader.Links, cancel)).Of(escalation), reader.TimeZone, canReview: false) with
        {
            // Why its dates are as they are is asked for in their own chat.
            HasDeadlines = false,
        };

    /// <summary>What the CSM is asked now: which kind of matter it is, or the next part of the brief; null when nothing is open.</summary>
    public CardModel? QuestionOf(Escalation escalation) =>
        escalation.Brief.Form.IsKindOpen
            ? Forms.Kind(escalation, [playbooks.ChosenFor(escalation, escalation.Playbook.Name) ?? playbooks.Of(escalation)])
            : cardBuilder.Hinted(CardBuilder.Question(escalation), escalation, clock.GetUtcNow());

    /// <summary>How those who have it, its CSM and whoever is on call come together while it is open.</summary>
    private async Task<IReadOnlyList<Cards.CardFact>> BridgeAsync(Escalation escalation, CancellationToken cancel)
    {
        if (
            escalation is not { IsConfidential: false, Decision: { } decision }
            || !escalation.Status.IsActive()
            || playbooks.Of(escalation).LevelOf(decision.Severity).Bridge is not { } bridge
        )
        {
            return [];
        }

        var known = (await directory.LinkedChannelsAsync(escalation.Tenant, cancel))
            .Select(channel => channel.SignInNames)
            .OfType<IReadOnlyDictionary<string, string>>()
            .SelectMany(names => names)
            .ToLookup(member => member.Key, member => member.Value);
        var concerned = escalation.Assignment.OnDuty.Concat(new[] { escalation.Work.Owner, escalation.Csm }.OfType<Person>());
        return [new(Words.Say("fact.bridge"), BridgeLink.Of(bridge, escalation, concerned.SelectMany(person => known[person.Id].Take(1))))];
    }

    /// <summary>The people that an escalation needs and whom messages do not reach.</summary>
    private static IReadOnlyList<Cards.CardFact> Missing(Escalation escalation, IReadOnlyList<Unreachable> lost)
    {
        var needed = new (Person? Person, string Part)[] { (escalation.Csm, Words.Say("fact.its_csm")), (escalation.Work.Owner, Words.Say("fact.its_owner")) };
        var missing = needed
            .Where(n => n.Person is { } person && lost.Any(l => l.Place == new ToPerson(person.Id)))
            .Select(n => $"{CardFormat.Escape(n.Person!.Name)}, {n.Part}");
        return string.Join("; ", missing) is { Length: > 0 } names ? [new(Words.Say("fact.lost"), names)] : [];
    }

    /// <summary>That its owner can be reached, and is in none of the places any more where its teams have it.</summary>
    private async Task<IReadOnlyList<Cards.CardFact>> NoLongerThereAsync(Escalation escalation, TeamLinks links, Channel? here, CancellationToken cancel)
    {
        var places = TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), links.Bindings);
        if (
            escalation is not { Work.Owner: { } owner }
            || escalation.Status.IsEnded()
            || places.Count == 0
            || places.Contains(new ToPerson(owner.Id))
            || !links.IsReachable(new ToPerson(owner.Id))
        )
        {
            return [];
        }

        foreach (var channel in places.OfType<ToChannel>())
        {
            // What is not known says nothing.
            if (
                await ChannelAsync(escalation.Tenant, channel, here, cancel) is not { IsGone: false, Members.Count: > 0 } there
                || there.Members.Any(m => m.Id == owner.Id)
            )
            {
                return [];
            }
        }

        return [new(Words.Say("fact.left_team"), Words.Say("fact.owner_of_it", CardFormat.Escape(owner.Name)))];
    }

    public async Task<CardModel> ForCsmAsync(
        Escalation escalation,
        TeamLinks links,
        CancellationToken cancel,
        string? notice = null,
        ReviewSelection? reviewSelection = null
    )
    {
        using var language = ReaderLanguage.Use(InterviewWords.LanguageOf(escalation), ReaderLanguage.IsChosen);
        var zone = (await directory.FindContactAsync(escalation.Tenant, escalation.Csm.Id, cancel))?.TimeZone;
        var reader = AudienceView.OfCsm(escalation);
        escalation = reader.Of(escalation);
        if (escalation.Status != Status.Draft)
        {
            return await CsmCardAsync(escalation, reader, zone, links, notice, cancel);
        }

        if (escalation.IsBeingRead(clock.GetUtcNow()) && escalation.Brief.Passages.Count == 0)
        {
            return CardBuilder.Reading(escalation);
        }

        var names = (await directory.LinkedChannelsAsync(escalation.Tenant, cancel)).ToDictionary(channel => channel.ChannelId, NameOf);
        var review = cardBuilder.Review(
            escalation.WithReceivers(await launches.HoldersForAsync(escalation, cancel)),
            links.Bindings,
            names.GetValueOrDefault,
            zone,
            clock.GetUtcNow(),
            writers.For(escalation) is not null,
            notice,
            reviewSelection,
            links.Unreachable
        );
        review = CardBuilder.WithSimilar(review, await findSimilar.HandleAsync(escalation, links, cancel), clock.GetUtcNow());
        return await RepeatsAsync(escalation, cancel) is { Count: > 0 } repeats
            ? review with
            {
                Hints = [.. review.Hints, cardBuilder.Repeated(escalation, repeats, RepeatedWithin)],
            }
            : review;
    }

    /// <summary>What else was routed for the same customer of late (R17).</summary>
    private async Task<IReadOnlyList<Escalation>> RepeatsAsync(Escalation escalation, CancellationToken cancel) =>
        escalation.Brief is { Account: { } account, Form.Subject: Subject.Customer }
            ?
            [
                .. (await queries.OfAccountAsync(escalation.Tenant, account, clock.GetUtcNow() - RepeatedWithin, 20, cancel)).Where(e =>
                    e.Id != escalation.Id && e.Brief.Form.Subject == Subject.Customer
                ),
            ]
            : [];

    public async Task<IReadOnlyList<RecordedEvent>> HistoryAsync(Escalation escalation, CancellationToken cancel) =>
        [.. (await escalations.HistoryAsync(escalation.Tenant, escalation.Id, cancel)).Select(HashChain.Open)];

    /// <summary>Only the card of what stalls tells how it got there; for the others the record need not be read.</summary>
    private async Task<IReadOnlyList<RecordedEvent>> HistoryIfStalledAsync(Escalation escalation, CancellationToken cancel) =>
        escalation.Status == Status.Stalled ? await HistoryAsync(escalation, cancel) : [];

    /// <summary>The draft of the review, from what is on record.</summary>
    public async Task<ReviewAnswers> ReviewDraftAsync(AudienceView reader, Escalation escalation, CancellationToken cancel)
    {
        return cardBuilder.ReviewDraft(reader.Of(escalation), reader.Of(await HistoryAsync(escalation, cancel)));
    }

    private async Task<Channel?> ChannelAsync(string tenant, ToChannel place, Channel? here, CancellationToken cancel) =>
        here?.ChannelId == place.ChannelId ? here : await directory.FindChannelAsync(tenant, place.ChannelId, cancel);

    /// <summary>The card's JSON, its longest texts shortened where it would be too large.</summary>
    public FilledCard Draw(CardModel model) => Fitted(model).Card;

    /// <summary>The card's JSON as long as it is.</summary>
    public FilledCard Fill(CardModel model) => deck.Fill(model.Name, model.Data());

    /// <summary>The card's JSON within so many bytes, or as near to that as it can be shortened, and whether not all of its text is on it.</summary>
    public FilledCard Draw(CardModel model, int mostBytes, out bool isShortened)
    {
        var (fitted, _, card) = Fit(model, mostBytes);
        isShortened = !ReferenceEquals(fitted, model);
        return card;
    }

    /// <summary>A card whose data was stored when it became owed; it was made to fit then.</summary>
    public FilledCard Draw(CardMessage stored) => deck.Fill(stored.Name, JsonElement.Parse(stored.Data));

    /// <summary>The same within so many bytes: its longest texts are shortened until it takes no more, or nothing can be left out.</summary>
    public FilledCard Draw(CardMessage stored, int mostBytes)
    {
        var card = Draw(stored);
        return card.Bytes > mostBytes ? Cut(stored.Name, stored.Data, card, mostBytes).Card : card;
    }

    /// <summary>With its longest texts cut, whatever card it is.</summary>
    /// <param name="data">The card's data as JSON.</param>
    private (JsonElement Data, FilledCard Card) Cut(string name, string data, FilledCard card, int mostBytes)
    {
        var node = JsonNode.Parse(data)!;
        while (card.Bytes is var size && size > mostBytes)
        {
            var texts = Texts(node).ToList();
            if (Fit([.. texts.Select(text => text.GetValue<string>())], (double)mostBytes / size) is not { } shorter)
            {
                break;
            }

            foreach (var (text, cut) in texts.Zip(shorter))
            {
                text.ReplaceWith(cut);
            }

            card = deck.Fill(name, JsonSerializer.SerializeToElement(node, CardModel.Shape));
        }

        return (JsonSerializer.SerializeToElement(node, CardModel.Shape), card);
    }

    /// <summary>What the bot says of itself.</summary>
    public CardMessage Help => help.GetOrAdd(ReaderLanguage.Current, _ => Keep(Answers.Help));

    /// <summary>A card to be shown once, as an answer; made to fit now.</summary>
    public CardMessage Keep(CardModel model) => new(model.Name, Fitted(model).Data.GetRawText(), SummaryOf(model));

    /// <summary>What an administrator decides on, in their language.</summary>
    public CardMessage Wish(LinkRequest wish, Contact reader)
    {
        using var language = TurnContext.Speaking(reader);
        return Keep(cardBuilder.LinkRequest(wish));
    }

    /// <summary>What a notification shows in place of the card.</summary>
    public static string SummaryOf(CardModel model) => CardText.Plain(model.Summary);

    /// <summary>Where the accountable team's card can be opened; null while it is not there.</summary>
    public async Task<string?> LinkToAsync(Escalation escalation, TeamLinks links, CancellationToken cancel) =>
        TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), links.Bindings).OfType<ToChannel>().FirstOrDefault() is { } channel
        && await escalations.FindCardAsync(escalation.Tenant, escalation.Id, channel.OrderingKey, cancel) is { } card
            ? LinkTo(escalation.Tenant, channel.ChannelId, card)
            : null;

    private static string LinkTo(string tenant, string channelId, PostedCard card)
    {
        var message = Uri.EscapeDataString(card.ActivityId);
        return $"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(channelId)}/{message}?tenantId="
            + $"{Uri.EscapeDataString(tenant)}&parentMessageId={message}";
    }

    /// <summary>Where its card can be opened by those in a place: their own channel's, else the accountable team's; null while neither is there.</summary>
    public async Task<string?> LinkToAsync(Escalation escalation, Target place, TeamLinks links, CancellationToken cancel) =>
        place is ToChannel channel
        && await escalations.FindCardAsync(escalation.Tenant, escalation.Id, channel.OrderingKey, cancel) is { HasMoved: not true } card
            ? LinkTo(escalation.Tenant, channel.ChannelId, card)
            : await LinkToAsync(escalation, links, cancel);

    /// <summary>What a channel is called; General has no name of its own.</summary>
    public static string? NameOf(Channel? channel) => channel?.Name ?? (channel is not null && channel.ChannelId == channel.TeamId ? "General" : null);

    private (CardModel Model, JsonElement Data, FilledCard Card) Fitted(CardModel model) =>
        Fit(model, LargestCard) is var fitted && fitted.Card.Bytes is var size && size <= LargestCard
            ? fitted
            : throw new InvalidOperationException($"The card {model.Name} takes {size} bytes and has nothing left to shorten.");

    private (CardModel Model, JsonElement Data, FilledCard Card) Fit(CardModel model, int mostBytes)
    {
        var data = model.Data();
        var card = deck.Fill(model.Name, data);
        while (card.Bytes is var size && size > mostBytes && Shortened(model, (double)mostBytes / size) is { } shorter)
        {
            model = shorter;
            data = model.Data();
            card = deck.Fill(model.Name, data);
        }

        // A card of which nothing is known to be left out is better cut than not shown.
        return card.Bytes > mostBytes && Cut(model.Name, data.GetRawText(), card, mostBytes) is var (left, fitted)
            ? (model, left, fitted)
            : (model, data, card);
    }

    /// <summary>The texts of a card's data that are long enough to be shortened.</summary>
    private static IEnumerable<JsonValue> Texts(JsonNode? data) =>
        data switch
        {
            JsonObject part => part.SelectMany(member => Texts(member.Value)),
            JsonArray list => list.SelectMany(Texts),
            JsonValue value when value.TryGetValue(out string? text) && text.Length > ShortEnough => [value],
            _ => [],
        };

    /// <summary>The card with less text, or with fewer rows.</summary>
    /// <param name="share">The part of its present size that there is room for.</param>
    /// <returns>Null when nothing can be left out.</returns>
    private static CardModel? Shortened(CardModel model, double share)
    {
        var remark = Words.Say("card.shortened");
        switch (model)
        {
            case EscalationCard e
                when Fit(
                    [
                        .. new[] { e.Outcome, e.News, e.Sections, e.More }.SelectMany(all => all).Select(t => t.Text),
                        .. e.Earlier.Concat(e.History ?? []).Select(step => step.Text),
                    ],
                    share
                )
                    is { } texts:
                var news = e.Outcome.Count;
                var sections = news + e.News.Count;
                var more = sections + e.Sections.Count;
                var steps = more + e.More.Count;
                return e with
                {
                    Notice = e.Notice ?? remark,
                    Outcome = [.. e.Outcome.Zip(texts, (t, text) => t with { Text = text })],
                    News = [.. e.News.Zip(texts.Skip(news), (t, text) => t with { Text = text })],
                    Sections = [.. e.Sections.Zip(texts.Skip(sections), (t, text) => t with { Text = text })],
                    More = [.. e.More.Zip(texts.Skip(more), (t, text) => t with { Text = text })],
                    Earlier = [.. e.Earlier.Zip(texts.Skip(steps), (step, text) => step with { Text = text })],
                    History = e.History is null ? null : [.. e.History.Zip(texts.Skip(steps + e.Earlier.Count), (step, text) => step with { Text = text })],
                };
            case LaunchCard l when Fit([.. l.Criteria.Select(c => c.Limit), .. l.Sections.Concat(l.More).Select(t => t.Text)], share) is { } texts:
                var (rules, parts) = (l.Criteria.Count, l.Criteria.Count + l.Sections.Count);
                return l with
                {
                    Notice = l.Notice ?? remark,
                    Criteria = [.. l.Criteria.Zip(texts, (c, text) => c with { Limit = text })],
                    Sections = [.. l.Sections.Zip(texts.Skip(rules), (t, text) => t with { Text = text })],
                    More = [.. l.More.Zip(texts.Skip(parts), (t, text) => t with { Text = text })],
                };
            case EscalationCard { Owners.Count: > 1 } e:
                return e with { Owners = [.. e.Owners.Take(e.Owners.Count / 2)] };
            case ReviewCard r when Fit([.. r.Sections.Select(t => t.Text)], share) is { } texts:
                return r with { Notice = r.Notice ?? remark, Sections = [.. r.Sections.Zip(texts, (t, text) => t with { Text = text })] };
            case ReviewCard r when r.Aside.Any(block => block.Rows.Count > 1):
                return r with { Aside = [.. r.Aside.Select(block => block.Rows.Count > 1 ? block.Shortened(block.Rows.Count / 2) : block)] };
            case ListCard { Closed.Count: > 0 } l:
                return l with { Closed = [.. l.Closed.Take(l.Closed.Count / 2)], Text = Words.Say("list.shortened") };
            case ListCard l when l.Groups.Any(group => group.Rows.Count > 1):
                return l with
                {
                    Groups = [.. l.Groups.Select(group => group with { Rows = [.. group.Rows.Take((group.Rows.Count + 1) / 2)] })],
                    Text = Words.Say("list.shortened"),
                };
            case SummaryCard { Rows.Count: > 1 } s:
                return s with { Rows = [.. s.Rows.Take(s.Rows.Count / 2)], Others = Words.Say("list.and_more") };
            case QuestionCard q when Fit([q.Sample], share) is { } texts:
                return q with { Sample = texts[0] };
            case FormCard { Choices: [{ Options.Count: > 1 } choice, ..] } f:
                return f with { Choices = [choice with { Options = [.. choice.Options.Take(choice.Options.Count / 2)] }, .. f.Choices.Skip(1)] };
            case FormCard { Texts.Count: > 1 } f:
                // A field that does not fit is left out rather than cut: what is not shown is not changed.
                var longest = f.Texts.Where(t => t.Id != "account").MaxBy(t => t.Value.Length);
                return f with { Texts = [.. f.Texts.Where(t => t != longest)], Notice = f.Notice ?? Words.Say("edit.too_long") };
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
