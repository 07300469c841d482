namespace Escalations.Deadlines;

/// <summary>The hours of one day less the breaks, in order, in ticks since its midnight; they may end on the next day.</summary>
internal sealed class DayHours
{
    public static readonly DayHours None = new([]);

    private readonly (long Opens, long Closes)[] stretches;

    private DayHours((long Opens, long Closes)[] stretches) => this.stretches = stretches;

    public static DayHours Of(IEnumerable<OpenHours> hours, IReadOnlyList<OpenHours> breaks) =>
        new([.. hours.OrderBy(h => h.Opens).SelectMany(h => Without(h, breaks)).Select(h => (h.Opens.Ticks, h.Closes.Ticks))]);

    public bool HasAny => stretches.Length > 0;

    public long Worth => stretches.Sum(h => h.Closes - h.Opens);

    public long FirstOpening => stretches[0].Opens;

    public long LastClosing => stretches[^1].Closes;

    public IReadOnlyList<OpenHours> All => [.. stretches.Select(h => new OpenHours(new(h.Opens), new(h.Closes)))];

    public bool SameAs(DayHours other) => stretches.AsSpan().SequenceEqual(other.stretches);

    /// <summary>How much of the day's open time has passed, so long after its midnight.</summary>
    public long Passed(long sinceMidnight)
    {
        var passed = 0L;
        foreach (var (opens, closes) in stretches)
        {
            passed += Math.Clamp(sinceMidnight - opens, 0, closes - opens);
        }

        return passed;
    }

    /// <summary>When so much has passed and more is to come.</summary>
    public long At(long passed)
    {
        var left = passed;
        foreach (var (opens, closes) in stretches)
        {
            if (left < closes - opens)
            {
                return opens + left;
            }

            left -= closes - opens;
        }

        throw new ArgumentOutOfRangeException(nameof(passed), "More than the day has.");
    }

    /// <summary>What breaks leave of the hours. A break has its clock time on the day after too, where the hours go on past midnight.</summary>
    private static IEnumerable<OpenHours> Without(OpenHours hours, IReadOnlyList<OpenHours> breaks)
    {
        var day = TimeSpan.FromDays(1);
        IEnumerable<OpenHours> left = [hours];
        foreach (var pause in breaks.SelectMany(b => new[] { new OpenHours(b.Opens - day, b.Closes - day), b, new OpenHours(b.Opens + day, b.Closes + day) }))
        {
            left = left.SelectMany(h => new[] { h with { Closes = Min(h.Closes, pause.Opens) }, h with { Opens = Max(h.Opens, pause.Closes) } })
                .Where(h => h.Opens < h.Closes);
        }

        return [.. left.OrderBy(h => h.Opens)];
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
