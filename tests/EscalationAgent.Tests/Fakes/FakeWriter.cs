using System.Collections.Concurrent;
using Escalations.Drafting;
using Escalations.Ports;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A model's writer that writes what the test wants: the truth, lies, or what an intruder told it.</summary>
internal sealed class FakeWriter(Func<DraftRequest, CancellationToken, Task<Draft>> write) : IDraftWriter
{
    public const string Model = "fake-model";

    public FakeWriter(Func<DraftRequest, Draft> write)
        : this((request, _) => Task.FromResult(write(request))) { }

    public string Name => $"{Model} with prompt draft-brief v1";

    public ConcurrentQueue<DraftRequest> Asked { get; } = [];

    public async Task<Draft> WriteAsync(DraftRequest request, CancellationToken cancel)
    {
        Asked.Enqueue(request);
        var draft = await write(request, cancel);
        return draft with { Making = draft.Making ?? new(Name, Model, "draft-brief v1", "0a1b2c3d4e5f", 1000, 200, 1) };
    }
}
