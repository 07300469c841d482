using Escalations.Drafting;

namespace Escalations.Ports;

/// <summary>Drafts a brief and suggests its classification. Never decides.</summary>
public interface IDraftWriter
{
    /// <summary>What people are told about where the draft comes from, such as "offline rules 3".</summary>
    string Name { get; }

    /// <exception cref="WriterFailedException">There is no draft; only a writer that asks a model fails so.</exception>
    Task<Draft> WriteAsync(DraftRequest request, CancellationToken cancel);
}

/// <summary>The writers there are.</summary>
/// <param name="Rules">Always at hand, at once, and free.</param>
/// <param name="Model">Asks a model; slow, and never inside a turn. Null when none is configured.</param>
/// <param name="Excluded">Tenants whose words never go to a model.</param>
/// <param name="Confidential">Tenants that let a model read what is confidential as well.</param>
public sealed record Writers(
    IDraftWriter Rules,
    IDraftWriter? Model = null,
    IReadOnlyCollection<string>? Excluded = null,
    IReadOnlyCollection<string>? Confidential = null
)
{
    /// <summary>
    /// The model that may read an escalation; null when there is none. None reads it before its CSM has said which kind of matter it
    /// is, because it may be confidential.
    /// </summary>
    public IDraftWriter? For(Escalation escalation) =>
        Excluded?.Contains(escalation.Tenant) is true
        || escalation.Brief.Form.IsKindOpen
        || (escalation.IsConfidential && Confidential?.Contains(escalation.Tenant) is not true)
            ? null
            : Model;
}

/// <summary>A model gave no draft that could be used.</summary>
/// <param name="why">For people, as the end of "The model ...": "did not answer in time".</param>
/// <param name="cost">What it cost all the same; null when nothing was sent.</param>
public sealed class WriterFailedException(string why, DraftProvenance? cost = null, Exception? inner = null) : Exception($"The model {why}.", inner)
{
    public string Why { get; } = why;

    public DraftProvenance? Cost { get; } = cost;
}
