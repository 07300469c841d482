namespace EscalationAgent.Storage.Archives;

/// <summary>An archive whose header has been read. Its lines are read as often as they are asked for, and verified each time.</summary>
internal sealed class ArchiveReader
{
    private readonly string file;

    private ArchiveReader(string file, ArchiveHeader header) => (this.file, Header) = (file, header);

    public ArchiveHeader Header { get; }

    /// <exception cref="ArchiveException">It is no archive, or one that this program does not read, or another tenant's.</exception>
    public static ArchiveReader Open(string file, string tenant)
    {
        var first = File.ReadLines(file).FirstOrDefault() ?? "";
        var header = TenantArchive.Header(first);
        return header switch
        {
            not { Format: TenantArchive.Format } => throw new ArchiveException(file, 1, "it is no archive of a tenant: its header cannot be read"),
            { Version: var version } when version != TenantArchive.Version => throw new ArchiveException(
                file,
                1,
                $"it is of version {version}, and this program reads {TenantArchive.Version}"
            ),
            { Tenant: var theirs } when theirs != tenant => throw new ArchiveException(file, 1, $"it is of tenant {theirs}, not of {tenant}"),
            _ => new(file, header),
        };
    }

    /// <summary>Goes through all of it.</summary>
    /// <param name="take">Given each record, and each escalation once its last line has been read.</param>
    /// <exception cref="ArchiveException">A line has been changed, or is missing.</exception>
    public async Task ReadAsync(Func<TenantRecord, ArchivedEscalation?, Task> take, CancellationToken cancel)
    {
        var chains = new TenantArchive.ChainCheck(Header.Tenant);
        var (number, last) = (1L, TenantArchive.Begin(Header.Tenant));
        var (escalations, events, owed) = (0L, 0L, 0L);
        await foreach (var line in File.ReadLinesAsync(file, cancel))
        {
            if (number++ == 1)
            {
                continue;
            }

            if (TenantArchive.Read(line, last) is not var (record, hash))
            {
                var why = number - 1 > Header.Lines + 1 ? "it is more than the header says" : "it is not as it was written, or a line before it is missing";
                throw new ArchiveException(file, number - 1, why);
            }

            last = hash;
            escalations += record is EscalationRecord ? 1 : 0;
            events += record is EventRecord ? 1 : 0;
            owed += record is OwedRecord ? 1 : 0;
            await take(record, Checked(() => chains.Take(record), number - 1));
        }

        if (number - 2 != Header.Lines || last != Header.Hash)
        {
            throw new ArchiveException(file, number - 1, $"it ends after {number - 2} of {Header.Lines} lines");
        }

        if ((escalations, events, owed) != (Header.Escalations, Header.Events, Header.Owed))
        {
            var named = $"{Header.Escalations} escalations, {Header.Events} events and {Header.Owed} messages";
            throw new ArchiveException(file, 1, $"it names {named}, and there are {escalations}, {events} and {owed}");
        }

        if (Checked(chains.Finish, number - 1) is { } whole)
        {
            await take(new EscalationRecord("", 0, ""), whole);
        }
    }

    private ArchivedEscalation? Checked(Func<ArchivedEscalation?> check, long line)
    {
        try
        {
            return check();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or FormatException or System.Text.Json.JsonException)
        {
            throw new ArchiveException(file, line, wrong.Message);
        }
    }
}
