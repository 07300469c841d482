namespace Escalations.UseCases;

/// <summary>Whoever asks for what is being worked out already waits for it with the others: it is done once.</summary>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Flight> flights = [];
    private readonly Lock gate = new();

    /// <param name="work">Done on a thread of its own, and cancelled when nobody waits for it any more.</param>
    public async Task<TResult> DoAsync(TKey key, Func<CancellationToken, Task<TResult>> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Flight flight;
        lock (gate)
        {
            if (!flights.TryGetValue(key, out flight!))
            {
                flight = new();
                flights[key] = flight;
                flight.Result = Task.Run(() => FlyAsync(key, flight, work), CancellationToken.None);
            }

            flight.Waiting++;
        }

        try
        {
            return await flight.Result.WaitAsync(cancel);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private async Task<TResult> FlyAsync(TKey key, Flight flight, Func<CancellationToken, Task<TResult>> work)
    {
        try
        {
            return await work(flight.Stop.Token);
        }
        finally
        {
            lock (gate)
            {
                Land(key, flight);
            }
        }
    }

    private void Leave(TKey key, Flight flight)
    {
        lock (gate)
        {
            if (--flight.Waiting > 0)
            {
                return;
            }

            // Who asks from now on begins again, and is not handed what has been cancelled.
            Land(key, flight);
        }

        flight.Stop.Cancel();
    }

    private void Land(TKey key, Flight flight)
    {
        if (flights.TryGetValue(key, out var current) && current == flight)
        {
            flights.Remove(key);
        }
    }

    private sealed class Flight
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task<TResult> Result { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
