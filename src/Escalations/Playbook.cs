using System.Text.Json.Serialization;
using TextAnalysis.Style;

namespace Escalations;

/// <summary>The rules of one kind of escalation: who handles what, by when. Data, from <c>playbooks/*.yaml</c>.</summary>
public sealed record Playbook
{
    public required PlaybookVersion Version { get; init; }

    public required string Title { get; init; }

    /// <summary>Words that name it in chat beside its own name: "matrix" in <c>escalate matrix</c>.</summary>
    public IReadOnlyList<string> SaidAs { get; init; } = [];

    /// <summary>
    /// Whether the CSM says which kind of matter it is before anything else is asked: then the questions, and who may read along,
    /// depend on it.
    /// </summary>
    public bool IsKindAskedFirst { get; init; }

    /// <summary>What a brief begins as; null for a customer's matter.</summary>
    public BriefForm? FirstForm => IsKindAskedFirst ? new(Subject.Work, []) { IsKindOpen = true } : null;

    /// <summary>Which term holds where category and severity both set one.</summary>
    public TermGovernor Governs { get; init; }

    /// <summary>Whether the CSM may lower the severity of what has been routed.</summary>
    public bool MayLowerSeverity { get; init; } = true;

    /// <summary>Whether nothing below S2 is suggested where the customer's top management is behind it.</summary>
    public bool HasExecutiveFloor { get; init; } = true;

    /// <summary>What can set an escalation off, for those who have to say it; empty where nobody is asked.</summary>
    public IReadOnlyList<Trigger> Triggers { get; init; } = [];

    /// <summary>One of them is the default.</summary>
    public required IReadOnlyList<CalendarRule> Calendars { get; init; }

    public required IReadOnlyList<SeverityLevel> Severities { get; init; }

    public required IReadOnlyList<Team> Teams { get; init; }

    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>Who reads the weekly summary: the key of a channel that is bound like a team's.</summary>
    public required string LeadershipTeam { get; init; }

    /// <summary>When leadership gets the summary of the week that has ended, in the default calendar's zone.</summary>
    public WeeklySlot WeeklySummaryAt { get; init; } = new(DayOfWeek.Monday, new(8, 0));

    /// <summary>The rhythm of development; null where no term speaks of sprints.</summary>
    public SprintRule? Sprints { get; init; }

    public ReminderRule Reminders { get; init; } = new(25, 25, 3);

    /// <summary>How long the CSM has to confirm a resolution or to reopen.</summary>
    public Term ConfirmWithin { get; init; } = new(2, TermUnit.BusinessDays);

    /// <summary>How long the CSM has to route again what a team gave back.</summary>
    public Term RerouteWithin { get; init; } = new(4, TermUnit.WorkingHours);

    /// <summary>How many months after its end the texts of a matter are erased; null where they stay.</summary>
    public int? EraseTextsAfter { get; init; }

    /// <summary>Whether those who took part are asked, once a matter is closed, what they thought of it.</summary>
    public bool AsksForFeedback { get; init; }

    /// <summary>For what it is tried before it is for all; null where it is for all.</summary>
    public PilotRule? Pilot { get; init; }

    /// <summary>When those who work by it convene.</summary>
    public IReadOnlyList<Meeting> Meetings { get; init; } = [];

    /// <summary>How the process itself is reviewed each quarter; null where nothing is said.</summary>
    public QuarterlyReviewRule? QuarterlyReview { get; init; }

    /// <summary>Parts of a brief that may be routed as not known yet.</summary>
    public IReadOnlyList<BriefSection> MayStayOpen { get; init; } = [];

    /// <summary>Which matters get a ticket in another system; empty for none.</summary>
    public IReadOnlyList<TicketRule> Tickets { get; init; } = [];

    /// <summary>How its texts read in other languages, by the code of the language and the text as it is written.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Translations { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>One of its texts as the reader knows it; as it is written where there is no translation.</summary>
    public string InReaderLanguage(string text) =>
        Translations.TryGetValue(SentenceBook.CodeOf(ReaderLanguage.Current), out var known) ? known.GetValueOrDefault(text, text) : text;

