using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EscalationAgent.Storage;

/// <summary>Short ways to say SQL. Values go in as parameters only.</summary>
internal static class Sql
{
    extension(SqliteConnection connection)
    {
        /// <returns>How many rows were written.</returns>
        public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            using var command = connection.Command(sql, values);
            return command.Itself.ExecuteNonQuery();
        }

        public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            using var command = connection.Command(sql, values);
            using var reader = command.Itself.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        }

        /// <summary>The first column of the first row; null when there is no row, or it is NULL.</summary>
        public object? Value(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            using var command = connection.Command(sql, values);
            return command.Itself.ExecuteScalar() is { } value and not DBNull ? value : null;
        }

        /// <summary>How long whatever comes next waits for a lock that another connection holds.</summary>
        public void WaitForLocks(TimeSpan atMost) =>
            SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(connection.Handle, (int)atMost.TotalMilliseconds), connection.Handle);

        /// <summary>Begins a transaction that may write; everything until <see cref="Commit"/> is stored together.</summary>
        public void Begin() => connection.Do("BEGIN IMMEDIATE");

        public void Commit() => connection.Do("COMMIT");

        /// <summary>Takes back what was begun.</summary>
        /// <returns>Whether it is certain that no transaction is open any more.</returns>
        public bool TryRollback()
        {
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                raw.sqlite3_exec(connection.Handle, "ROLLBACK");
            }

            return raw.sqlite3_get_autocommit(connection.Handle) != 0;
        }

        /// <summary>How many rows this connection has changed so far.</summary>
        public int Changes => raw.sqlite3_total_changes(connection.Handle);

        // Not by the provider's transactions: they believe that one is open when SQLite has taken it back by itself.
        private void Do(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

        private CommandInUse Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
        {
            var inUse = new CommandInUse(connection, sql);
            var parameters = inUse.Itself.Parameters;
            if (parameters.Count != values.Length)
            {
                parameters.Clear();
            }

            for (var i = 0; i < values.Length; i++)
            {
                var (name, value) = values[i];
                if (i == parameters.Count)
                {
                    parameters.AddWithValue(name, value ?? DBNull.Value);
                }
                else
                {
                    (parameters[i].ParameterName, parameters[i].Value) = (name, value ?? DBNull.Value);
                }
            }

            return inUse;
        }
    }

    /// <summary>Instants are stored as UTC ticks, so that they sort.</summary>
    public static long Ticks(DateTimeOffset instant) => instant.UtcTicks;

    public static object? Ticks(DateTimeOffset? instant) => instant?.UtcTicks;

    public static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>A command until it is disposed of: one that its connection keeps goes back to it.</summary>
    private readonly ref struct CommandInUse(SqliteConnection connection, string sql)
    {
        public SqliteCommand Itself { get; } = connection is StoreConnection keeper ? keeper.Take(sql) : Make(connection, sql);

        public void Dispose()
        {
            if (connection is StoreConnection keeper)
            {
                keeper.GiveBack(Itself);
            }
            else
            {
                Itself.Dispose();
            }
        }

        private static SqliteCommand Make(SqliteConnection connection, string sql)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            return command;
        }
    }
}
