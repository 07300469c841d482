namespace EscalationAgent.Teams;

/// <summary>
/// Lets the turns of one chat go one after the other, in the order in which they arrived: two answers sent in quick
/// succession must not change places.
/// </summary>
internal sealed class KeyedLock
{
    private readonly Dictionary<string, Task> last = [];
    private readonly Lock gate = new();

    public async Task<T> RunAsync<T>(string chat, Func<Task<T>> turn)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (gate)
        {
            before = last.GetValueOrDefault(chat, Task.CompletedTask);
            last[chat] = done.Task;
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
                if (last[chat] == done.Task)
                {
                    last.Remove(chat);
                }
            }

            done.SetResult();
        }
    }
}
