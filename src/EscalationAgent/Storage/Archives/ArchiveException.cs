namespace EscalationAgent.Storage.Archives;

/// <summary>An archive is not what it should be.</summary>
/// <param name="line">From 1 on; the header is the first.</param>
internal sealed class ArchiveException(string file, long line, string why) : Exception($"{file}:{line}: {why}");
