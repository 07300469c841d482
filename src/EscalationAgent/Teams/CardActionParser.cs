using System.Globalization;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Deadlines;
using Escalations.UseCases;
using TextAnalysis.Facts;

namespace EscalationAgent.Teams;

/// <summary>Reads which move a pressed button means, and with what.</summary>
internal sealed class CardActionParser(PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>What a team says that came of it; or why the form was not filled as it must be.</summary>
    public (Resolved? What, string? Problem) Resolution(Escalation escalation, ButtonData button)
    {
        var category = playbooks.Of(escalation).FindCategory(escalation.Decision?.Category);
        var offered = category?.Decisions ?? [];
        var chosen = button.Text("decision");
        var answers = Forms.Answered(category?.ResolveChecklist, button);
        return offered.Count == 0
                ? button.Text("kind") switch
                {
                    "decision" => (new(ResolutionKind.Decision, button.Line("text") ?? "", Answers: answers), null),
                    "fix" or null => (new(ResolutionKind.Fix, button.Line("text") ?? "", Answers: answers), null),
                    _ => (null, Words.Say("form.choose")),
                }
            : offered.Contains(chosen) ? (new(ResolutionKind.Decision, button.Line("text") ?? "", chosen, answers), null)
            : (null, Words.Say("resolve.choose", string.Join(", ", offered)));
    }

    /// <summary>What is put on record: one event for each thing that is news.</summary>
    public (IReadOnlyList<EscalationEvent> What, string? Problem) Recorded(Escalation escalation, ButtonData button)
    {
        var (remark, work) = (button.Line("because"), escalation.Work);
        var result = button.Choice<Reproduction>("reproduced");
        var date = button.Text("date");
        DateOnly? day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        if (!string.IsNullOrEmpty(date) && day is null)
        {
            return ([], Words.Say("form.choose_day"));
        }

        var isDateNews = day is not null && day != work.FixDate;
        var isReproductionNews = result is not null && (result != work.Reproduction?.Result || (remark is not null && !isDateNews));

        // A day that moves needs the reason; else it tells how it was reproduced.
        var isForDate = isDateNews && (work.FixDate is not null || !isReproductionNews);
        IReadOnlyList<EscalationEvent> events =
        [
            .. isReproductionNews ? new[] { new ReproductionReported(result!.Value, isForDate ? null : remark) } : [],
            .. isDateNews ? new[] { new FixDateSet(day!.Value, isForDate ? remark : null, work.FixDate) } : [],
            .. button.Line("text") is { } decided ? new[] { new DecisionLogged(decided, button.Line("who") ?? "", Today(escalation)) } : [],
        ];
        return (events, events.Count == 0 ? Words.Say("report.nothing") : null);
    }

    /// <summary>The move that a button asks the form of; null when it asks none.</summary>
    public static Move? Asked(string verb) =>
        verb switch
        {
            Verbs.AskUpdate => Move.Update,
            Verbs.AskResolve => Move.Resolve,
            Verbs.AskHandOver => Move.HandOver,
            Verbs.AskDeclineHandOver => Move.DeclineHandOver,
            Verbs.AskReturn => Move.Return,
            Verbs.AskReopen => Move.Reopen,
            Verbs.AskWithdraw => Move.Withdraw,
            Verbs.AskWait => Move.HoldReminders,
            Verbs.AskPush => Move.PushHarder,
            Verbs.AskAccept => Move.AcceptTimeline,
            Verbs.AskOtherPath => Move.FindAnotherPath,
            Verbs.AskHigher => Move.AskHigher,
            Verbs.AskSeverity => Move.Reclassify,
            Verbs.AskTold => Move.TellCustomer,
            Verbs.AskReview => Move.Review,
            Verbs.AskFix => Move.TickFix,
            Verbs.AskRecord => Move.LogDecision,
            Verbs.AskAdvice => Move.Advise,
            _ => null,
        };

    /// <summary>
    /// What is to be recorded; or, when the form was not filled as it must be, the sentence that says so; or neither, for a button
    /// that is unknown.
    /// </summary>
    public (EscalationEvent? What, string? Problem) Read(TurnContext caller, string verb, Escalation escalation, ButtonData button)
    {
        switch (verb)
        {
            case Verbs.Own:
                return escalation.Work.HandOver is not { } offer
                        ? (null, escalation.Work.Owner is { } owner ? Words.Say("own.too_late", CardFormat.Escape(owner.Name)) : null)
                    : offer.To.Id != caller.Person.Id && CoversFor(caller, offer.To.Id, escalation)
                        ? (new HandedOver(Titled(caller, caller.Person, escalation), offer.Because), null)
                    : offer.To.Id != caller.Person.Id ? (null, Words.Say("own.not_asked", CardFormat.Escape(offer.To.Name)))
                    : (new HandedOver(offer.To, offer.Because), null);
            case Verbs.DeclineHandOver:
                return (new HandOverDeclined(button.Line("because")), null);
            case Verbs.BackupDone:
                return (new BackupDone(), null);
            case Verbs.Start:
                return (new WorkStarted(), null);
            case Verbs.GoOn:
                return (new ClockResumed(), null);
            case Verbs.Wait:
                return Waiting(button, caller.Channel is null && IsCsm(caller, escalation) ? Party.Csm : Party.Team, escalation);
            case Verbs.Accept when Cause(button) is { } cause:
                return
                    DateOnly.TryParseExact(button.Text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    && day >= Today(escalation)
                    ? (new TimelineAccepted(cause, button.Line("because"), day), null)
                    : (null, Words.Say("accept.choose"));
            case Verbs.Told:
                return (new CustomerTold(button.Line("text")), null);
            case Verbs.Advise
                when TeamDirectory.ConsultedFor(caller.Showing, escalation, playbooks.Of(escalation), caller.Links, clock.GetUtcNow()) is { } role:
                return (new AdviceGiven(role, button.Line("text") ?? ""), null);
            case Verbs.Return:
                return (new Returned(button.Line("because") ?? ""), null);
            case Verbs.Close:
                return (new Closed(null), null);
            case Verbs.Reopen:
                return (new Reopened(button.Line("because") ?? ""), null);
            case Verbs.Withdraw:
                return (new Withdrawn(button.Line("because")), null);
            case Verbs.Handle:
                return (new HandledDirectly(button.Line("because") ?? ""), null);
            case Verbs.ConfirmCancel:
                return (new Withdrawn(null), null);
            case Verbs.Restore:
                return (new Restored(), null);
            default:
                return (null, null);
        }
    }

    /// <summary>Whether they are its CSM, or cover for them.</summary>
    private bool IsCsm(TurnContext caller, Escalation escalation) => caller.Person.Id == escalation.Csm.Id || CoversFor(caller, escalation.Csm.Id, escalation);

    private bool CoversFor(TurnContext caller, string personId, Escalation escalation) =>
        TeamDirectory
            .CoveredBy(caller.Person.Id, escalation, playbooks.Of(escalation), caller.Links, clock.GetUtcNow())
            .Any(absence => absence.Person.Id == personId);

    /// <summary>Who acknowledges owns it; whom they name instead is asked, and has to accept.</summary>
    public (IReadOnlyList<EscalationEvent> What, string? Problem) Acknowledged(TurnContext caller, Escalation escalation, ButtonData button)
    {
        var owned = new Acknowledged(Titled(caller, caller.Person, escalation));
        return button.Text("owner") is null or "" or "me" ? ([owned], null)
            : Member(caller, button.Text("owner")!) is not { } other ? ([], Words.Say("owner.unknown"))
            : other.Id == caller.Person.Id ? ([owned], null)
            : ([owned, new HandOverOffered(Titled(caller, other, escalation), null)], null);
    }

    /// <summary>Who is asked to own it: chosen from those of the channel; where nobody can be chosen, named.</summary>
    /// <param name="named">Who was found by the name that was written; null where none was.</param>
    public (IReadOnlyList<EscalationEvent> What, string? Problem) HandedOver(TurnContext caller, Escalation escalation, ButtonData button, FoundPerson? named)
    {
        var heir = named is null ? Member(caller, button.Text("owner") ?? "") : named.Contact?.Person;
        return (heir, named) switch
        {
            (null, _) => ([], named?.Problem ?? Words.Say(caller.Channel is null ? "owner.name" : "owner.choose")),
            (_, { Contact.IsGuest: true }) => ([], Words.Say("owner.guest", CardFormat.Escape(heir.Name))),
            _ when escalation.IsConfidential && !MayHoldConfidential(heir, escalation, caller.Links.Bindings) => (
                [],
                Words.Say("owner.confidential", CardFormat.Escape(heir.Name))
            ),
            (_, { Contact.ChatId: null }) => ([], Words.Say("owner.no_chat", CardFormat.Escape(heir.Name))),
            _ => (
                [new HandOverOffered(Titled(caller, heir, escalation), button.Line("because"), caller.Channel is null ? RoleOf(caller, escalation) : null)],
                null
            ),
        };
    }

    /// <summary>A team can let the clock stand; for the CSM, and for a team that waits for nobody, it is reminders alone.</summary>
    private (EscalationEvent? What, string? Problem) Waiting(ButtonData button, Party party, Escalation escalation)
    {
        var calendar = WorkingCalendar.Of(CalendarOf(escalation));
        var now = clock.GetUtcNow();
        DateTimeOffset? until = button.Text("until") switch
        {
            "1h" => now.AddHours(1),
            "4h" => now.AddHours(4),
            "morning" => calendar.OpeningOn(calendar.DateOf(now).AddDays(1)),
            "3d" => calendar.AfterDays(now, 3),
            "1w" => now.AddDays(7),
            "2w" => now.AddDays(14),
            _ => null,
        };
        if (DateOnly.TryParseExact(button.Text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            until = calendar.OpeningOn(day);
        }

        if (until is not { } end || button.Line("because") is not { } because)
        {
            return (null, Words.Say("wait.choose"));
        }

        return button.Text("for") switch
        {
            "customer" => (new ClockPaused(WaitingFor.Customer, because, end), null),
            "csm" => (new ClockPaused(WaitingFor.Csm, because, end), null),
            "workaround" => (new ClockPaused(WaitingFor.Workaround, because, end), null),
            "nobody" or null => (new RemindersHeld(party, end, because), null),
            _ => (null, Words.Say("wait.choose")),
        };
    }

    /// <summary>
    /// When the next update is promised, in the words of the one who promises. What cannot be set on a clock is asked for
    /// again, unless it says on what it hangs: an earlier promise must not go on in silence.
    /// </summary>
    /// <returns>The instant, or the end of the sentence that asks; neither for what hangs on something.</returns>
    public (DateTimeOffset? At, string? Question) Promised(TurnContext caller, Escalation escalation, string words)
    {
        var again = Words.Say("promise.again");
        var calendar = CalendarOf(escalation);
        var (now, zone) = (clock.GetUtcNow(), caller.TimeZone ?? calendar.TimeZone);
        var promised = PromiseReader.Read(words, Locales.IsMonthFirst(caller.Locale));
        return promised is not null && PromiseClock.At(promised, now, zone, calendar) is { } at ? (at, null)
            : promised is null && PromiseReader.HangsOnSomething(words) ? (null, null)
            : (
                null,
                promised switch
                {
                    not null when PromiseClock.HasPassed(promised, now, zone, calendar) => Words.Say("promise.passed", DueText.For(now, zone), again),
                    not null when promised.Zone is { } named && !PromiseClock.Knows(named) => Words.Say("promise.zone", again),
                    not null => Words.Say("promise.far", again),
                    _ when PromiseReader.HasUnknownZone(words) => Words.Say("promise.zone", again),
                    _ when PromiseReader.IsEitherDay(words) => Words.Say("promise.two_days"),
                    _ => Words.Say("promise.unread", again),
                }
            );
    }

    /// <summary>A choice of when there is news again, in words; null for what is no choice.</summary>
    public string? Soonest(Escalation escalation, string? soon) => Soon.InWords(soon, clock.GetUtcNow(), WorkingCalendar.Of(CalendarOf(escalation)));

    /// <summary>By which the accountable team works.</summary>
    private CalendarRule CalendarOf(Escalation escalation) => playbooks.Of(escalation).CalendarOf(escalation.Assignment.Teams is [var team, ..] ? team : null);

    public DateOnly Today(Escalation escalation) => WorkingCalendar.Of(CalendarOf(escalation)).DateOf(clock.GetUtcNow());

    public static StallCause? Cause(ButtonData button) =>
        button.Text("cause") switch
        {
            "overloaded" => StallCause.Overloaded,
            "harder" => StallCause.HarderThanExpected,
            "cracks" => StallCause.FellThroughTheCracks,
            _ => null,
        };

    /// <summary>Guests own nothing.</summary>
    private static Person? Member(TurnContext caller, string id) =>
        caller.Channel is { } channel && !channel.Guests.Contains(id) ? channel.Members.FirstOrDefault(m => m.Id == id) : null;

    /// <summary>Whether they hold a role of its playbook, and it is not about them, as far as it names anybody.</summary>
    private bool MayHoldConfidential(Person heir, Escalation escalation, IReadOnlyList<Binding> bindings) =>
        bindings.Any(b => b.Person?.Id == heir.Id && playbooks.Of(escalation).FindTeam(b.Team) is not null)
        && escalation
            .Brief.Passages.Values.Select(p => p.Text)
            .Append(escalation.Brief.Account ?? "")
            .All(text => !text.Contains(heir.Name, StringComparison.OrdinalIgnoreCase));

    private string? RoleOf(TurnContext caller, Escalation escalation) =>
        TeamDirectory.RoleOf(caller.Person, escalation, playbooks.Of(escalation), caller.Links.Bindings);

    /// <summary>An owner is named with their title; where none is known, with the role in which the one who acts has it, or with their team.</summary>
    private Person Titled(TurnContext caller, Person person, Escalation escalation) =>
        person.Title is null && (RoleOf(caller, escalation) ?? (escalation.Assignment.Teams is [var first, ..] ? first : null)) is { } team
            ? person with
            {
                Title = playbooks.Of(escalation).FindTeam(team)?.Title,
            }
            : person;
}
