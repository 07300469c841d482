namespace Escalations.Deadlines;

/// <summary>
/// Adds up what a week's days are worth, over any number of weeks and with the days that are worth something else, and finds
/// the day on which a sum is reached. Neither walks: whole weeks are multiplied, special days are searched.
/// </summary>
internal sealed class DayTally
{
    // Monday, 29 December 1969; day 0 is the Thursday after it.
    private const int FirstMonday = -3;

    private readonly long[] beforeWeekday = new long[8];
    private readonly int[] special;
    private readonly long[] lost;
    private readonly long[] atSpecial;

    /// <param name="worth">Of each weekday from Monday; not negative, and not all nothing.</param>
    /// <param name="specialDays">Days that are worth something else, in order, and how much.</param>
    public DayTally(IReadOnlyList<long> worth, IEnumerable<(int Day, long Worth)> specialDays)
    {
        for (var i = 0; i < 7; i++)
        {
            beforeWeekday[i + 1] = beforeWeekday[i] + worth[i];
        }

        var differing = specialDays.Where(s => worth[Weekday(s.Day)] != s.Worth).ToArray();
        special = [.. differing.Select(s => s.Day)];
        lost = new long[special.Length + 1];
        atSpecial = new long[special.Length];
        for (var i = 0; i < special.Length; i++)
        {
            atSpecial[i] = InWeeks(special[i]) - lost[i];
            lost[i + 1] = lost[i] + worth[Weekday(special[i])] - differing[i].Worth;
        }
    }

    /// <summary>0 for Monday.</summary>
    public static int Weekday(int day) => day - FirstMonday - (7 * WeekOf(day));

    /// <summary>What the days before this one are worth, from a fixed day on; negative before that.</summary>
    public long Before(int day)
    {
        var found = Array.BinarySearch(special, day);
        return InWeeks(day) - lost[found < 0 ? ~found : found];
    }

    /// <summary>The last day with no more than this sum before it: an open day, on which the next piece is earned.</summary>
    public int DayAt(long sum)
    {
        var reached = CountUpTo(sum);
        if (reached > 0 && sum < Before(special[reached - 1] + 1))
        {
            return special[reached - 1];
        }

        var total = sum + lost[reached];
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

    /// <summary>How many special days are reached with no more than this sum.</summary>
    private int CountUpTo(long sum)
    {
        var (low, high) = (0, atSpecial.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = atSpecial[middle] <= sum ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
