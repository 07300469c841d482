using Azure.Data.Tables;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>Something is larger than the service takes. It was not sent; the same will never be taken.</summary>
internal sealed class TableLimitException(string what) : InvalidOperationException(what);

/// <summary>
/// The limits of Azure Table storage. The service answers with an error that nobody can act on, and Azurite does not know most
/// of them: so they are checked here, before anything is sent.
/// </summary>
internal static class TableLimits
{
    public const int ActionsInTransaction = 100;
    public const int BytesInTransaction = 4 * 1024 * 1024;
    public const int BytesInEntity = 1024 * 1024;
    public const int OwnProperties = 252;
    public const int CharactersInText = 32 * 1024;
    public const int BytesInBinary = 64 * 1024;
    public const int CharactersInKey = 512;

    /// <summary>What the headers of one action of a transaction take, at most.</summary>
    private const int BytesAroundAction = 1024;

    private static readonly DateTimeOffset FirstDate = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="TableLimitException">The service would refuse it.</exception>
    public static void Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey);
        CheckKey(entity.RowKey);
        var own = entity.Where(IsOwn).ToList();
        Require(own.Count <= OwnProperties, entity, $"has {own.Count} properties; {OwnProperties} are the most");
        foreach (var (name, value) in own)
        {
            switch (value)
            {
                case string text:
                    Require(text.Length <= CharactersInText, entity, $"has a text {name} of {text.Length} characters; {CharactersInText} are the most");
                    break;
                case byte[] bytes:
                    Require(bytes.Length <= BytesInBinary, entity, $"has {bytes.Length} bytes in {name}; {BytesInBinary} are the most");
                    break;
                case DateTimeOffset instant:
                    Require(instant >= FirstDate, entity, $"has a date {name} before 1601");
                    break;
                case DateTime:
                    Require(false, entity, $"has a date {name} without an offset");
                    break;
            }
        }

        var size = SizeOf(entity);
        Require(size <= BytesInEntity, entity, $"takes {size} bytes; {BytesInEntity} are the most");
    }

    /// <exception cref="TableLimitException">The service would refuse it.</exception>
    public static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > ActionsInTransaction)
        {
            throw new TableLimitException($"A transaction has {actions.Count} actions; 1 to {ActionsInTransaction} are possible.");
        }

        var payload = 0L;
        foreach (var action in actions)
        {
            var entity = (TableEntity)action.Entity;
            Check(entity);
            Require(entity.PartitionKey == actions[0].Entity.PartitionKey, entity, "is of another partition than the rest of its transaction");
            payload += PayloadOf(entity) + BytesAroundAction;
        }

        if (actions.DistinctBy(action => action.Entity.RowKey).Count() < actions.Count)
        {
            throw new TableLimitException("A transaction has one row twice.");
        }

        if (payload > BytesInTransaction)
        {
            throw new TableLimitException($"A transaction takes {payload} bytes; {BytesInTransaction} are the most.");
        }
    }

    /// <summary>The size of an entity as the service counts it, in bytes.</summary>
    public static long SizeOf(TableEntity entity) =>
        4
        + (2L * (entity.PartitionKey.Length + entity.RowKey.Length))
        + entity
            .Where(IsOwn)
            .Sum(property =>
                8
                + (2L * property.Key.Length)
                + property.Value switch
                {
                    string text => 4 + (2L * text.Length),
                    byte[] bytes => 4 + bytes.Length,
                    int => 4,
                    bool => 1,
                    Guid => 16,
                    _ => 8,
                }
            );

    /// <summary>The size of an entity as it is sent, in bytes; never less than it is.</summary>
    public static long PayloadOf(TableEntity entity) =>
        200
        + Escaped(entity.PartitionKey)
        + Escaped(entity.RowKey)
        + entity
            .Where(IsOwn)
            .Sum(property =>
                (2L * property.Key.Length)
                + 60
                + property.Value switch
                {
                    string text => Escaped(text),
                    byte[] bytes => bytes.Length * 4L / 3,
                    _ => 40,
                }
            );

    /// <summary>How a text goes into JSON: what is no plain letter, digit or sign becomes six characters.</summary>
    private static long Escaped(string text)
    {
        long length = 0;
        foreach (var sign in text)
        {
            length += sign is >= ' ' and <= '~' and not ('"' or '&' or '\'' or '<' or '>' or '+' or '`' or '\\') ? 1 : 6;
        }

        return length;
    }

    private static bool IsOwn(KeyValuePair<string, object> property) =>
        property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag") && property.Value is not null;

    private static void CheckKey(string key)
    {
        if (key.Length > CharactersInKey || key.Any(sign => sign is '/' or '\\' or '#' or '?' or '%' || char.IsControl(sign)))
        {
            throw new TableLimitException($"The key {key} is longer than {CharactersInKey} characters, or has a sign that keys cannot have.");
        }
    }

    private static void Require(bool so, TableEntity entity, string otherwise)
    {
        if (!so)
        {
            throw new TableLimitException($"The row {entity.PartitionKey} {entity.RowKey} {otherwise}.");
        }
    }
}
