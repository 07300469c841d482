namespace Escalations.Access;

/// <summary>What somebody wants to link, or to unlink.</summary>
public enum LinkSubject
{
    /// <summary>A team that works in a channel.</summary>
    Team,

    /// <summary>Where leadership reads.</summary>
    Leadership,

    /// <summary>A rung of a ladder: somebody above a team.</summary>
    Rung,

    /// <summary>All teams at once.</summary>
    Everything,
}

/// <summary>To what it shall be linked.</summary>
public enum LinkDestination
{
    ThisChannel,
    Themselves,
    SomebodyElse,

    /// <summary>The link is undone.</summary>
    Nowhere,
}

/// <summary>Who asks.</summary>
/// <param name="IsGuest">They belong to another organisation.</param>
/// <param name="OwnsThisTeam">Teams names them as an owner of the Teams team in whose channel it is said.</param>
/// <param name="HoldsLink">It is linked to them in person, or to a channel of a Teams team that they own.</param>
/// <param name="IsFree">It is linked to nothing yet.</param>
public sealed record LinkAsker(bool IsGuest, bool IsAdministrator, bool OwnsThisTeam, bool HoldsLink, bool IsFree);

/// <summary>What comes of the wish.</summary>
public enum LinkVerdict
{
    Refused,

    /// <summary>An administrator has to confirm it.</summary>
    NeedsConfirmation,

    Allowed,
}

/// <summary>Who may link what. What is not allowed here is refused.</summary>
public static class LinkRule
{
    public static LinkVerdict Judge(LinkSubject subject, LinkDestination destination, LinkAsker asker) =>
        (asker, subject, destination) switch
        {
            ({ IsGuest: true }, _, _) => LinkVerdict.Refused,
            ({ IsAdministrator: true }, _, _) => LinkVerdict.Allowed,
            (_, LinkSubject.Everything, _) => LinkVerdict.Refused,

            // Whoever has it may let go of it.
            ({ HoldsLink: true }, _, LinkDestination.Nowhere) => LinkVerdict.Allowed,
            (_, _, LinkDestination.Nowhere) => LinkVerdict.Refused,

            // An owner speaks for their own channels; what another team has is not theirs to take: anybody can make a team and own it.
            ({ OwnsThisTeam: true, HoldsLink: true } or { OwnsThisTeam: true, IsFree: true }, LinkSubject.Team, LinkDestination.ThisChannel) =>
                LinkVerdict.Allowed,
            ({ OwnsThisTeam: true }, LinkSubject.Team, LinkDestination.ThisChannel) => LinkVerdict.NeedsConfirmation,
            (_, LinkSubject.Team, _) => LinkVerdict.Refused,

            // Whoever has it may hand it over.
            ({ HoldsLink: true }, _, _) => LinkVerdict.Allowed,
            (_, LinkSubject.Rung, LinkDestination.Themselves) => LinkVerdict.NeedsConfirmation,
            _ => LinkVerdict.Refused,
        };
}
