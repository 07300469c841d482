using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>Something that waits to be written, alone or in one transaction with others.</summary>
internal abstract class PendingWrite
{
    private int state;

    private enum State
    {
        Waiting,
        Begun,
        Abandoned,
    }

    /// <summary>Since when it waits.</summary>
    public long Asked { get; } = Stopwatch.GetTimestamp();

    /// <returns>False when it was abandoned.</returns>
    public bool TryBegin() => Leave(State.Begun);

    /// <returns>False when it was begun: then it is stored or not, whoever waits for it.</returns>
    public bool TryAbandon() => Leave(State.Abandoned);

    /// <summary>Does the work within an open transaction; may be done again in another one, when that one was taken back.</summary>
    public abstract void Run(SqliteConnection connection);

    /// <summary>What was done last is stored.</summary>
    public abstract void Stored();

    public abstract void Failed(Exception why);

    private bool Leave(State next) => Interlocked.CompareExchange(ref state, (int)next, (int)State.Waiting) == (int)State.Waiting;
}

/// <inheritdoc/>
internal sealed class PendingWrite<T>(Func<SqliteConnection, T> work) : PendingWrite
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Done => done.Task;

    public override void Run(SqliteConnection connection) => result = work(connection);

    public override void Stored() => done.TrySetResult(result!);

    public override void Failed(Exception why) => done.TrySetException(why);
}
