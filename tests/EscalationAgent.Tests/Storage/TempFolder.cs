namespace EscalationAgent.Tests.Storage;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("escalations-").FullName;

    public string File(params string[] names) => Path.Combine([path, .. names]);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
