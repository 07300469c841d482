using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Escalations;
using Escalations.Launches;

namespace EscalationAgent.Storage.Archives;

/// <summary>
/// All data of one tenant as lines of JSON, from whatever store, for another one. Each line ends with a hash over it and the line before,
/// and the header has the last one: a line that is changed, lost or moved is told by its number.
/// </summary>
internal static class TenantArchive
{
    public const string Format = "escalation-agent-tenant";

    public const int Version = 1;

    /// <summary>The header is written last, in the place that was left for it.</summary>
    private const int HeaderLength = 1024;

    private const int HashLength = 32;

    private const string Mark = ",\"hash\":\"";

    /// <summary>What stands after the text of each line.</summary>
    private static readonly int TailLength = Mark.Length + HashLength + 2;

    private static readonly ArchiveJson Json = new(new(ArchiveJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Begin(string tenant) => Hash(Format, $"{Version}/{tenant}");

    /// <summary>Writes a new file, and verifies each chain on the way.</summary>
    /// <exception cref="InvalidDataException">A record has been changed by somebody.</exception>
    /// <exception cref="IOException">There is such a file, or it cannot be written.</exception>
    public static async Task<ArchiveHeader> WriteAsync(
        string file,
        string tenant,
        IAsyncEnumerable<TenantRecord> records,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} is there already; nothing is overwritten. Name another file.");
        }

        var draft = $"{Path.GetFullPath(file)}.{Guid.NewGuid():N}";
        try
        {
            var header = new ArchiveHeader(Format, Version, tenant, now, 0, 0, 0, 0, Begin(tenant));
            await using (var bytes = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await bytes.WriteAsync(Bytes(new string(' ', HeaderLength - 1)), cancel);
                var chains = new ChainCheck(tenant);
                await foreach (var record in records.WithCancellation(cancel))
                {
                    chains.Take(record);
                    var text = JsonSerializer.Serialize(record, Json.TenantRecord);
                    var hash = Hash(header.Hash, text);
                    await bytes.WriteAsync(Bytes($"{text[..^1]}{Mark}{hash}\"}}"), cancel);
                    header = header with
                    {
                        Lines = header.Lines + 1,
                        Escalations = header.Escalations + (record is EscalationRecord ? 1 : 0),
                        Events = header.Events + (record is EventRecord ? 1 : 0),
                        Owed = header.Owed + (record is OwedRecord ? 1 : 0),
                        Hash = hash,
                    };
                }

                chains.Finish();
                bytes.Position = 0;
                await bytes.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header, Json.ArchiveHeader)), cancel);
                bytes.Flush(flushToDisk: true);
            }

            OwnFile.KeepToOwner(draft);
            File.Move(draft, file, overwrite: false);
            return header;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Takes a line apart.</summary>
    /// <returns>Its record and its hash; null where the line, or the one before it, is not as it was written.</returns>
    public static (TenantRecord Record, string Hash)? Read(string line, string before)
    {
        if (line.Length <= TailLength || !line.EndsWith("\"}", StringComparison.Ordinal))
        {
            return null;
        }

        var (text, hash) = (line[..^TailLength] + "}", line[^(HashLength + 2)..^2]);
        if (Hash(before, text) != hash || line[^TailLength..^(HashLength + 2)] != Mark)
        {
            return null;
        }

        return Parse(text, Json.TenantRecord) is { } record ? (record, hash) : null;
    }

    public static ArchiveHeader? Header(string line) => Parse(line, Json.ArchiveHeader);

    private static T? Parse<T>(string text, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, shape);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line + "\n");

    private static string Hash(string before, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{text}")))[..HashLength];

    /// <summary>Puts the events of one escalation after the other together and verifies them.</summary>
    public sealed class ChainCheck(string tenant)
    {
        private readonly List<SealedEvent> events = [];
        private readonly List<PostedCard> cards = [];
        private readonly Dictionary<string, LaunchHead> launches = [];
        private readonly List<(string Key, SealedEvent Stored)> launchEvents = [];
        private EscalationRecord? open;

        /// <returns>The escalation that ended with this record; null when none did.</returns>
        /// <exception cref="InvalidDataException">Its record has been changed, or cannot be read.</exception>
        public ArchivedEscalation? Take(TenantRecord record)
        {
            switch (record)
            {
                case EventRecord happened when open is not null:
                    events.Add(new(happened.Sequence, happened.Json, happened.Hash));
                    return null;
                case CardRecord card when open is not null:
                    cards.Add(StoredText.PostedCard(card.Json));
                    return null;
                case EventRecord or CardRecord:
                    throw new InvalidDataException("it belongs to no escalation");
                case EntryRecord { Kind: DirectoryEntry.LaunchKind } entry:
                    launches[entry.Key] = StoredText.LaunchHead(entry.Json);
                    return null;
                case EntryRecord { Kind: DirectoryEntry.LaunchEventKind } entry:
                    launchEvents.Add((entry.Key, StoredText.LaunchEvent(entry.Json)));
                    return null;
                default:
                    var ended = End();
                    open = record as EscalationRecord;
                    return ended;
            }
        }

        /// <summary>Nothing follows.</summary>
        public ArchivedEscalation? Finish()
        {
            foreach (var (id, head) in launches)
            {
                IReadOnlyList<SealedEvent> history =
                [
                    .. launchEvents
                        .Where(e => e.Key.StartsWith(DirectoryEntry.OfLaunch(id), StringComparison.Ordinal))
                        .Select(e => e.Stored)
                        .OrderBy(e => e.Sequence),
                ];
                if (LaunchChain.FirstBroken(tenant, head, history) is { } broken)
                {
                    throw new InvalidDataException($"the record of launch {id} has been changed at event {broken}");
                }
            }

            return End();
        }

        private ArchivedEscalation? End()
        {
            if (open is not { } record)
            {
                return null;
            }

            var id = EscalationId.Parse(record.Id);
            if (HashChain.FirstBroken(tenant, id, events) is { } broken)
            {
                throw new InvalidDataException($"the record of {id} has been changed at event {broken}");
            }

            if (events.Count != record.Events || events.Count == 0 || events[^1].Hash != record.Hash)
            {
                throw new InvalidDataException($"the record of {id} has {events.Count} events and should have {record.Events}");
            }

            var whole = new ArchivedEscalation(id, [.. events], [.. cards], Escalation.Fold(tenant, id, events.Select(HashChain.Open)));
            events.Clear();
            cards.Clear();
            open = null;
            return whole;
        }
    }
}
