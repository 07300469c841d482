using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>A matter that names a launch as its release or customer, as it is counted for that launch.</summary>
/// <param name="IsDefect">Whether a defect has set it off.</param>
/// <param name="IsDecision">Whether it ends in a decision, such as go or no-go.</param>
/// <param name="Journey">How much it hurts on the customer's way, as its CSM chose in the triage; null where nobody has said.</param>
public sealed record LaunchMatter(EscalationOutline Outline, bool IsDefect, bool IsDecision, string? Journey)
{
    /// <summary>What sets a defect off, in the launch protocol.</summary>
    private const string Defect = "defect";

    /// <summary>The item of the triage that says what it does to customers, in the launch protocol.</summary>
    internal const string CustomerJourney = "customer_journey";

    /// <summary>The customers whom briefs name that were combined with it, as its reader may read them.</summary>
    public IReadOnlyList<string> Customers { get; init; } = [];

    /// <summary>By when it is to be decided or fixed; null where nothing is owed.</summary>
    public DateTimeOffset? DecideBy { get; init; }

    /// <summary>Whether its decision stalls then: its day is over, or nobody has moved for so long that it counts as stalled.</summary>
    public bool StallsAt(DateTimeOffset now) => IsOpen && (Outline.Status == Status.Stalled || DecideBy <= now);

    public Severity? Severity => Outline.Around.Severity;

    /// <summary>Whether it is still to be fixed or decided.</summary>
    public bool IsOpen => !Outline.Status.IsEnded() && Outline.Status is not (Status.Draft or Status.Resolved);

    /// <summary>How long it took from its first routing until it was called resolved; null while it is not.</summary>
    public TimeSpan? TookToFix => Outline.ResolvedAt - Outline.RoutedAt;

    /// <summary>Whether it was routed then and still to be fixed, as far as is known now: what was reopened since counts as never fixed.</summary>
    public bool WasOpenAt(DateTimeOffset at) => Outline.RoutedAt <= at && !(Outline.ResolvedAt <= at) && !(Outline.EndedAt <= at);

    /// <param name="matters">All of one tenant.</param>
    public static IReadOnlyList<LaunchMatter> OfAll(IEnumerable<Escalation> matters, PlaybookCatalog playbooks)
    {
        var groups = new Dictionary<string, OutlineGroup>(StringComparer.Ordinal);
        var all = new List<LaunchMatter>();
        foreach (var matter in matters)
        {
            var key = OutlineGroup.KeyOf(matter);
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = OutlineGroup.Of(matter);
            }

            all.Add(
                new(
                    EscalationOutline.Of(matter, group),
                    matter.Brief.Trigger == Defect,
                    playbooks.Of(matter).FindCategory(matter.Decision?.Category) is { Decisions.Count: > 0 },
                    matter.Brief.Checklist.GetValueOrDefault(CustomerJourney)?.Text
                )
                {
                    DecideBy = matter.Deadlines.FirstOrDefault(term => term.Kind == DeadlineKind.Outcome)?.DueAt,
                }
            );
        }

        return all;
    }
}

/// <summary>How long fixing took.</summary>
/// <param name="Count">Over how many.</param>
/// <param name="Median">Null over none.</param>
/// <param name="Ninetieth">The 90th percentile, by nearest rank; null over none.</param>
public sealed record FixTimes(int Count, TimeSpan? Median, TimeSpan? Ninetieth)
{
    public static FixTimes Of(IEnumerable<LaunchMatter> matters)
    {
        IReadOnlyList<TimeSpan> took = [.. matters.Select(m => m.TookToFix).OfType<TimeSpan>().Order()];
        return new(took.Count, Percentiles.Median(took), Percentiles.Ninetieth(took));
    }
}