    /// <summary>An item of a checklist with the words by which its choices are said in other languages.</summary>
    public ChecklistItem WithChoiceWords(ChecklistItem item) =>
        item.Choices.Count == 0
            ? item
            : item with
            {
                ChoiceWords = Translations
                    .Values.SelectMany(texts => item.Choices.Where(texts.ContainsKey).Select(choice => (Word: texts[choice].ToLowerInvariant(), choice)))
                    .DistinctBy(word => word.Word)
                    .ToDictionary(word => word.Word, word => word.choice),
            };

    public Category? FindCategory(string? key) => Categories.FirstOrDefault(c => c.Key == key);

    /// <summary>What must be in hand before an escalation is routed, as it is classified so far; null for nothing beyond the brief.</summary>
    public Checklist? ChecklistOf(Escalation escalation) =>
        FindCategory(escalation.Decision?.Category ?? escalation.Draft.Kind ?? OnlyCategory ?? escalation.Draft.Suggestion?.Category)?.Checklist;

    /// <summary>By which rule an escalation gets a ticket: its category's, else that of the accountable team; null where it gets none.</summary>
    public TicketRule? TicketRuleOf(Escalation escalation) =>
        escalation.Decision is { } decision
            ? Tickets
                .Where(rule => rule.Severities.Count == 0 || rule.Severities.Contains(decision.Severity))
                .OrderBy(rule => rule.For == decision.Category ? 0 : 1)
                .FirstOrDefault(rule => rule.For == decision.Category || (escalation.Assignment.Teams is [var accountable, ..] && accountable == rule.For))
            : null;

    /// <summary>What sets a matter of a category off, as the CSM says it: nothing where a review of the process has its own occasion.</summary>
    public IReadOnlyList<Trigger> TriggersOf(string? category) => QuarterlyReview?.Category == category && category is not null ? [] : Triggers;

    /// <summary>The key of the category where there is one alone, so that nobody is asked; null where there are several.</summary>
    public string? OnlyCategory => Categories is [var only] ? only.Key : null;

    public Team? FindTeam(string? key) => Teams.FirstOrDefault(t => t.Key == key);

    /// <summary>The calendar of teams that name none, and of what belongs to no team.</summary>
    public CalendarRule DefaultCalendar => Calendars.Single(c => c.Key == CalendarRule.DefaultKey);

    /// <summary>The calendar that governs a category's terms: the accountable receiver's.</summary>
    public CalendarRule CalendarOf(Category category, Severity severity) =>
        CalendarOf(category.ReceiversAt(severity) is [var accountable, ..] ? accountable : null);

    /// <summary>The calendar that governs an escalation: its category's, or the default one while it has none.</summary>
    public CalendarRule CalendarOf(Escalation escalation) =>
        escalation.Decision is { } decision && FindCategory(decision.Category) is { } category ? CalendarOf(category, decision.Severity) : DefaultCalendar;

    /// <summary>The calendar by which a team works, by its key.</summary>
    public CalendarRule CalendarOf(string? team) => FindTeam(team)?.Calendar is { } key ? Calendars.Single(c => c.Key == key) : DefaultCalendar;

    public SeverityLevel LevelOf(Severity severity) => Severities.Single(s => s.Severity == severity);

    /// <summary>The same rules, by the calendars of a newer edition: hours and holidays are facts of the world, not terms that were agreed.</summary>
    internal Playbook WithCalendarsOf(Playbook newer) =>
        this with
        {
            Calendars = [.. Calendars.Select(mine => newer.Calendars.FirstOrDefault(c => c.Key == mine.Key) ?? mine)],
        };
}

/// <summary>A day of the week and a time of that day.</summary>
public sealed record WeeklySlot(DayOfWeek Day, TimeOnly At);

/// <summary>Which playbook, and which edition of it; an escalation keeps the one it was started under.</summary>
/// <param name="Version">As its author numbers it, and the beginning of the edition: <c>1.0+3f2a91c0</c>.</param>
/// <param name="Edition">
/// The hash of all that it was read from, so that the same name is always the same rules. Null in records from before editions were
/// kept: those follow the file as it is now.
/// </param>
public sealed record PlaybookVersion(
    string Name,
    string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Edition = null
);

