using Escalations.Deadlines;
using Escalations.Lifecycle;
using Escalations.Ports;
using Escalations.Routing;

namespace Escalations.UseCases;

/// <summary>The people and places around an escalation: who has it, who is above, and who hears of what.</summary>
internal sealed partial class Recipients
{
    private readonly Playbook playbook;
    private readonly IReadOnlyList<Binding> bindings;
    private readonly IReadOnlyList<PostedCard> cards;
    private readonly HashSet<string> lanesWithCard;
    private readonly IReadOnlySet<string> withChat;
    private readonly HashSet<Target> unreachable;
    private readonly AwayNow away;
    private readonly DateTimeOffset now;

    /// <param name="cards">Those of the escalation.</param>
    /// <param name="withChat">Ids of those among its owner and whoever is asked to own it who can be written to in person.</param>
    public Recipients(Playbook playbook, TeamLinks links, IReadOnlyList<PostedCard> cards, IReadOnlySet<string> withChat, DateTimeOffset now)
    {
        this.now = now;
        away = links.AwayAt(now);
        unreachable = [.. links.Unreachable.Select(lost => lost.Place)];
        this.playbook = playbook;
        bindings = links.Bindings;
        Links = links;
        this.cards = cards;
        lanesWithCard = [.. cards.Where(card => card.HasMoved is not true).Select(card => card.OrderingKey)];
        this.withChat = withChat;
    }

    /// <summary>Who is linked to what, as it was looked up.</summary>
    public TeamLinks Links { get; }

    private IReadOnlyList<Binding> Around(Escalation escalation) => TeamDirectory.Around(escalation, playbook, bindings);

    /// <summary>What the person who asks is to the escalation.</summary>
    public Authority AuthorityOf(Request request, Escalation escalation) => TeamDirectory.AuthorityOf(request, escalation, playbook, Links, now);

    /// <summary>Whether somebody covers for its CSM.</summary>
    public bool CoversCsm(Person person, Escalation escalation) =>
        TeamDirectory.CoveredBy(person.Id, escalation, playbook, Links, now).Any(absence => absence.Person.Id == escalation.Csm.Id);

    /// <summary>Whether somebody is away.</summary>
    public bool IsAway(Person person) => away.Of(person.Id) is not null;

    /// <summary>Who is next above. The CSM, who knows already, is nobody to go up to.</summary>
    /// <param name="wanted">The rung that shall be asked; null for the nearest.</param>
    public StepUp NextRung(Escalation escalation, string? wanted = null)
    {
        var around = Around(escalation);
        var next = Ladder.Next(escalation, rung => around.Any(b => b.Team == rung && b.To != new ToPerson(escalation.Csm.Id)), IsReached, wanted);
        return next with
        {
            Asked = [.. escalation.Assignment.Teams.Where(IsReached)],
            HeldBy = next.To is { } to ? HeldBy(escalation, escalation.Assignment.WithBeside(to)) : null,
            Manager = bindings.All(b => b.Team != next.To) ? around.FirstOrDefault(b => b.Team == next.To)?.Person : null,
        };

        // Whether a team or a rung has a place, and messages reach it as far as is known.
        bool IsReached(string team) => around.Any(b => b.Team == team && !unreachable.Contains(b.To));
    }

    /// <summary>Of what is confidential, who holds these teams and roles now, by key; null for all else.</summary>
    public IReadOnlyDictionary<string, Person>? HeldBy(Escalation escalation, IEnumerable<string> teams) =>
        escalation.IsConfidential ? TeamDirectory.HeldBy(teams, Around(escalation)) : null;

    /// <summary>The chat of one of those who own it, or are asked to; nothing where they cannot be written to.</summary>
    private IEnumerable<Target> ChatOf(Person? person) =>
        person is not null && withChat.Contains(person.Id) && IsReachable(person) ? [new ToPerson(person.Id)] : [];

    public bool HasChat(Person person) => ChatOf(person).Any();

    /// <summary>That somebody who is asked is away, until when, and who covers; null for whoever is there.</summary>
    public string? AwaySentence(Person asked, Escalation escalation) => AwaySentence(asked, escalation, away);

