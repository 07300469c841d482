namespace EscalationAgent.Playbooks;

/// <summary>Something in a playbook that does not hold, and where.</summary>
/// <param name="File">As an operator names it: <c>playbooks/customer-escalation.yaml</c>.</param>
/// <param name="Line">From 1; 0 when the fault is not at a place in the file.</param>
internal sealed record PlaybookFault(string File, long Line, long Column, string Reason)
{
    /// <summary><c>playbooks/customer-escalation.yaml:12:3</c>.</summary>
    public string Place => Line == 0 ? File : $"{File}:{Line}:{Column}";

    public override string ToString() => $"{Place}: {Reason}";
}

/// <summary>The playbooks can't be used. Says everything that is wrong with all of them, so that one edit can cure it.</summary>
internal sealed class PlaybookException(IReadOnlyList<PlaybookFault> faults)
    : Exception($"The playbooks can't be used:{string.Concat(faults.Select(f => $"\n{f}"))}")
{
    public IReadOnlyList<PlaybookFault> Faults { get; } = faults;
}
