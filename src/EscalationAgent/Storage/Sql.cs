using Microsoft.Data.Sqlite;

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
            return command.ExecuteNonQuery();
        }

        public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            using var command = connection.Command(sql, values);
            using var reader = command.ExecuteReader();
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
            return command.ExecuteScalar() is { } value and not DBNull ? value : null;
        }

        private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values)
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            return command;
        }
    }

    /// <summary>Instants are stored as UTC ticks, so that they sort.</summary>
    public static long Ticks(DateTimeOffset instant) => instant.UtcTicks;

    public static object? Ticks(DateTimeOffset? instant) => instant?.UtcTicks;

    public static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