/// <summary>Each quarter the process itself is reviewed (A075).</summary>
/// <param name="Category">Of this playbook: what a review is, as a matter with its receivers and those who are consulted.</param>
/// <param name="BegunBy">The key of the team or role that is asked to begin it.</param>
public sealed record QuarterlyReviewRule(string Category, string BegunBy);

/// <summary>The rhythm of development.</summary>
/// <param name="FirstDay">The day on which one sprint began; the others follow from it, before and after.</param>
/// <param name="Weeks">The length of each.</param>
public sealed record SprintRule(DateOnly FirstDay, int Weeks);

/// <summary>When reminders are sent, as shares of the time that a deadline gave.</summary>
/// <param name="WarnWithLeft">Percent of the time that is left when the owner is warned; 0 for no warning.</param>
/// <param name="RepeatAfter">Percent of the time after which a missed deadline is heard of again; each wait is twice the one before.</param>
/// <param name="AtMost">How often it is heard of again.</param>
public sealed record ReminderRule(int WarnWithLeft, int RepeatAfter, int AtMost);

/// <summary>A team that can receive escalations, or a rung of the ladder above one.</summary>
/// <param name="Key">The name in data and in <c>link engineering</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Via">How the team wants to be reached, when the playbook says so: "support platform".</param>
/// <param name="Manager">The key of the team, or the person, above it; null at the top.</param>
/// <param name="Calendar">The key of the calendar that it works by; null for the default.</param>
/// <param name="Audience">What of a brief it reads.</param>
public sealed record Team(string Key, string Title, string? Via = null, string? Manager = null, string? Calendar = null, Audience Audience = Audience.Full)
{
    public ReceiverKind Kind { get; init; }

    /// <summary>Its level in a ladder, such as "L3"; null for none.</summary>
    public string? Level { get; init; }

    /// <summary>What it does with what it gets; null where nothing is said.</summary>
    public string? Duties { get; init; }

    /// <summary>Whether somebody is named for it in each matter, so that nobody is linked to it.</summary>
    public bool IsNamed => Kind is ReceiverKind.Counterpart or ReceiverKind.Manager;
}

/// <summary>What a receiver is, and so how the bot knows where it is reached.</summary>
public enum ReceiverKind
{
    /// <summary>A team in a channel, or somebody who stands for it.</summary>
    Team,

    /// <summary>Whoever holds a role; people are linked to it.</summary>
    Role,

    /// <summary>Somebody whom the CSM names for each escalation: the counterpart in another team.</summary>
    Counterpart,

    /// <summary>The CSM's manager: as the user directory says, else as the CSM names them.</summary>
    Manager,
}

/// <summary>Something that sets an escalation off, as the CSM says it.</summary>
public sealed record Trigger(string Key, string Title);

/// <summary>Which term holds where category and severity both set one.</summary>
public enum TermGovernor
{
    Earliest,
    Severity,
    Category,
}

/// <summary>Subjects as names.</summary>
public static class Subjects
{
    /// <summary>The name in data: <c>customer</c>.</summary>
    public static string Key(this Subject subject) => subject.ToString().ToLowerInvariant();
}

/// <summary>What a matter is about.</summary>
public enum Subject
{
    Customer,

    /// <summary>A piece of work: a dependency, a feature, a product.</summary>
    Work,
    Person,
    Release,
}

/// <summary>What of a brief somebody reads (R19, R20).</summary>
public enum Audience
{
    /// <summary>All of it: the CSM, CS leadership, leadership.</summary>
    Full,

    /// <summary>All but money, renewal, commercial strategy and mood: engineering, product.</summary>
    Technical,

    /// <summary>A line for each section, without technical detail and ticket numbers: finance, the executives' offices.</summary>
    Executive,
}

