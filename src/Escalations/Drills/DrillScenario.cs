namespace Escalations.Drills;

/// <summary>A case to practise on: what has happened, who plays along and how, and what a good play holds. Data, from <c>drills/*.yaml</c>.</summary>
/// <param name="Name">The file's, by which people begin it.</param>
/// <param name="About">What it is about, in a line, without giving the answer away.</param>
/// <param name="Playbook">The name of the playbook that it is played under; null for the default one.</param>
/// <param name="Day">The day of the week on which it begins.</param>
/// <param name="At">The local time at which it begins, by the playbook's calendar.</param>
/// <param name="Lasts">After so much of its own time it ends.</param>
/// <param name="Pace">How far the clock is turned where nothing else is to come.</param>
/// <param name="Story">What the player is told first, paragraph by paragraph.</param>
public sealed record DrillScenario(
    string Name,
    string Title,
    string About,
    string? Playbook,
    DayOfWeek Day,
    TimeOnly At,
    TimeSpan Lasts,
    TimeSpan Pace,
    IReadOnlyList<string> Story,
    IReadOnlyList<DrillPerson> People,
    IReadOnlyList<DrillStep> Steps,
    IReadOnlyList<DrillCheck> Checks
)
{
    /// <summary>What the player has routed before it begins; null for nothing.</summary>
    public DrillBefore? Before { get; init; }

    public DrillPerson? Find(string? key) => People.FirstOrDefault(person => person.Key == key);
}

/// <summary>Somebody who plays along.</summary>
/// <param name="Key">By which steps name them.</param>
public sealed record DrillPerson(string Key, string Name, DrillPart Part);

/// <summary>What somebody is in a drill.</summary>
public enum DrillPart
{
    /// <summary>Whoever the matter is about; they speak, and press nothing.</summary>
    Customer,

    /// <summary>Of the teams that receive.</summary>
    Team,

    /// <summary>Above the teams.</summary>
    Manager,
}

/// <summary>A matter that is routed already when the drill begins.</summary>
/// <param name="Notes">From which its brief is made; they hold all that is asked for.</param>
public sealed record DrillBefore(string Notes, string Category, Severity Severity);

/// <summary>Something that happens in a drill.</summary>
/// <param name="When">From when its time counts; it does not happen before that.</param>
/// <param name="After">How much later.</param>
/// <param name="Who">The key of the one who speaks or acts; null where it is only told.</param>
/// <param name="Says">What is read.</param>
/// <param name="Unless">It does not happen once this has; null for nothing.</param>
/// <param name="Ends">Whether the drill is over with it.</param>
public sealed record DrillStep(DrillMoment When, TimeSpan After, string? Who, string Says, DrillAct Act, DrillMoment? Unless, bool Ends);

/// <summary>What somebody who plays along does with the player's matter.</summary>
public enum DrillAct
{
    /// <summary>They only speak.</summary>
    None,
    Acknowledge,
    Start,
    Update,
    GiveBack,
    Resolve,
}

/// <summary>What steps and times count from: the first time that it has happened.</summary>
public enum DrillMoment
{
    Begin,
    Routed,
    RoutedAgain,
    Acknowledged,
    Told,
    ToldAgain,
    Updated,
    GivenBack,
    Raised,
    Stalled,
    Resolved,
    Closed,

    /// <summary>The player has ended it without a team, or let another one stand for it.</summary>
    Ended,
}

/// <summary>What the player is scored by.</summary>
public enum DrillCheckKind
{
    /// <summary>One of these severities was chosen.</summary>
    Severity,

    /// <summary>One of these categories was chosen.</summary>
    Category,

    /// <summary>It went to a team, in time.</summary>
    Routed,

    /// <summary>It went to no team.</summary>
    NotRouted,

    /// <summary>Another open matter stands for it.</summary>
    Combined,

    /// <summary>The brief says who is hurt and how much, with a figure.</summary>
    Impact,

    /// <summary>The team is asked for something, by a time.</summary>
    Ask,

    /// <summary>The brief says each of these.</summary>
    Facts,

    /// <summary>The customer was told, in time.</summary>
    Told,

    /// <summary>What the customer was told says when they hear next.</summary>
    NextUpdate,

    /// <summary>The customer waited for no word longer than this.</summary>
    Cadence,

    /// <summary>What the customer was told takes their side seriously, blames nobody and guesses nothing.</summary>
    Calm,

    /// <summary>It was kept to those who are asked.</summary>
    Confidential,

    /// <summary>Somebody above was asked, by the player's own decision.</summary>
    Raised,

    /// <summary>A standstill was decided about.</summary>
    Decided,

    /// <summary>What a team gave back was routed again, in time.</summary>
    RoutedAgain,

    /// <summary>The customer was told of the outcome before it was closed.</summary>
    ToldOutcome,

    /// <summary>It was closed, in time.</summary>
    Closed,
}

/// <summary>One thing that a good play holds.</summary>
/// <param name="What">What was done, as it is said of a good play.</param>
/// <param name="Is">The severities, categories or words that are right; empty where nothing is named.</param>
/// <param name="Since">What <paramref name="Within"/> counts from.</param>
/// <param name="Within">The time for it; null for any.</param>
/// <param name="RestsOn">The line of the playbook that asks for it.</param>
/// <param name="Advice">What to do the next time.</param>
public sealed record DrillCheck(DrillCheckKind Kind, string What, IReadOnlyList<string> Is, DrillMoment Since, TimeSpan? Within, string RestsOn, string Advice);
