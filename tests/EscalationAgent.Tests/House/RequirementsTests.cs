using System.Globalization;
using System.Text.RegularExpressions;

namespace EscalationAgent.Tests.House;

/// <summary>The table of what the documents ask for says the truth: each line is named in the tests that are said to show it.</summary>
public sealed partial class RequirementsTests
{
    private static readonly string[] Table = File.ReadAllLines(Path.Combine(Peer.Root, "docs", "requirements.md"));

    public static TheoryData<string, string> Shown =>
        [
            .. from row in Table.TakeWhile(row => row != "## Not reached")
            let cells = row.Split('|', StringSplitOptions.TrimEntries)
            where cells.Length == 4 && Line().IsMatch(cells[1])
            from test in cells[2].Split(", ")
            select (cells[1], test),
        ];

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_line_is_named_in_the_tests_that_show_it(string lines, string test)
    {
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(Peer.Root, "tests"), $"{test}.cs", SearchOption.AllDirectories));
        var named = LinesOf(File.ReadAllText(file).Replace('_', ' ')).ToHashSet();
        Assert.Empty(LinesOf(lines).Except(named));
    }

    [Fact]
    public void No_line_is_shown_and_not_reached_at_once()
    {
        var text = string.Join('\n', Table);
        var border = text.IndexOf("## Not reached", StringComparison.Ordinal);
        Assert.True(border > 0);
        Assert.Empty(LinesOf(text[..border]).Intersect(LinesOf(text[border..])));
    }

    /// <summary>"B011", "B011 to B022", "B011-B022".</summary>
    private static IEnumerable<string> LinesOf(string text) =>
        from found in Line().Matches(text)
        let first = int.Parse(found.Groups["first"].Value, CultureInfo.InvariantCulture)
        let last = found.Groups["last"] is { Success: true } end ? int.Parse(end.Value, CultureInfo.InvariantCulture) : first
        from number in Enumerable.Range(first, Math.Max(1, last - first + 1))
        select string.Create(CultureInfo.InvariantCulture, $"{found.Groups["document"].Value}{number:000}");

    [GeneratedRegex(@"\b(?<document>[ABD])(?<first>\d{3})(( to |-|–)[ABD]?(?<last>\d{3}))?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
