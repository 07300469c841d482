namespace EscalationAgent;

/// <summary>
/// Lets what has one key go one after the other, in the order in which it arrived: two answers sent to one chat in quick
/// succession must not change places, and no two writers of one place need to find each other out.
/// </summary>
internal sealed class KeyedLock
{
    private readonly Dictionary<string, Task> last = [];
    private readonly Lock gate = new();

    public async Task<T> RunAsync<T>(string key, Func<Task<T>> turn)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (gate)
        {
            before = last.GetValueOrDefault(key, Task.CompletedTask);
            last[key] = done.Task;
        }

        try
        {
            await before;
            return await turn();
        }
        finally
        {
            lock (gate)
            {
                if (last[key] == done.Task)
                {
                    last.Remove(key);
                }
            }

            done.SetResult();
        }
    }
}
