namespace Escalations.Deadlines;

/// <summary>Division that goes on downwards below zero, as days before 1970 do.</summary>
internal static class Floor
{
    public static long Divide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
