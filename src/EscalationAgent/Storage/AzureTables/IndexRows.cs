using System.Globalization;
using Azure.Data.Tables;
using Escalations;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// The rows by which an escalation is found: in the list of its tenant, by its next wake-up, and by its customer. They follow
/// from its head alone. A row too many is told by the head, and harmless.
/// </summary>
internal static class IndexRows
{
    /// <summary>The states in which what has ended is; what is in another is among the open ones.</summary>
    public static readonly IReadOnlyCollection<string> Ends = [Status.Closed.Key(), Status.Withdrawn.Key()];

    public const string EndedPrefix = "ended";

    public static string OpenPartition(string tenant) => $"open{TableKey.Separator}{TableKey.Encode(tenant)}";

    /// <summary>What has ended, the latest first.</summary>
    public static string EndedPartition(string tenant) => $"{EndedPrefix}{TableKey.Separator}{TableKey.Encode(tenant)}";

    public static string WakePartition(int urgency) => $"wake{TableKey.Separator}{urgency}";

    public static string AccountPartition(string tenant, string account) => $"account{TableKey.Separator}{TableKey.Of(tenant, account)}";

    public static string IdKey(EscalationId id) => TableKey.Encode(id.ToString());

    public static string EndedKey(Head head) => $"{TableKey.Descending(head.SeenAt)}{TableKey.Separator}{IdKey(head.Id)}";

    public static string WakeKey(Head head) => $"{TableKey.Sortable(head.NextWake ?? 0)}{TableKey.Separator}{head.Partition}";

    /// <summary>The instant of a key, in UTC ticks.</summary>
    public static long WakeOf(string key) => long.Parse(key.AsSpan(0, key.IndexOf(TableKey.Separator, StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    /// <summary>The keys of all rows, partition and row parted by a tab.</summary>
    public static IReadOnlyList<string> KeysOf(Head head) => [.. Places(head).Select(place => $"{place.Partition}\t{place.Row}")];

    public static (string Partition, string Row) Place(string key) =>
        key.Split('\t') is [var partition, var row] ? (partition, row) : throw new InvalidDataException(key);

    public static IReadOnlyList<TableEntity> Of(Head head)
    {
        var rows = new List<TableEntity>();
        foreach (var (partition, row) in Places(head))
        {
            var summary = head.SummaryRow(partition, row);
            rows.AddRange(rows.Count == 0 ? LongText.Write(summary, head.ReportText()) : [summary]);
        }

        return rows;
    }

    /// <summary>Nothing of it is so any more, neither for lists nor for reports.</summary>
    private static bool IsOver(Head head) => head.EndedAt is not null && head.Report.Fold.State is null && Ends.Contains(head.Status);

    /// <summary>The list comes first.</summary>
    private static IEnumerable<(string Partition, string Row)> Places(Head head)
    {
        yield return IsOver(head) ? (EndedPartition(head.Tenant), EndedKey(head)) : (OpenPartition(head.Tenant), IdKey(head.Id));
        if (head.NextWake is not null)
        {
            yield return (WakePartition(head.Urgency), WakeKey(head));
        }

        if (head is { Account: { } account, RoutedAt: { } routed })
        {
            yield return (AccountPartition(head.Tenant, account), $"{TableKey.Descending(routed)}{TableKey.Separator}{IdKey(head.Id)}");
        }
    }
}
