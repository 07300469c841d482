using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>Which of many outlines one person may see in their own chat, as of one moment. Made by <see cref="EscalationAccess"/>.</summary>
/// <param name="person">Their id.</param>
/// <param name="theirs">The places where they are.</param>
/// <param name="covers">What those may see for whom they cover.</param>
/// <param name="placesOf">Those around an escalation.</param>
/// <param name="teamsOf">The places of those who have it.</param>
/// <param name="audienceAt">What one reads in a place.</param>
public sealed class OutlineSight(
    string person,
    IReadOnlySet<Target> theirs,
    IReadOnlyList<OutlineSight> covers,
    Func<Escalation, IReadOnlyList<Target>> placesOf,
    Func<Escalation, IReadOnlyList<Target>> teamsOf,
    Func<Escalation, IReadOnlyList<Target>, Audience> audienceAt
)
{
    private readonly Dictionary<OutlineGroup, Part> groups = [];

    /// <summary>Whether they may see it, as <see cref="EscalationAccess.FindVisibleAsync"/> would let them.</summary>
    public bool Includes(EscalationOutline outline) => IncludesThem(outline) || covers.Any(other => other.HasInPerson(outline));

    private bool IncludesThem(EscalationOutline outline) =>
        IsTheirOwn(outline) || outline.Asked == person || (outline.RoutedAt is not null && Of(outline).IsAround);

    /// <summary>Whether somebody who covers for them may see it too, as <see cref="TeamDirectory.CoveredBy"/> says of an escalation.</summary>
    private bool HasInPerson(EscalationOutline outline) =>
        !outline.Around.IsConfidential
        && outline.RoutedAt is not null
        && (outline.Csm == person || outline.Asked == person || (outline.Owner == person && Of(outline).IsAround) || Of(outline).IsNear);

    /// <summary>Whether they may read how much money is at stake.</summary>
    public bool ReadsMoney(EscalationOutline outline) =>
        IsTheirOwn(outline)
        || (
            outline.RoutedAt is not null
            && (
                Of(outline) is { IsAround: true } part
                    ? part.Audience != Audience.Technical
                    : covers.Any(other => other.HasInPerson(outline) && other.ReadsMoney(outline))
            )
        );

    /// <summary>Whether it is theirs to do something about: as its CSM, as its owner, because they are asked in person, or with their team.</summary>
    public bool Concerns(EscalationOutline outline) =>
        outline.Csm == person
        || outline.Owner == person
        || outline.Asked == person
        || (outline.RoutedAt is not null && Of(outline).HasIt)
        || covers.Any(other => other.HasInPerson(outline) && other.Concerns(outline));

    /// <summary>Whether it cannot go on before they, or somebody of their team, has done something.</summary>
    public bool WaitsFor(EscalationOutline outline) =>
        outline.Asked == person
        || outline.Status switch
        {
            Status.Draft or Status.Resolved => outline.Csm == person,
            Status.Stalled => outline.Csm == person || outline.Owner == person,
            Status.Routed => Of(outline).HasIt,
            _ => false,
        }
        || covers.Any(other => other.HasInPerson(outline) && other.WaitsFor(outline));

    /// <summary>Whether they are asked in person to say that they have it, and not their team.</summary>
    public bool IsAskedInPerson(EscalationOutline outline) => outline.Status == Status.Routed && Of(outline).IsTheirs;

    /// <summary>Who was its CSM before reads on what was theirs.</summary>
    private bool IsTheirOwn(EscalationOutline outline) => outline.Csm == person || outline.FormerCsms.Contains(person);

    private Part Of(EscalationOutline outline)
    {
        if (!groups.TryGetValue(outline.Around, out var known))
        {
            var example = outline.Around.Example;
            IReadOnlyList<Target> near = [.. placesOf(example).Where(theirs.Contains)];
            IReadOnlyList<Target> having = [.. teamsOf(example).Where(theirs.Contains)];
            groups[outline.Around] = known = new(
                near.Count > 0,
                near.Contains(new ToPerson(person)),
                having.Count > 0,
                having.Contains(new ToPerson(person)),
                audienceAt(example, near)
            );
        }

        return known;
    }

    /// <param name="IsNear">They are around it in their own chat.</param>
    /// <param name="HasIt">They are of a team that has it, or receive it themselves.</param>
    /// <param name="IsTheirs">They receive it in their own chat.</param>
    private sealed record Part(bool IsAround, bool IsNear, bool HasIt, bool IsTheirs, Audience Audience);
}