    /// <inheritdoc cref="AwaySentence(Person, Escalation)"/>
    public static string? AwaySentence(Person asked, Escalation escalation, AwayNow away) =>
        away.Of(asked.Id) is not { } absence ? null
        : !escalation.IsConfidential && away.BackupOf(asked.Id) is { } backup
            ? DomainWords.Say("absence.asked", asked.Name, DueText.For(absence.Until, null), backup.Name)
        : DomainWords.Say("absence.asked.alone", asked.Name, DueText.For(absence.Until, null));

    /// <summary>Whether messages reach somebody's chat, as far as is known.</summary>
    public bool IsReachable(Person person) => !unreachable.Contains(new ToPerson(person.Id));

    /// <summary>
    /// What is owed after an event: every card brought up to date, one line in each place where people should notice. What
    /// the clock has to say can come for many at once: it may be said in a list, but for S1, which stays by itself.
    /// </summary>
    public IReadOnlyList<OutboxMessage> MessagesAfter(Escalation before, Escalation escalation, RecordedEvent happened)
    {
        var rules = new NoticesOf(this, before, escalation, happened);
        IReadOnlyList<OutboxMessage> messages = ForBackups(
            [.. happened.What.NoticesBy(rules), .. rules.ToReaders(), .. rules.WithoutOffer(), .. rules.WithoutReaders()],
            escalation,
            happened
        );
        return happened.By.IsHuman || escalation.Decision?.Severity == Severity.S1
            ? messages
            : InHours([.. messages.Select(message => Listable(message, happened))], escalation, happened);
    }

    /// <summary>What comes for somebody who is away comes for whoever covers as well, who is marked as such when it is drawn.</summary>
    private IReadOnlyList<OutboxMessage> ForBackups(IReadOnlyList<OutboxMessage> messages, Escalation escalation, RecordedEvent happened)
    {
        if (Links.Absences.Count == 0 || escalation.RoutedAt is null)
        {
            return messages;
        }

        if (escalation.IsConfidential)
        {
            return [.. messages, .. InsteadOf([.. messages.Select(message => message.To).OfType<ToPerson>().Distinct()], escalation, happened)];
        }

        var owed = messages.Select(message => (message.To, message.What)).ToHashSet();
        return [.. messages.SelectMany(Both), .. WhoCoveredBefore(escalation)];

        IEnumerable<OutboxMessage> Both(OutboxMessage message)
        {
            yield return message.FollowUps is { } next ? message with { FollowUps = [.. next.SelectMany(Both)] } : message;
            if (
                message is { To: ToPerson { PersonId: var person }, What: CardUpdate or EventNotice or CustomerDraft or LocalizableMessage }
                && away.BackupOf(person) is { } backup
                && IsReachable(backup)
                // Who did it has seen it.
                && (message.What is CardUpdate || backup.Id != happened.By.Person?.Id)
                && owed.Add((new ToPerson(backup.Id), message.What))
            )
            {
                yield return message with
                {
                    To = new ToPerson(backup.Id),
                    FollowUps = null,
                };
            }
        }
    }

    /// <summary>Whoever covered, and does not any more, has a card on which nothing can be pressed.</summary>
    private IEnumerable<OutboxMessage> WhoCoveredBefore(Escalation escalation) =>
        from backup in Links.Absences.Select(absence => absence.Backup.Id).Distinct()
        let place = new ToPerson(backup)
        from card in cards
        where
            card.OrderingKey == place.OrderingKey
            && card.HasMoved is not true
            && !TeamDirectory.HasInPerson(backup, escalation, playbook, bindings)
            && TeamDirectory.CoveredBy(backup, escalation, playbook, Links, now).Count == 0
        select new OutboxMessage(
            place,
            new RetireCard(escalation.Id, card.ConversationId, card.ActivityId, card.ServiceUrl, Because: LocalizableText.Of("absence.card_over"))
        );

