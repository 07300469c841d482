using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Prompts;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Drafting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EscalationAgent.Tests.Drafting.Models;

/// <summary>A writer that asks a fake model, and what it is asked to write.</summary>
internal static class Writing
{
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static readonly PromptBook Prompts = PromptBook.Open(Path.Combine(Peer.Root, "prompts"));

    public static ModelWriter With(FakeModel model, Func<LlmSettings, LlmSettings>? but = null, TimeProvider? clock = null, ILogger? log = null) =>
        DraftingSetup.WriterOf(
            (but ?? (s => s))(model.Llm),
            Prompts,
            clock ?? new FakeTimeProvider(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)),
            log ?? NullLogger.Instance
        );

    public static DraftRequest About(params string[] notes) => new(notes, Brief.Empty, Today, SampleNote.Categories);
}
