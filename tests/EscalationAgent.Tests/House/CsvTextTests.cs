using FsCheck;
using FsCheck.Fluent;

namespace EscalationAgent.Tests.House;

/// <summary>Tables for spreadsheets: nothing that somebody wrote is a formula there, and all comes back (RFC 4180).</summary>
public sealed class CsvTextTests
{
    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("Müller, \"AG\"", "\"Müller, \"\"AG\"\"\"")]
    [InlineData("", "")]
    public void A_cell(string written, string cell) => Assert.Equal($"{cell},2\r\n", new CsvText().Line(written, "2").ToString());

    [Fact]
    public void Whatever_is_written_is_read_again_and_begins_no_formula() =>
        Prop.ForAll<string?[]>(written =>
            {
                string[] cells = [.. written.Select(cell => cell ?? ""), "end"];
                var read = Read(new CsvText().Line(cells).ToString());
                return read.Count == cells.Length
                    && read.Zip(cells).All(pair => pair.First == pair.Second || pair.First == $"'{pair.Second}")
                    && read.All(cell => cell.Length == 0 || !"=+@\t\r\n".Contains(cell[0]));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>One record, as RFC 4180 says.</summary>
    private static List<string> Read(string text)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[++i]);
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (c == ',' || (c == '\r' && i == text.Length - 2)))
            {
                cells.Add(cell.ToString());
                cell.Clear();
                i += c == '\r' ? 1 : 0;
            }
            else
            {
                cell.Append(c);
            }
        }

        return cells;
    }
}
