namespace Escalations.Sla;

/// <summary>
/// Adds up what a week's days are worth, over any number of weeks and without the closed days, and finds the day on which a
/// sum is reached. Neither walks: whole weeks are multiplied, closed days are searched.
/// </summary>
internal sealed class DayTally
{
    // Monday, 29 December 1969; day 0 is the Thursday after it.
    private const int FirstMonday = -3;

    private readonly long[] beforeWeekday = new long[8];
    private readonly int[] closed;
    private readonly long[] lost;
    private readonly long[] atClosed;

    /// <param name="worth">Of each weekday from Monday; not negative, and not all nothing.</param>
    /// <param name="closedDays">Days that are worth nothing, in order.</param>
    public DayTally(IReadOnlyList<long> worth, IEnumerable<int> closedDays)
    {
        for (var i = 0; i < 7; i++)
        {
            beforeWeekday[i + 1] = beforeWeekday[i] + worth[i];
        }

        closed = [.. closedDays.Where(day => worth[Weekday(day)] > 0)];
        lost = new long[closed.Length + 1];
        atClosed = new long[closed.Length];
        for (var i = 0; i < closed.Length; i++)
        {
            atClosed[i] = InWeeks(closed[i]) - lost[i];
            lost[i + 1] = lost[i] + worth[Weekday(closed[i])];
        }
    }

    /// <summary>0 for Monday.</summary>
    public static int Weekday(int day) => day - FirstMonday - (7 * WeekOf(day));

    /// <summary>What the days before this one are worth, from a fixed day on; negative before that.</summary>
    public long Before(int day)
    {
        var found = Array.BinarySearch(closed, day);
        return InWeeks(day) - lost[found < 0 ? ~found : found];
    }

    /// <summary>The last day with no more than this sum before it: an open day, on which the next piece is earned.</summary>
    public int DayAt(long sum)
    {
        var total = sum + lost[CountUpTo(sum)];
        var week = (int)Floor.Divide(total, beforeWeekday[7]);
        var rest = total - (week * beforeWeekday[7]);
        var weekday = 6;
        while (beforeWeekday[weekday] > rest)
        {
            weekday--;
        }

        return (7 * week) + weekday + FirstMonday;
    }

    private static int WeekOf(int day) => (int)Floor.Divide(day - FirstMonday, 7);

    private long InWeeks(int day) => (WeekOf(day) * beforeWeekday[7]) + beforeWeekday[Weekday(day)];

    /// <summary>How many closed days are reached with no more than this sum.</summary>
    private int CountUpTo(long sum)
    {
        var (low, high) = (0, atClosed.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = atClosed[middle] <= sum ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
