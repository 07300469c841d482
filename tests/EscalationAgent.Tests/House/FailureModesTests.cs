namespace EscalationAgent.Tests.House;

/// <summary>The page of failure modes names all four of the support playbook (D033 to D036), and tests that there are.</summary>
public sealed class FailureModesTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadAllLines(Path.Combine(Peer.Root, "docs", "failure-modes.md"))
            .Where(row => row.StartsWith("| D", StringComparison.Ordinal))
            .Select(row => row.Split('|', StringSplitOptions.TrimEntries)),
    ];

    public static TheoryData<string> Tests => [.. Rows.SelectMany(row => row[5].Split(", ")).Distinct()];

    [Fact]
    public void Each_has_a_row() => Assert.Equal(["D033", "D034", "D035", "D036"], Rows.Select(row => row[1]));

    [Theory]
    [MemberData(nameof(Tests))]
    public void A_test_that_is_named_is_there(string test)
    {
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(Peer.Root, "tests"), $"{test}.cs", SearchOption.AllDirectories));
        Assert.Matches("\\[(Fact|Theory)", File.ReadAllText(file));
    }
}
