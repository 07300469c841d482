using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Escalations;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// The row of an escalation that every commit changes, on condition that nobody else has: what is so after its events. All
/// rows of the index follow from it and can be made again.
/// </summary>
internal sealed record Head
{
    public const string Row = "head";

    /// <summary>What the index needs to know; the text is not among it.</summary>
    public static readonly IReadOnlyList<string> Summary =
    [
        nameof(Version),
        nameof(Tenant),
        nameof(Id),
        nameof(Urgency),
        nameof(Status),
        nameof(Csm),
        nameof(LastEventAt),
        nameof(EndedAt),
        nameof(ErasedAt),
        nameof(NextWake),
        nameof(Account),
        nameof(RoutedAt),
        nameof(SeenAt),
    ];

    public required string Tenant { get; init; }

    public required EscalationId Id { get; init; }

    public required int Version { get; init; }

    public required string Hash { get; init; }

    /// <summary>The version whose commit was the last to owe anything; 0 for none.</summary>
    public required int LastOwed { get; init; }

    /// <summary>0 for S1 to 3 for S4.</summary>
    public required int Urgency { get; init; }

    public required string Status { get; init; }

    public required string Csm { get; init; }

    /// <summary>This and all instants below are UTC ticks.</summary>
    public required long LastEventAt { get; init; }

    public long? EndedAt { get; init; }

    /// <summary>When all of its texts were erased; null while they are there.</summary>
    public long? ErasedAt { get; init; }

    public long? NextWake { get; init; }

    /// <summary>As <see cref="StoredText.AccountKey"/>, once it has been routed.</summary>
    public string? Account { get; init; }

    public long? RoutedAt { get; init; }

    /// <summary>From this instant on reports see all of it; it never goes back.</summary>
    public required long SeenAt { get; init; }

    public required string Snapshot { get; init; }

    public required ReportRecord Report { get; init; }

    /// <summary>The rows by which the version before was found, that this one is not found by.</summary>
    public required IReadOnlyList<string> Stale { get; init; }

    public ETag Tag { get; init; }

    public static string PartitionOf(string tenant, EscalationId id) => TableKey.Of(tenant, id.ToString());

    public string Partition => PartitionOf(Tenant, Id);

    /// <summary>The head after a change.</summary>
    /// <param name="before">Null for a new escalation.</param>
    public static Head Of(Head? before, Escalation after, string hash, ReportRecord report, int lastOwed)
    {
        var head = new Head
        {
            Tenant = after.Tenant,
            Id = after.Id,
            Version = after.Version,
            Hash = hash,
            LastOwed = lastOwed,
            Urgency = (int)(after.Decision?.Severity ?? Severity.S4),
            Status = after.Status.Key(),
            Csm = after.Csm.Id,
            LastEventAt = after.LastEventAt.UtcTicks,
            EndedAt = after.Outcome.EndedAt?.UtcTicks,
            ErasedAt = after.ErasedAt?.UtcTicks,
            NextWake = after.NextWake?.UtcTicks,
            Account = after.RoutedAt is null || after.Brief.Account is not { } account ? null : StoredText.AccountKey(account),
            RoutedAt = after.RoutedAt?.UtcTicks,
            SeenAt = report.Fold.SeenAt.UtcTicks,
            Snapshot = StoredText.Of(after),
            Report = report,
            Stale = [],
        };
        return before is null ? head : head with { Stale = [.. IndexRows.KeysOf(before).Except(IndexRows.KeysOf(head))] };
    }

    public IReadOnlyList<TableEntity> Rows()
    {
        var first = SummaryRow(Partition, Row);
        first[nameof(Hash)] = Hash;
        first[nameof(LastOwed)] = LastOwed;
        first[nameof(Stale)] = string.Join('\n', Stale);
        return LongText.Write(first, Snapshot + '\n' + ReportText());
    }

    /// <summary>What lists need to know, as a row without text.</summary>
    public TableEntity SummaryRow(string partition, string row) =>
        new(partition, row)
        {
            [nameof(Tenant)] = Tenant,
            [nameof(Id)] = Id.ToString(),
            [nameof(Version)] = Version,
            [nameof(Urgency)] = Urgency,
            [nameof(Status)] = Status,
            [nameof(Csm)] = Csm,
            [nameof(LastEventAt)] = LastEventAt,
            [nameof(EndedAt)] = EndedAt,
            [nameof(ErasedAt)] = ErasedAt,
            [nameof(NextWake)] = NextWake,
            [nameof(Account)] = Account,
            [nameof(RoutedAt)] = RoutedAt,
            [nameof(SeenAt)] = SeenAt,
        };

    public string ReportText() => JsonSerializer.Serialize(Report, TableJson.Default.ReportRecord);

    public static Head Read(LongRow row)
    {
        // JSON has no line break of its own in it.
        var border = row.Text.IndexOf('\n', StringComparison.Ordinal);
        return Summarised(row.First) with
        {
            Hash = row.First.GetString(nameof(Hash)),
            LastOwed = row.First.GetInt32(nameof(LastOwed)) ?? 0,
            Snapshot = row.Text[..border],
            Report = ReportOf(row.Text[(border + 1)..]),
            Stale = row.First.GetString(nameof(Stale)) is { Length: > 0 } stale ? stale.Split('\n') : [],
        };
    }

    /// <summary>A head of which only the summary was read.</summary>
    public static Head Summarised(TableEntity row) =>
        new()
        {
            Tenant = row.GetString(nameof(Tenant)),
            Id = IdOf(row),
            Version = row.GetInt32(nameof(Version)) ?? 0,
            Hash = "",
            LastOwed = 0,
            Urgency = row.GetInt32(nameof(Urgency)) ?? (int)Severity.S4,
            Status = row.GetString(nameof(Status)),
            Csm = row.GetString(nameof(Csm)),
            LastEventAt = row.GetInt64(nameof(LastEventAt)) ?? 0,
            EndedAt = row.GetInt64(nameof(EndedAt)),
            ErasedAt = row.GetInt64(nameof(ErasedAt)),
            NextWake = row.GetInt64(nameof(NextWake)),
            Account = row.GetString(nameof(Account)),
            RoutedAt = row.GetInt64(nameof(RoutedAt)),
            SeenAt = row.GetInt64(nameof(SeenAt)) ?? 0,
            Snapshot = "",
            Report = new(),
            Stale = [],
            Tag = row.ETag,
        };

    public static EscalationId IdOf(TableEntity row) =>
        EscalationId.TryParse(row.GetString(nameof(Id)), out var id) ? id : throw new InvalidDataException($"{row.GetString(nameof(Id))} is no id.");

    public static ReportRecord ReportOf(string text) =>
        JsonSerializer.Deserialize(text, TableJson.Default.ReportRecord) ?? throw new InvalidDataException("A stored record for reports is empty.");
}
