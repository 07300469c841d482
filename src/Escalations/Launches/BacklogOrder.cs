namespace Escalations.Launches;

/// <summary>By what the backlog of a launch is ordered; the first that tells two items apart decides.</summary>
public enum PriorityRule
{
    /// <summary>What is critical to customers (S1 or S2, and customers see it), then what else customers see.</summary>
    CustomersFirst,

    /// <summary>A matter by its severity; a likely risk as S2, one less likely as S3 or S4; mitigation as S3, a feature as S4.</summary>
    Severity,

    /// <summary>By when a matter is due, of the milestone that a risk threatens, by which work is wanted; then what has no day.</summary>
    NearestDay,

    /// <summary>By the day that was decided on for a fix or for work; then that for which none was.</summary>
    DecidedDay,

    /// <summary>What waits longest.</summary>
    Age,
}

/// <summary>What kind of work is added to a backlog by people (A043).</summary>
public enum WorkKind
{
    Feature,
    Mitigation,
}

/// <summary>What an item of a backlog is.</summary>
public enum BacklogKind
{
    Matter,
    Risk,
    Feature,
    Mitigation,
}

/// <summary>How a piece of work ended.</summary>
/// <param name="IsDone">Whether it was done; else it was dropped.</param>
/// <param name="At">UTC.</param>
public sealed record WorkEnd(bool IsDone, string? Because, Person By, DateTimeOffset At);

/// <summary>A piece of work that somebody has added to the backlog of a launch.</summary>
/// <param name="Number">From 1, in the order in which they were added.</param>
/// <param name="Day">By when it is wanted; null for no day.</param>
/// <param name="AddedAt">UTC.</param>
public sealed record WorkItem(
    int Number,
    string Title,
    WorkKind Kind,
    bool IsCustomerFacing,
    Person? Owner,
    DateOnly? Day,
    Person AddedBy,
    DateTimeOffset AddedAt
)
{
    /// <summary>Null while it is open.</summary>
    public WorkEnd? End { get; init; }

    public bool IsOpen => End is null;
}

/// <summary>The rules by which a backlog is ordered.</summary>
/// <param name="Order">Each at most once; the first decides first.</param>
/// <param name="AgingDays">In working days: what has waited so long gets every second place.</param>
public sealed record BacklogRules(IReadOnlyList<PriorityRule> Order, int AgingDays)
{
    public const int LeastAgingDays = 2;
    public const int MostAgingDays = 60;

    /// <summary>Those of a launch whose people have agreed on none.</summary>
    public static readonly BacklogRules Usual = new([.. Enum.GetValues<PriorityRule>()], 10);

    public bool IsSameAs(BacklogRules other) => AgingDays == other.AgingDays && Order.SequenceEqual(other.Order);
}

/// <summary>Rules, with who agreed to them as they are now: first the one who set them so.</summary>
/// <param name="Because">Why they are other than before; null for the first.</param>
public sealed record AgreedRules(BacklogRules Rules, string? Because, IReadOnlyList<Agreement> Agreed);

/// <summary>That an item has another place than by the rules: a decision.</summary>
/// <param name="Place">From 1.</param>
/// <param name="At">UTC.</param>
public sealed record Placement(int Place, string Because, Person By, DateTimeOffset At);

/// <summary>Something that waits to be done for a launch.</summary>
/// <param name="Key">By which decisions name it: an id of a matter, <c>risk-1</c> or <c>work-1</c>.</param>
/// <param name="IsCustomerFacing">Whether customers see it.</param>
/// <param name="Severity">As <see cref="PriorityRule.Severity"/> says.</param>
/// <param name="Since">Since when it waits, UTC.</param>
public sealed record BacklogItem(string Key, BacklogKind Kind, string Title, bool IsCustomerFacing, Severity Severity, DateTimeOffset Since)
{
    /// <summary>The nearest day that matters for it; null for none.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The day that was decided on for it; null for none.</summary>
    public DateOnly? Decided { get; init; }

    public string? Owner { get; init; }

