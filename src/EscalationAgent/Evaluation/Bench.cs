using Escalations;
using Escalations.Drafting;
using Escalations.Ports;

namespace EscalationAgent.Evaluation;

/// <summary>The writers that can be measured, and by what.</summary>
/// <param name="Checklist">Tells which items of the signature checklist the notes hold.</param>
/// <param name="Offline">The offline writer.</param>
/// <param name="Model">The writer that asks the configured model; null when none is configured.</param>
/// <param name="Render">The request as it would be sent, as JSON.</param>
/// <param name="Replay">A writer for which this is what the model answers.</param>
internal sealed record Bench(
    IReadOnlyList<Category> Categories,
    Func<string, DateOnly, IReadOnlyDictionary<string, bool>> Checklist,
    IDraftWriter Offline,
    IDraftWriter? Model,
    Func<DraftRequest, Task<string>> Render,
    Func<string, IDraftWriter> Replay
)
{
    public Evaluator With(IDraftWriter draftWriter) => new(draftWriter, Categories, Checklist);

    public DraftRequest RequestOf(LabelledNote note) => new([note.Text], Brief.Empty, note.WrittenOn, Categories);
}
