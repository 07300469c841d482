using Escalations.Ports;
using Microsoft.Data.Sqlite;

namespace EscalationAgent.Storage;

/// <summary>The editions of playbooks: one row for the playbook, one for each file that it brings in.</summary>
internal static class SqliteEditions
{
    /// <summary>Stands in the place of the playbook's own file; no file beside it is called so.</summary>
    private const string Itself = "";

    /// <returns>How many rows were written: none where it is stored already.</returns>
    public static int Keep(SqliteConnection sqlite, EditionText edition) =>
        edition.Beside.Select(file => (file.Key, file.Value)).Prepend((Itself, edition.Text)).Sum(file => Keep(sqlite, edition, file.Item1, file.Item2));

    public static EditionText? Find(SqliteConnection sqlite, string edition)
    {
        var files = sqlite.Query(
            "SELECT file, name, text FROM playbook_editions WHERE edition = $edition ORDER BY file",
            row => (File: row.GetString(0), Name: row.GetString(1), Text: row.GetString(2)),
            ("$edition", edition)
        );
        return files is [{ File: Itself } itself, .. var beside]
            ? new(edition, itself.Name, itself.Text, beside.ToDictionary(file => file.File, file => file.Text))
            : null;
    }

    private static int Keep(SqliteConnection sqlite, EditionText edition, string file, string text) =>
        sqlite.Execute(
            "INSERT INTO playbook_editions (edition, file, name, text) VALUES ($edition, $file, $name, $text) ON CONFLICT DO NOTHING",
            ("$edition", edition.Edition),
            ("$file", file),
            ("$name", edition.Name),
            ("$text", text)
        );
}