    /// <summary>
    /// Nobody comes to know of what is confidential because somebody is away. Whoever is next above hears that something waits for them,
    /// and not what: they can reach them, or name somebody who may know of it.
    /// </summary>
    private IEnumerable<OutboxMessage> InsteadOf(IReadOnlyList<ToPerson> told, Escalation escalation, RecordedEvent happened) =>
        happened.What is Routed or EscalatedUp or HandOverOffered or Reminded { Phase: AlarmPhase.Due }
        && NextRung(escalation).To is { } rung
        && TeamDirectory.Of([rung], Around(escalation)) is [ToPerson above]
        && away.Of(above.PersonId) is null
            ? told.Where(place => place.PersonId != escalation.Csm.Id && place != above)
                .Select(place => away.Of(place.PersonId))
                .OfType<Absence>()
                .Select(absence => new OutboxMessage(above, LocalizableMessage.Of("absence.confidential", absence.Person.Name, new TimeValue(absence.Until))))
            : [];

    /// <summary>
    /// What no deadline called for can come at night. Of an S3 or S4 it is said when working hours begin; cards that are there
    /// are changed at once, which wakes nobody.
    /// </summary>
    private IReadOnlyList<OutboxMessage> InHours(IReadOnlyList<OutboxMessage> messages, Escalation escalation, RecordedEvent happened)
    {
        if (
            happened.What
                is not (
                    DeliveryFailed
                    or Retimed
                    or ClockResumed
                    or ManagerFound
                    or EscalatedUp { NotReached: not null }
                    or NobodyAbove { NotReached: not null }
                )
            || escalation.Decision is not { } decision
            || decision.Severity.IsCritical()
        )
        {
            return messages;
        }

        var open = WorkingCalendar.Of(playbook.CalendarOf(escalation)).NextOpen(happened.At);
        if (open <= happened.At)
        {
            return messages;
        }

        var later = messages.Where(message => message.IsListable).ToList();
        return
        [
            .. messages.Except(later),
            .. later.Count == 0 ? [] : new[] { new OutboxMessage(new ToBackground($"at opening {escalation.Id}"), new AtOpening(escalation.Id), later, open) },
        ];
    }

    private static OutboxMessage Listable(OutboxMessage message, RecordedEvent happened) =>
        message.What switch
        {
            EventNotice => message with { IsListable = true },
            CardUpdate card => message with { What = card with { News = happened.Sequence }, IsListable = card.Fresh },
            _ => message,
        };

    /// <summary>The nearest rung above that somebody is linked to, else leadership, of those who can be reached; nobody when none can.</summary>
    private IEnumerable<Target> Manager(Escalation escalation) =>
        escalation.IsConfidential
            ? []
            : TeamDirectory
                .Of([.. escalation.Assignment.StillAbove, playbook.LeadershipTeam], Around(escalation))
                .Where(place => !unreachable.Contains(place))
                .Take(1);

    /// <summary>The manager; where there is none, wherever an alarm goes that must not be missed.</summary>
    private IReadOnlyList<Target> Above(Escalation escalation) => Manager(escalation).ToList() is { Count: > 0 } manager ? manager : LoudestPlaces(escalation);

    /// <summary>The manager and leadership; where there is neither, wherever an alarm goes that must not be missed.</summary>
    private IReadOnlyList<Target> AllAbove(Escalation escalation) =>
        !escalation.IsConfidential
        && Manager(escalation).Concat(TeamDirectory.Of([playbook.LeadershipTeam], bindings)).Distinct().ToList() is { Count: > 0 } all
            ? all
            : LoudestPlaces(escalation);

    /// <summary>
    /// Where an alarm goes that must not be missed: leadership; without it, it is kept for leadership, and administrators are told. What
    /// is confidential stays with its CSM.
    /// </summary>
    private IReadOnlyList<Target> LoudestPlaces(Escalation escalation) =>
        escalation.IsConfidential ? [new ToPerson(escalation.Csm.Id)]
        : TeamDirectory.Of([playbook.LeadershipTeam], bindings) is [_, ..] leadership ? leadership
        : [new ToTeam(playbook.LeadershipTeam)];

    /// <summary>A line about an escalation is under its card; where none is, it is a post of its own.</summary>
    private Target LineIn(Target place, Escalation escalation) =>
        place is ToChannel channel && (lanesWithCard.Contains(place.OrderingKey) || TeamDirectory.OfTeams(escalation, playbook, bindings).Contains(place))
            ? new ToThread(channel.ChannelId, escalation.Id)
            : place;
}
