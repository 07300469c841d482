namespace Escalations.UseCases;

/// <summary>Rings when something has become owed, so that it leaves at once and not at the next look.</summary>
public sealed class OwedSignal : IDisposable
{
    private readonly SemaphoreSlim bell = new(0, 1);

    public void Ring()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is ringing already; one ring wakes the sender for everything that is owed.
        }
    }

    /// <returns>True when it rang, false when the time was over.</returns>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel) => bell.WaitAsync(atMost, cancel);

    public void Dispose() => bell.Dispose();
}
