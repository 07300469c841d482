using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>A connection that keeps the statements which it has prepared: the same ones come with every turn.</summary>
internal sealed class StoreConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>The store has fewer; more come only from statements with values in their text, which are not kept forever.</summary>
    private const int MostKept = 200;

    private readonly Dictionary<string, SqliteCommand> kept = [];

    /// <summary>A kept command, or a new one. Until it is given back, nobody else gets it.</summary>
    public SqliteCommand Take(string sql)
    {
        if (kept.Remove(sql, out var command))
        {
            // The one that it was used in before is over.
            command.Transaction = Transaction;
            return command;
        }

        command = CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public void GiveBack(SqliteCommand command)
    {
        if (kept.Count >= MostKept)
        {
            Forget();
        }

        if (!kept.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    private void Forget()
    {
        foreach (var command in kept.Values)
        {
            command.Dispose();
        }

        kept.Clear();
    }
}
