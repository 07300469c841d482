namespace Escalations.UseCases;

/// <summary>
/// Rings when something has become owed, so that it is done at once and not at the next look. Each kind has its own bell,
/// for its own listener; one ring sounds them all.
/// </summary>
public sealed class OwedSignal : IDisposable
{
    private readonly SemaphoreSlim[] bells = [.. Enum.GetValues<OwedKind>().Select(_ => new SemaphoreSlim(0, 1))];

    public void Ring() => Array.ForEach(bells, Ring);

    /// <returns>True when it rang, false when the time was over.</returns>
    public Task<bool> WaitAsync(OwedKind kind, TimeSpan atMost, CancellationToken cancel) => bells[(int)kind].WaitAsync(atMost, cancel);

    public void Dispose() => Array.ForEach(bells, bell => bell.Dispose());

    private static void Ring(SemaphoreSlim bell)
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is ringing already; one ring wakes the listener for everything that is owed.
        }
    }
}