    /// <summary>What is done against a risk; null for nothing.</summary>
    public string? Mitigation { get; init; }

    public bool IsCritical => IsCustomerFacing && Severity <= Severity.S2;

    public static string KeyOf(Risk risk) => FormattableString.Invariant($"risk-{risk.Number}");

    public static string KeyOf(WorkItem work) => FormattableString.Invariant($"work-{work.Number}");
}

/// <summary>An item in its place.</summary>
/// <param name="HasWaited">Whether it has waited so long that age lifts it.</param>
/// <param name="Placed">The decision by which it is where it is; null where the rules say so.</param>
public sealed record BacklogRow(BacklogItem Item, bool HasWaited, Placement? Placed);

/// <summary>Orders a backlog.</summary>
public static class BacklogOrder
{
    /// <summary>
    /// The order that follows from items, rules, decisions and the time alone. Without decisions, an item that has waited long, and a such
    /// that have waited longer, is at place 2a + 2 or before, whatever else is there: nothing waits for ever behind what is newer.
    /// </summary>
    /// <param name="items">Each with a key of its own.</param>
    /// <param name="placed">Decisions by the key of their item; those of other items count for nothing.</param>
    /// <param name="hasWaited">Whether what waits since then has waited longer than the rules let it; what waits longer has, too.</param>
    public static IReadOnlyList<BacklogRow> Of(
        IReadOnlyCollection<BacklogItem> items,
        BacklogRules rules,
        IReadOnlyDictionary<string, Placement> placed,
        Func<DateTimeOffset, bool> hasWaited
    )
    {
        var free = items.Where(item => !placed.ContainsKey(item.Key)).ToList();
        free.Sort((one, other) => Compare(one, other, rules.Order));
        var old = new Queue<BacklogItem>(
            free.Where(item => hasWaited(item.Since)).OrderBy(item => item.Since).ThenBy(item => item.Key, StringComparer.Ordinal)
        );
        var byRules = new Queue<BacklogItem>(free);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var rows = new List<BacklogRow>();
        while (rows.Count < free.Count)
        {
            var next = (rows.Count % 2 == 1 ? Next(old) : null) ?? Next(byRules)!;
            taken.Add(next.Key);
            rows.Add(new(next, hasWaited(next.Since), null));
        }

        // From the first place on, so that each is where it was put; of two for one place, the later decision has it.
        foreach (
            var item in items
                .Where(item => placed.ContainsKey(item.Key))
                .OrderBy(item => placed[item.Key].Place)
                .ThenBy(item => placed[item.Key].At)
                .ThenBy(item => item.Key, StringComparer.Ordinal)
        )
        {
            rows.Insert(Math.Min(placed[item.Key].Place - 1, rows.Count), new(item, hasWaited(item.Since), placed[item.Key]));
        }

        return rows;

        BacklogItem? Next(Queue<BacklogItem> queue)
        {
            while (queue.TryDequeue(out var item))
            {
                if (!taken.Contains(item.Key))
                {
                    return item;
                }
            }

            return null;
        }
    }

    private static int Compare(BacklogItem one, BacklogItem other, IReadOnlyList<PriorityRule> order)
    {
        foreach (var rule in order)
        {
            if (By(rule, one).CompareTo(By(rule, other)) is var result && result != 0)
            {
                return result;
            }
        }

        return one.Since != other.Since ? one.Since.CompareTo(other.Since) : string.CompareOrdinal(one.Key, other.Key);
    }

    private static long By(PriorityRule rule, BacklogItem item) =>
        rule switch
        {
            PriorityRule.CustomersFirst => item.IsCritical ? 0
            : item.IsCustomerFacing ? 1
            : 2,
            PriorityRule.Severity => (long)item.Severity,
            PriorityRule.NearestDay => item.Day?.DayNumber ?? int.MaxValue,
            PriorityRule.DecidedDay => item.Decided?.DayNumber ?? int.MaxValue,
            _ => item.Since.UtcTicks,
        };
}
