namespace Escalations.UseCases;

/// <content>Who hears of what, event by event.</content>
internal sealed partial class Recipients
{
    /// <param name="around">The people and places around the escalation.</param>
    private sealed class NoticesOf(Recipients around, Escalation before, Escalation escalation, RecordedEvent happened) : INoticeRules
    {
        private readonly EscalationId id = escalation.Id;
        private readonly Target csm = new ToPerson(escalation.Csm.Id);
        private readonly EventNotice notice = new(escalation.Id, happened.Sequence);
        private readonly Target[] places =
        [
            .. TeamDirectory
                .Of(
                    before.Assignment.Teams.Concat(escalation.Assignment.Teams).Distinct(),
                    around.Around(escalation.Assignment.Ladder.Count > 0 ? escalation : before)
                )
                .Union(TeamDirectory.OnDuty(before))
                .Union(TeamDirectory.OnDuty(escalation))
                .Where(place => place != new ToPerson(escalation.Csm.Id)),
        ];

        public IReadOnlyList<OutboxMessage> ToNobody => [];

        public IReadOnlyList<OutboxMessage> ToEverybody() =>
            happened.What is Closed or Reopened ? [.. ToEverybodyIn(places), .. ToOtherCsms()] : ToEverybodyIn(places);

        public IReadOnlyList<OutboxMessage> OnCards() => [.. Cards(places), new(csm, new CardUpdate(id))];

        /// <summary>
        /// The CSM hears of it once the accountable team's card is there, so that the line can link to it. A place that is known
        /// to be gone gets its card when it is back, or linked again.
        /// </summary>
        public IReadOnlyList<OutboxMessage> After(Routed what) =>
            [
                .. places
                    .Where(place => !around.unreachable.Contains(place))
                    .Select(
                        (place, i) =>
                            new OutboxMessage(place, new CardUpdate(id, Fresh: true), i == 0 ? [new(csm, notice), new(csm, new CardUpdate(id))] : null)
                    ),
                .. NewReaders(),
            ];

        public IReadOnlyList<OutboxMessage> After(Reclassified what) => [.. ToEverybody(), .. NewReaders()];

        /// <summary>A card that names the mail as a way must not go on doing so where it did not go out.</summary>
        public IReadOnlyList<OutboxMessage> After(MailAttempted what) => what.Outcome != MailOutcome.Sent && what.IsOtherWay(before) ? ToEverybody() : [];

