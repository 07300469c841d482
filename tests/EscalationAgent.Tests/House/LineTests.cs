namespace EscalationAgent.Tests.House;

/// <summary>CSharpier formats all code, and does not break texts; what it leaves too long is broken by hand.</summary>
public sealed class LineTests
{
    private const int Widest = 160;

    /// <summary>A text between three quotation marks stays as it is: as people write notes, and as a released step of the schema was.</summary>
    [Fact]
    public void No_line_of_code_is_wider_than_a_screen() =>
        Assert.Empty(
            from file in Files("src").Concat(Files("tests"))
            from line in Lines(file)
            where line.Text.Length > Widest && !line.IsInText
            select $"{Path.GetFileName(file)}:{line.Number}"
        );

    [Fact]
    public void In_the_program_only_released_steps_of_the_schema_are_wider() =>
        Assert.Equal(
            ["SqliteSchema.cs"],
            (from file in Files("src") from line in Lines(file) where line.Text.Length > Widest select Path.GetFileName(file)).Distinct()
        );

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Peer.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

    private static IEnumerable<(int Number, string Text, bool IsInText)> Lines(string file)
    {
        var isInText = false;
        foreach (var (i, text) in File.ReadLines(file).Index())
        {
            var marks = text.Split("\"\"\"").Length - 1;
            yield return (i + 1, text, isInText || marks > 0);
            isInText ^= marks % 2 == 1;
        }
    }
}
