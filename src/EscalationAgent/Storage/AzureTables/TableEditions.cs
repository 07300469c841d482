using System.Globalization;
using Azure.Data.Tables;
using Escalations.Ports;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// The editions of playbooks: one partition for each, with a row for the playbook, and some for each file that it brings in. The playbook
/// is written last, so an edition that can be found is whole.
/// </summary>
internal sealed class TableEditions(TableAccess tables)
{
    private const string Row = "playbook";

    private const string Name = "Name";
    private const string File = "File";
    private const string FilePrefix = "file";

    /// <summary>One row takes it even where each of its signs is sent as six. A playbook is shorter than that.</summary>
    private const int PieceLength = 100_000;

    public async Task KeepAsync(EditionText edition)
    {
        var partition = TableKey.Encode(edition.Edition);
        if (await tables.GetAsync(tables.Playbooks, partition, Row, CancellationToken.None, [Name]) is not null)
        {
            return;
        }

        foreach (var (file, text) in edition.Beside)
        {
            foreach (var (number, piece) in Pieces(text).Index())
            {
                await tables.PutAsync(tables.Playbooks, LongText.Write(new(partition, FileRow(file, number)) { [File] = file }, piece)[0]);
            }
        }

        await tables.PutAsync(tables.Playbooks, LongText.Write(new(partition, Row) { [Name] = edition.Name }, edition.Text)[0]);
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
                rows.Where(row => row.First.RowKey != Row)
                    .GroupBy(row => row.First.GetString(File))
                    .ToDictionary(file => file.Key, file => string.Concat(file.Select(piece => piece.Text)))
            )
            : null;
    }

    /// <param name="number">Of the piece, from 0 on; pieces are found in their order.</param>
    private static string FileRow(string file, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{FilePrefix}{TableKey.Separator}{TableKey.Encode(file)}{TableKey.Separator}{number:D3}");

    /// <summary>Never between the two halves of one character.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            var length = Math.Min(PieceLength, text.Length - at);
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
            {
                length--;
            }

            yield return text.Substring(at, length);
            at += length;
        }
    }
}
