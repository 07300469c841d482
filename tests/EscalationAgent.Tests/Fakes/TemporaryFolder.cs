namespace EscalationAgent.Tests.Fakes;

/// <summary>A new folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("escalation-agent-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
