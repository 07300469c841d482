namespace Escalations.Lifecycle;

/// <summary>Whose move it is.</summary>
public enum Role
{
    /// <summary>The person who raised it.</summary>
    Csm,

    /// <summary>A person of a team that received it.</summary>
    Team,

    /// <summary>A person of a team that received it, or who was asked to own it.</summary>
    TeamOrSuccessor,

    /// <summary>The person who raised it, or somebody of the rungs above the team that has it.</summary>
    CsmOrManager,

    /// <summary>The person who raised it, or a person of a team that received it.</summary>
    Involved,

    /// <summary>Somebody of the rungs above the team that has it or of leadership, or an administrator.</summary>
    Above,

    /// <summary>Somebody who is asked for advice.</summary>
    Consulted,

    /// <summary>Whoever may see it; the use case lets nobody else come so far.</summary>
    Anybody,

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
    /// <summary>They cover for its CSM, who is away.</summary>
    public bool CoversCsm { get; init; }

    /// <summary>They cover for whoever was asked to own it.</summary>
    public bool CoversSuccessor { get; init; }

    /// <summary>They are asked for advice, in their own chat or in the channel where they act.</summary>
    public bool IsConsulted { get; init; }

    public bool Has(Role role, Escalation escalation) =>
        role switch
        {
            Role.Csm => Actor.IsHuman && (CoversCsm || Actor.Person!.Id == escalation.Csm.Id),
            Role.Team => Actor.IsHuman && InTeamsChannel,
            Role.TeamOrSuccessor => Has(Role.Team, escalation) || (Actor.IsHuman && (CoversSuccessor || Actor.Person!.Id == escalation.Work.HandOver?.To.Id)),
            Role.CsmOrManager => Has(Role.Csm, escalation) || (Actor.IsHuman && IsManager),
            Role.Involved => Has(Role.Csm, escalation) || Has(Role.Team, escalation),
            Role.Above => Actor.IsHuman && (IsManager || IsAdministrator),
            Role.Consulted => Actor.IsHuman && IsConsulted,
            Role.Anybody => Actor.IsHuman,
            Role.Clock => Actor.Kind == ActorKind.Clock,
            Role.Writer => Actor.Kind == ActorKind.Writer,
            _ => false,
        };
}