/// <summary>A kind of matter, with its way through the company.</summary>
/// <param name="Trigger">What typically sets it off.</param>
/// <param name="RoutesTo">Keys of all that can receive it; where severities do not differ, the first one is accountable.</param>
/// <param name="Acknowledge">Null where the severity alone says.</param>
/// <param name="Outcome">What is owed beyond the acknowledgement.</param>
public sealed record Category(string Key, string Title, string Trigger, IReadOnlyList<string> RoutesTo, Term? Acknowledge, OwedOutcome Outcome)
{
    /// <summary>For each severity who receives it, the accountable one first; empty where all severities go to the same.</summary>
    public IReadOnlyDictionary<Severity, IReadOnlyList<string>> Cells { get; init; } = new Dictionary<Severity, IReadOnlyList<string>>();

    /// <summary>For each severity the rungs above the accountable receiver, from the nearest to the top; keys of teams and roles.</summary>
    public IReadOnlyDictionary<Severity, IReadOnlyList<string>> Ladders { get; init; } = new Dictionary<Severity, IReadOnlyList<string>>();

    /// <summary>Who is asked together with a rung, by its key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Beside { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For each severity who is asked for advice, beside those who receive it; keys of teams and roles. Severities without are left out.</summary>
    public IReadOnlyDictionary<Severity, IReadOnlyList<string>> Consulted { get; init; } = new Dictionary<Severity, IReadOnlyList<string>>();

    /// <summary>For each severity who is kept informed; see <see cref="Consulted"/>.</summary>
    public IReadOnlyDictionary<Severity, IReadOnlyList<string>> Informed { get; init; } = new Dictionary<Severity, IReadOnlyList<string>>();

    /// <summary>Who is asked for advice at a severity.</summary>
    public IReadOnlyList<string> ConsultedAt(Severity severity) => Consulted.GetValueOrDefault(severity, []);

    /// <summary>Who is kept informed at a severity, and no more than that.</summary>
    public IReadOnlyList<string> InformedAt(Severity severity) => [.. Informed.GetValueOrDefault(severity, []).Except(ConsultedAt(severity))];

    /// <summary>What it is about, and which parts its brief has.</summary>
    public BriefForm Form { get; init; } = BriefForm.Customer;

    /// <summary>Whether only those may know of it who are asked, each in their own chat.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>What must be in hand before it is routed; null for nothing beyond the brief.</summary>
    public Checklist? Checklist { get; init; }

    /// <summary>What must be said when it is called resolved; null for nothing beyond the resolution.</summary>
    public Checklist? ResolveChecklist { get; init; }

    /// <summary>What those who have it tell of it beside their updates.</summary>
    public IReadOnlyList<Report> Reports { get; init; } = [];

    /// <summary>Phrases in any language by which a brief of another playbook is told to be of this kind, as <c>Phrase</c> reads them.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>What can be decided, where it ends in a decision: "go", "go with conditions", "no go". Empty for all else.</summary>
    public IReadOnlyList<string> Decisions { get; init; } = [];

    /// <summary>Keys of who receives it at a severity; the first one is accountable.</summary>
    public IReadOnlyList<string> ReceiversAt(Severity severity) => Cells.GetValueOrDefault(severity) ?? RoutesTo;
}

/// <summary>What is owed as a result, and by when.</summary>
/// <param name="What">"resolution", "decision on approach".</param>
/// <param name="Terms">One for each severity; empty where the severity alone says.</param>
public sealed record OwedOutcome(string What, IReadOnlyDictionary<Severity, Term> Terms);

/// <summary>What a severity means and asks for.</summary>
/// <param name="Stall">How long without progress until it counts as stalled.</param>
public sealed record SeverityLevel(Severity Severity, string Meaning, Term Acknowledge, Term Stall, Cadences Updates)
{
    /// <summary>By when there is a decision or a fix, whatever the category; null when the category alone says.</summary>
    public Term? Resolve { get; init; }

    /// <summary>By when a review is owed after the resolution; null for none.</summary>
    public Term? Review { get; init; }

    /// <summary>How those concerned come together while it is open; null where nothing is said.</summary>
    public Bridge? Bridge { get; init; }

    /// <summary>How people are reached beside Teams as soon as it is routed; null where their cards are enough.</summary>
    public BackupWay? Primary { get; init; }

