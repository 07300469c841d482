namespace Escalations.Lifecycle;

/// <summary>What can be done to an escalation.</summary>
public enum Move
{
    /// <summary>Write, correct or leave out parts of the brief.</summary>
    Edit,

    /// <summary>Fill in what the sources say, and suggest.</summary>
    Propose,

    /// <summary>Choose category and severity.</summary>
    Decide,
    Route,
    Acknowledge,
    Start,
    Update,
    HandOver,

    /// <summary>Give it back: not ours.</summary>
    Return,
    Stall,
    Resolve,
    Close,
    Reopen,
    Withdraw,

    /// <summary>Bring a withdrawn one back to its draft.</summary>
    Restore,

    /// <summary>Put on record what the clock did, or what happened around it; the status stays.</summary>
    Note,

    /// <summary>Bring it to the next rung, because nobody acknowledged or somebody pushes.</summary>
    EscalateUp,

    /// <summary>It stalls: bring it one rung up.</summary>
    PushHarder,

    /// <summary>It stalls: let it take until a certain day.</summary>
    AcceptTimeline,

    /// <summary>It stalls: take it back and go another way.</summary>
    FindAnotherPath,

    /// <summary>Let the outcome's clock stand while somebody else is waited for.</summary>
    Pause,
    Resume,

    /// <summary>Have no reminders for a while.</summary>
    HoldReminders,

    /// <summary>Change the severity of what has been routed.</summary>
    Reclassify,

    /// <summary>Put on record that the customer was told how it goes.</summary>
    TellCustomer,

    /// <summary>Publish what is learnt from it.</summary>
    Review,

    /// <summary>Become its CSM.</summary>
    TakeOver,
}

/// <summary>Whose move it is.</summary>
public enum Role
{
    /// <summary>The person who raised it.</summary>
    Csm,

    /// <summary>A person of a team that received it.</summary>
    Team,

    /// <summary>The person who raised it, or somebody of the rungs above the team that has it.</summary>
    CsmOrManager,

    /// <summary>The person who raised it, or a person of a team that received it.</summary>
    Involved,

    /// <summary>Somebody of the rungs above the team that has it or of leadership, or an administrator.</summary>
    Above,

    /// <summary>The machine by itself: the watch over deadlines, the post.</summary>
    Clock,

    /// <summary>A drafting writer.</summary>
    Writer,
}

/// <summary>Who acts, and from where.</summary>
/// <param name="InTeamsChannel">They act in the channel of a team that has the escalation, or are linked to it in person.</param>
/// <param name="IsManager">They act in the channel of a rung above that team or of leadership, or are linked to one in person.</param>
/// <param name="IsAdministrator">They administer the bot.</param>
public sealed record Authority(Actor Actor, bool InTeamsChannel = false, bool IsManager = false, bool IsAdministrator = false)
{
    public bool Has(Role role, Escalation escalation) => role switch
    {
        Role.Csm => Actor.IsHuman && Actor.Person!.Id == escalation.Csm.Id,
        Role.Team => Actor.IsHuman && InTeamsChannel,
        Role.CsmOrManager => Has(Role.Csm, escalation) || (Actor.IsHuman && IsManager),
        Role.Involved => Has(Role.Csm, escalation) || Has(Role.Team, escalation),
        Role.Above => Actor.IsHuman && (IsManager || IsAdministrator),
        Role.Clock => Actor.Kind == ActorKind.Clock,
        Role.Writer => Actor.Kind == ActorKind.Writer,
        _ => false,
    };
}

/// <summary>One row of the table of moves.</summary>
public sealed record Transition(Status From, Move Move, Status To, Role By, params IReadOnlyList<Guard> Needs);

/// <summary>What the table says to a move.</summary>
public abstract record Verdict
{
    public static readonly Verdict Allowed = new Allowance();

    private sealed record Allowance : Verdict;
}

/// <summary>It may not happen, and this is what the person is told.</summary>
public sealed record Refused(string Why) : Verdict;
