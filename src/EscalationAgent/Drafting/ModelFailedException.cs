namespace EscalationAgent.Drafting;

/// <summary>A model gave no answer that is one.</summary>
/// <param name="why">For people, as the end of "The model ...".</param>
/// <param name="kind">For telemetry: a short word, or the HTTP status.</param>
/// <param name="wasSent">False when nothing can have left this machine.</param>
/// <param name="inner">Never one whose message may repeat what was asked or answered.</param>
internal sealed class ModelFailedException(string why, string kind, bool wasSent = true, Exception? inner = null) : Exception($"The model {why}.", inner)
{
    /// <summary>The model, or the filter before it, does not want to; that is no failure of the endpoint.</summary>
    public const string Unwilling = "refused to answer";

    /// <summary>There is an answer, and it is of no use.</summary>
    public const string NoDraft = "answered with something that is no draft";

    public string Why { get; } = why;

    public string Kind { get; } = kind;

    public bool WasSent { get; } = wasSent;
}
