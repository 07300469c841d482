namespace EscalationAgent;

/// <summary>How the program says that it cannot start.</summary>
internal static class StartupFailure
{
    /// <returns>The exit code.</returns>
    public static int ToStart(IEnumerable<string> faults)
    {
        Console.Error.WriteLine("Escalation Agent cannot start:");
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"  {fault.ReplaceLineEndings("\n  ")}");
        }

        return 1;
    }
}
