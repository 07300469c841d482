using Azure.Data.Tables;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// The editions of playbooks: one partition for each, with a row for the playbook, and one for each file that it brings in. The playbook
/// is written last, so an edition that can be found is whole.
/// </summary>
internal sealed class TableEditions(TableAccess tables)
{
    public const string Row = "playbook";

    private const string Name = "Name";
    private const string File = "File";
    private const string FilePrefix = "file";

    public async Task KeepAsync(EditionText edition)
    {
        var partition = TableKey.Encode(edition.Edition);
        if (await tables.GetAsync(tables.Playbooks, partition, Row, CancellationToken.None, [Name]) is not null)
        {
            return;
        }

        foreach (var (file, text) in edition.Beside)
        {
            await WriteAsync(new(partition, FileRow(file)) { [File] = file }, text);
        }

        await WriteAsync(new(partition, Row) { [Name] = edition.Name }, edition.Text);
    }

    public async Task<EditionText?> FindAsync(string edition, CancellationToken cancel)
    {
        var partition = TableKey.Encode(edition);
        var rows = await tables.QueryLongAsync(tables.Playbooks, TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancel);
        return rows.FirstOrDefault(row => row.First.RowKey == Row) is { } playbook
            ? new(
                edition,
                playbook.First.GetString(Name),
                playbook.Text,
                rows.Where(row => row.First.RowKey != Row).ToDictionary(row => row.First.GetString(File), row => row.Text)
            )
            : null;
    }

    public static string FileRow(string file) => $"{FilePrefix}{TableKey.Separator}{TableKey.Encode(file)}";

    /// <summary>The rows of one text are stored together.</summary>
    private async Task WriteAsync(TableEntity first, string text)
    {
        var rows = LongText.Write(first, text);
        if (rows is [var only])
        {
            await tables.PutAsync(tables.Playbooks, only);
        }
        else
        {
            await tables.TransactAsync(tables.Playbooks, [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))]);
        }
    }
}