        /// <summary>Who is consulted or kept informed from now on has the card: it says what they are to it.</summary>
        private IEnumerable<OutboxMessage> NewReaders() =>
            Readers(escalation)
                .Except(before.Status == Status.Draft ? [] : Readers(before).Except(NewlyConsulted()))
                .Except([csm, .. places])
                .Where(place => !around.unreachable.Contains(place))
                .Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true)));

        /// <summary>Who was only kept informed, and is asked for advice now.</summary>
        private IReadOnlyList<Target> NewlyConsulted() =>
            TeamDirectory.Of(escalation.Assignment.Consulted.Except(before.Assignment.Consulted), around.bindings);

        private IReadOnlyList<Target> Readers(Escalation of) => TeamDirectory.OfReaders(of, around.playbook, around.bindings);

        /// <summary>How it ends is told to those who are only consulted or informed; what happens on the way they see on the card.</summary>
        public IReadOnlyList<OutboxMessage> ToReaders() =>
            happened.What is Resolved or Reopened or Closed or Withdrawn ? [.. Told([.. Readers(before).Except([csm, .. places])])] : [];

        /// <summary>Whoever was consulted or informed, and is not any more, has a card on which nothing can be pressed.</summary>
        public IEnumerable<OutboxMessage> WithoutReaders() =>
            before.Status == Status.Draft
                ? []
                : Retired(
                    [.. Readers(before).Except(TeamDirectory.OfAll(escalation, around.playbook, around.bindings)).Except([csm])],
                    LocalizableText.Of("reader.over")
                );

        public IReadOnlyList<OutboxMessage> After(Reminded what) =>
            [
                .. ToRemind(what).Distinct().Select(place => new OutboxMessage(around.LineIn(place, escalation), notice)),
                .. what.Phase == AlarmPhase.Due ? Cards(places) : [],
            ];

        public IReadOnlyList<OutboxMessage> After(EscalatedUp what)
        {
            var asked = TeamDirectory.Of(escalation.Assignment.WithBeside(what.To), around.Around(escalation));
            return
            [
                .. asked.Where(place => place != csm).Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true))),
                .. Cards([.. places.Except(asked)]),
                .. Told(places),
                .. ToCsm(),
            ];
        }

        /// <summary>A rung that was passed over has somebody now, who gets the card; whoever stood in before has it no longer.</summary>
        public IReadOnlyList<OutboxMessage> After(ManagerFound what)
        {
            var now = TeamDirectory.OfTeams(escalation, around.playbook, around.bindings);
            return
            [
                .. now.Except(TeamDirectory.OfTeams(before, around.playbook, around.bindings))
                    .Where(place => place != csm)
                    .Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true))),
                .. RetiredStandIn(LocalizableText.Of("retired.manager")),
            ];
        }

        public IReadOnlyList<OutboxMessage> After(OnCallNamed what) => [.. AskedFirst(what.Person), .. OffDuty()];

        public IReadOnlyList<OutboxMessage> After(ShiftOffered what) => [.. AskedFirst(what.To), .. OffDuty()];

        public IReadOnlyList<OutboxMessage> After(ShiftAccepted what) =>
            [
                .. ToEverybodyIn([.. places.Except(FormerDuty())]),
                .. OffDuty(),
                .. FormerDuty().Select(place => new OutboxMessage(place, LocalizableMessage.Of("shift.released", id, what.To.Name))),
            ];

        /// <summary>Whoever is on call gets the card in their own chat; in the team's places a line says so.</summary>
        private IEnumerable<OutboxMessage> AskedFirst(Person person)
        {
            Target theirs = new ToPerson(person.Id);
            Target[] others = [.. places.Except(FormerDuty()).Where(place => place != theirs)];
            return [.. theirs == csm ? [] : new[] { new OutboxMessage(theirs, new CardUpdate(id, Fresh: true)) }, .. Cards(others), .. Told(others)];
        }

        /// <summary>The chats of those who were on call for it, or asked, and have nothing more to do with it.</summary>
        private IEnumerable<Target> FormerDuty() =>
            TeamDirectory
                .OnDuty(before)
                .Except(TeamDirectory.OfTeams(escalation, around.playbook, around.bindings))
                .Except(TeamDirectory.OfManagers(escalation, around.playbook, around.bindings))
                .Where(place => place != csm);

        private IEnumerable<OutboxMessage> OffDuty() => Retired([.. FormerDuty()], LocalizableText.Of("shift.over"));

        public IReadOnlyList<OutboxMessage> After(NobodyAbove what) =>
            [
                .. ToEverybody(),
                .. around.LoudestPlaces(escalation).Except(places).Where(place => place != csm).Select(place => new OutboxMessage(place, notice)),
            ];

        /// <summary>Also a draft may have cards: of the teams that had it before. They show what is so at last.</summary>
        public IReadOnlyList<OutboxMessage> After(Withdrawn what)
        {
            var former = before.Status == Status.Draft ? FormerPlaces : [];
            return [.. ToEverybodyIn([.. places, .. former.Except(places).Distinct()]), .. ToOtherCsms()];
        }

        /// <summary>Where a draft has a card since it was routed.</summary>
        private IEnumerable<Target> FormerPlaces =>
            around.bindings.Select(b => b.To).Where(place => place != csm && around.lanesWithCard.Contains(place.OrderingKey));

        public IReadOnlyList<OutboxMessage> After(HandledDirectly what) => EndedInSilence();

        public IReadOnlyList<OutboxMessage> After(CombinedInto what) => EndedInSilence();

        /// <summary>No team has it, so none is told; the cards of those that had it before show what is so at last.</summary>
        private IReadOnlyList<OutboxMessage> EndedInSilence() => [.. Cards([.. FormerPlaces]), .. ToCsm()];

        public IReadOnlyList<OutboxMessage> After(DeliveryFailed what) =>
            what switch
            {
                { Team: not null } => WithoutTeam(),
                { Person: { } person } => Without(person),
                _ => ToEverybody(),
            };

        /// <summary>The card of the manager who stood in before and does not now, nor has it for another reason.</summary>
        private IEnumerable<OutboxMessage> RetiredStandIn(LocalizableText why)
        {
            if (before.CsmManager is not { } manager || manager.Id == escalation.CsmManager?.Id)
            {
                return [];
            }

            var former = new ToPerson(manager.Id);
            return
                former == csm
                || TeamDirectory.OfTeams(escalation, around.playbook, around.bindings).Contains(former)
                || TeamDirectory.OfManagers(escalation, around.playbook, around.bindings).Contains(former)
                ? []
                : Retired([former], why);
        }

        public IReadOnlyList<OutboxMessage> After(CsmReassigned what)
        {
            var former = new ToPerson(before.Csm.Id);
            return
            [
                new(csm, new CardUpdate(id, Fresh: true)),
                .. Cards(places),
                .. Told(places),
                .. places.Contains(former) ? [] : Retired([former], LocalizableText.Of("retired.csm", escalation.Csm.Name)),
                .. places.Contains(former) ? [] : new OutboxMessage[] { new(former, notice) },
                .. RetiredStandIn(LocalizableText.Of("retired.csm", escalation.Csm.Name)),
            ];
        }

        public IReadOnlyList<OutboxMessage> After(Stalled what) =>
            [
                .. Cards(places),
                .. Told(places),
                new(csm, new CardUpdate(id, Fresh: true)),
                .. around
                    .Manager(escalation)
                    .Except(places)
                    .Where(place => place != csm)
                    .Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true))),
            ];

        public IReadOnlyList<OutboxMessage> After(UpdatePosted what) =>
            what.Answers is null || escalation.Brief.Form.Subject != Subject.Customer
                ? ToEverybody()
                : [.. ToEverybody(), new(csm, new CustomerDraft(id, happened.Sequence))];

        /// <summary>Who is asked decides on a card in their own chat, unless they have it there already.</summary>
        public IReadOnlyList<OutboxMessage> After(HandOverOffered what) =>
            [.. ToEverybody(), .. Asked(what.To.Id).Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true)))];

        public IReadOnlyList<OutboxMessage> AfterHandOver() =>
            [
                .. ToEverybody(),
                // Whoever handed on what they held in person has it no longer.
                .. Retired(
                    [.. TeamDirectory.OfTeams(before, around.playbook, around.bindings).Except(places)],
                    LocalizableText.Of("retired.handed_over", escalation.Work.Owner?.Name ?? "")
                ),
            ];

        private IEnumerable<Target> Asked(string personId) => around.ChatOf(new(personId, "")).Except([csm, .. places]);

        /// <summary>
        /// Whatever ends an offer to own it: the card on which it was made is none to press on any more. Who accepted reads on theirs where to
        /// work on it.
        /// </summary>
        public IEnumerable<OutboxMessage> WithoutOffer() =>
            before.Work.HandOver is { To.Id: var asked } && asked != escalation.Work.HandOver?.To.Id && asked != escalation.Work.Owner?.Id
                ? Retired([.. new Target[] { new ToPerson(asked) }.Except([csm, .. places])], LocalizableText.Of("retired.offer"))
                : [];

        /// <summary>The card with its buttons is the news.</summary>
        public IReadOnlyList<OutboxMessage> After(Resolved what) =>
            [.. Cards(places), .. Told(places), new(csm, new CardUpdate(id, Fresh: true)), .. ToOtherCsms()];

        /// <summary>Whose brief was combined with it waits for it as well, and so hears how it ended.</summary>
        private IEnumerable<OutboxMessage> ToOtherCsms() =>
            escalation
                .AlsoRaisedBy.Select(person => (Target)new ToPerson(person.Id))
                .Except([csm, .. places, .. happened.By.Person is { } by ? new Target[] { new ToPerson(by.Id) } : []])
                .Select(place => new OutboxMessage(place, notice));

        public IReadOnlyList<OutboxMessage> After(Returned what) => BackAtCsm();

        public IReadOnlyList<OutboxMessage> After(OtherPathChosen what) => BackAtCsm();

        private IReadOnlyList<OutboxMessage> BackAtCsm() =>
            [
                // A person's own chat shows what they have; a channel keeps what it had.
                .. Retired([.. places.Where(place => escalation.IsConfidential || place is ToPerson)], LocalizableText.Of("retired.returned")),
                .. escalation.IsConfidential ? [] : Cards([.. places.Where(place => place is not ToPerson)]),
                .. escalation.IsConfidential ? [] : Told(places),
                new(csm, notice),
                new(csm, new CardUpdate(id, Fresh: true)),
            ];

        /// <summary>The cards of those who have it no longer, and may not read on.</summary>
        private IEnumerable<OutboxMessage> Retired(IReadOnlyList<Target> those, LocalizableText why) =>
            from place in those
            from card in around.cards
            where card.OrderingKey == place.OrderingKey && card.HasMoved is not true
            select new OutboxMessage(place, new RetireCard(id, card.ConversationId, card.ActivityId, card.ServiceUrl, Because: why));

        /// <summary>Who can put it right hears: somebody links the team again, or is asked in its place.</summary>
        private IReadOnlyList<OutboxMessage> WithoutTeam() =>
            [
                .. Cards(places),
                .. ToCsm(),
                .. escalation.Status == Status.Routed
                    ? []
                    : around.Above(escalation).Where(place => place != csm).Select(place => new OutboxMessage(place, notice)),
            ];

        /// <summary>Without its CSM or its owner, those who have it and those above can go on.</summary>
        private IReadOnlyList<OutboxMessage> Without(Person person)
        {
            var isCsm = person.Id == escalation.Csm.Id;
            Target[] above = [.. around.AllAbove(escalation).Except(places).Where(place => place != csm && place != new ToPerson(person.Id))];
            return
            [
                .. ToEverybody().Where(message => !isCsm || message.To != csm),
                .. above.Select(place => new OutboxMessage(around.LineIn(place, escalation), notice)),
                .. around.Manager(escalation).Intersect(above).Where(_ => isCsm).Select(place => new OutboxMessage(place, new CardUpdate(id, Fresh: true))),
            ];
        }

        private IEnumerable<Target> AskedToTakeOver => escalation.Assignment.AskedToTakeOver.Select(next => new ToPerson(next.Id));

        private IReadOnlyList<OutboxMessage> ToEverybodyIn(IReadOnlyList<Target> those) => [.. Cards(those), .. Told(those), .. ToCsm()];

        /// <summary>A line in each place; who did it in their own chat has seen it on the card.</summary>
        private IEnumerable<OutboxMessage> Told(IReadOnlyList<Target> those) =>
            those
                .Where(place => happened.By.Person is not { } person || place != new ToPerson(person.Id))
                .Select(place => new OutboxMessage(around.LineIn(place, escalation), notice));

        /// <summary>The cards in these places, and those that managers have, shall show what is so.</summary>
        private IEnumerable<OutboxMessage> Cards(IReadOnlyList<Target> those) =>
            those
                .Concat(
                    TeamDirectory
                        .OfManagers(escalation, around.playbook, around.bindings)
                        .Concat(Readers(escalation))
                        // Who owns it has a card of their own where they were asked in person.
                        .Concat(escalation.Work.Owner is { } owner ? [new ToPerson(owner.Id)] : Array.Empty<Target>())
                        .Where(place => around.lanesWithCard.Contains(place.OrderingKey))
                )
                .Where(place => place != csm)
                .Distinct()
                .Select(place => new OutboxMessage(place, new CardUpdate(id)));

        /// <summary>Who does something sees it on the card; others are told in words too.</summary>
        private IEnumerable<OutboxMessage> ToCsm() =>
            happened.By.Person?.Id == escalation.Csm.Id ? [new(csm, new CardUpdate(id))] : [new(csm, new CardUpdate(id)), new(csm, notice)];

        /// <summary>Who is reminded: who owes it; and the longer it is missed, who should know.</summary>
        private IReadOnlyList<Target> ToRemind(Reminded reminded)
        {
            IReadOnlyList<Target> owner = around.ChatOf(escalation.Work.Owner).ToList() is { Count: > 0 } chat ? chat : places;
            IEnumerable<Target> asked = (reminded.Kind, reminded.Phase) switch
            {
                var (kind, _) when kind.OwedBy() == Party.Csm => around.unreachable.Contains(csm) ? [csm, .. around.Above(escalation)] : [csm],
                (DeadlineKind.Acknowledge, AlarmPhase.Warning) => places,
                (DeadlineKind.Acknowledge, _) => [.. places, csm, .. around.LoudestPlaces(escalation)],
                (DeadlineKind.Acceptance, AlarmPhase.Warning) => around.ChatOf(escalation.Work.HandOver?.To),
                (DeadlineKind.Acceptance, _) => [.. around.ChatOf(escalation.Work.HandOver?.To), .. owner, .. places],
                (DeadlineKind.Outcome, AlarmPhase.Due) => [.. owner, .. places, csm],
                (DeadlineKind.Outcome, AlarmPhase.Overdue) => [.. owner, .. around.Manager(escalation)],
                (DeadlineKind.FixDate, not AlarmPhase.Warning) => [.. owner, csm],
                (DeadlineKind.ReviewFix, AlarmPhase.Warning) => places,
                (DeadlineKind.ReviewFix, _) => [.. places, csm],
                (DeadlineKind.ShiftHandover, AlarmPhase.Warning) => AskedToTakeOver,
                (DeadlineKind.ShiftHandover, _) => [.. TeamDirectory.OnDuty(escalation), .. around.Above(escalation)],
                (DeadlineKind.Progress, not AlarmPhase.Warning) => [csm, .. around.Manager(escalation)],
                (_, AlarmPhase.Overdue) => [.. owner, .. places],
                _ => owner,
            };
            return asked.ToList() is { Count: > 0 } told ? told : around.LoudestPlaces(escalation);
        }
    }
}