    /// <summary>How people are reached when nobody has acknowledged while a quarter of the time is left; null for no other way.</summary>
    public BackupWay? Backup { get; init; }

    /// <summary>Whether its CSM is offered a text for a public status page with each update.</summary>
    public bool HasStatusPage { get; init; }
}

/// <summary>Another way to reach people than Teams.</summary>
/// <param name="Text">The name of the endpoint, or what a person is to do; null for mail.</param>
public sealed record BackupWay(BackupKind Kind, string? Text = null);

/// <summary>The kinds of other ways.</summary>
public enum BackupKind
{
    /// <summary>A mail to whoever is on call.</summary>
    Mail,

    /// <summary>A signed webhook, behind which a system calls or texts people.</summary>
    Webhook,

    /// <summary>A person calls, or sends a text.</summary>
    ByHand,
}

/// <summary>How people come together over what is severe.</summary>
/// <param name="Link">Where a bridge always is; null for the other kinds.</param>
public sealed record Bridge(BridgeKind Kind, string? Link = null);

/// <summary>The kinds of bridges.</summary>
public enum BridgeKind
{
    /// <summary>A call to all of them, which whoever presses begins.</summary>
    Call,

    /// <summary>A meeting with all of them, which whoever presses plans.</summary>
    Meeting,

    /// <summary>One that is always there.</summary>
    Standing,
}

/// <summary>How often updates are owed, and to whom.</summary>
/// <param name="Csm">From the owner to the CSM.</param>
/// <param name="Everyone">From the owner to everybody involved; null when not asked for.</param>
/// <param name="Customer">From the CSM to the customer; null when not asked for.</param>
public sealed record Cadences(Cadence Csm, Cadence? Everyone = null, Cadence? Customer = null);

/// <summary>A rhythm: "1 day", or "30-60 minutes", which reminds after 30 and is late after 60.</summary>
/// <param name="RemindAfter">The earlier end of a range; null for a rhythm without one.</param>
/// <param name="Within">From one update to the next.</param>
public sealed record Cadence(Term Within, Term? RemindAfter = null)
{
    public override string ToString() => RemindAfter is { } early ? $"{early.Amount}-{Within}" : Within.ToString();
}

/// <summary>
/// A length of time as a playbook writes it: "4 hours", "4 working hours", "5 business days", "2 weeks", "same day", "1 sprint",
/// "next planning".
/// </summary>
public sealed record Term(int Amount, TermUnit Unit)
{
    public static readonly Term SameDay = new(0, TermUnit.SameDay);

    public static readonly Term NextPlanning = new(0, TermUnit.NextPlanning);

    public override string ToString() =>
        Unit switch
        {
            TermUnit.SameDay => "same day",
            TermUnit.NextPlanning => "next planning",
            _ => $"{Amount} {Word}{(Amount == 1 ? "" : "s")}",
        };

    private string Word =>
        Unit switch
        {
            TermUnit.Minutes => "minute",
            TermUnit.Hours => "hour",
            TermUnit.Days => "day",
            TermUnit.Weeks => "week",
            TermUnit.WorkingMinutes => "working minute",
            TermUnit.WorkingHours => "working hour",
            TermUnit.Sprints => "sprint",
            _ => "business day",
        };
}

/// <summary>The units of a <see cref="Term"/>. They say what they count: the first four count by the clock, nights and weekends too.</summary>
public enum TermUnit
{
    Minutes,
    Hours,
    Days,
    Weeks,

    /// <summary>Minutes of the calendar's open hours.</summary>
    WorkingMinutes,

    /// <summary>60 minutes of the calendar's open hours each.</summary>
    WorkingHours,

    /// <summary>The same clock time, so many of the calendar's working days later.</summary>
    BusinessDays,

    /// <summary>Until the end of the receiving team's business day; after the cut-off, until noon of the next.</summary>
    SameDay,

    /// <summary>As many weeks as a sprint has.</summary>
    Sprints,

    /// <summary>Until the planning with which the next sprint begins; one that is less than a business day away is not the next.</summary>
    NextPlanning,
}
