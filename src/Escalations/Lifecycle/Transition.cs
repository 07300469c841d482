namespace Escalations.Lifecycle;

/// <summary>One row of the table of moves.</summary>
public sealed record Transition(Status From, Move Move, Status To, Role By, params IReadOnlyList<Guard> Needs);

/// <summary>What the table says to a move.</summary>
public abstract record Verdict
{
    public static readonly Verdict Allowed = new Allowance();

    private sealed record Allowance : Verdict;
}

/// <summary>It may not happen, and this is what the person is told.</summary>
public sealed record Refused(string Why) : Verdict;
