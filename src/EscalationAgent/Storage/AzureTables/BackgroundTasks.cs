using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// What is done after the answer: nobody who waits for a commit waits for it, and whoever reads afterwards in this process
/// finds it done. What fails here is finished by <see cref="TableSweeping"/>.
/// </summary>
internal sealed class BackgroundTasks(Action<Exception> failed)
{
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];

    public void Run(Func<Task> work)
    {
        var task = Task.Run(() => DoAsync(work));
        lock (gate)
        {
            running.Add(task);
        }

        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Until all that was begun so far has ended, well or not.</summary>
    public Task EndedAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            return running.Count == 0 ? Task.CompletedTask : Task.WhenAll(running).WaitAsync(cancel);
        }
    }

    private void Forget(Task ended)
    {
        lock (gate)
        {
            running.Remove(ended);
        }
    }

    private async Task DoAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreUnavailableException)
        {
            // The store tells the log itself.
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }
}
