using System.Diagnostics;
using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace Escalations.Tests.Drafting;

/// <summary>Measured alone: a loaded machine tells nothing.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

[Collection(typeof(Alone))]
public sealed class FactSpeedTests(ITestOutputHelper output)
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void Sixty_thousand_characters_of_notes_hold_a_draft_in_a_moment()
    {
        var notes = string.Join("\n\n", LyingCases.Of("tuning").Concat(LyingCases.Of("heldout")).Select(c => c.Notes));
        notes = string.Concat(Enumerable.Repeat(notes + "\n\n", (60_000 / notes.Length) + 1))[..60_000];
        var draft = string.Join("\n", Lies.HonestDrafts("tuning", 1, 1).Select(d => d.DraftText))[..3_000];
        new FactCheck([new("your notes", notes)], Monday).Claims(draft);

        var best = Enumerable.Range(0, 8).Min(_ => Milliseconds(() => new FactCheck([new("your notes", notes)], Monday).Claims(draft)));

        output.WriteLine($"{best:0} ms");
        Assert.True(best < 300, $"{best:0} ms");
    }

    public static TheoryData<string> Monsters =>
        [
            "7",
            "1 ",
            "1.",
            "1,",
            "12-",
            "12/",
            "\"",
            "“",
            "«a",
            "A",
            "Ab ",
            "A ",
            "A.",
            "a@",
            "EUR 1 ",
            "3 March ",
            "Q1 ",
            "one ",
            "und ",
            "( ",
            "of 3 ",
            "1 to ",
            "www.",
            "h 1",
            "\n",
            "'",
            "INC-1 ",
            "1 day ",
            "\"a b c\" ",
        ];

    /// <summary>Ten times the text takes about ten times as long, and not a hundred times.</summary>
    [Theory]
    [MemberData(nameof(Monsters))]
    public void Nothing_blows_up(string piece)
    {
        Run(piece, 2_000);
        var small = Math.Max(Enumerable.Range(0, 3).Min(_ => Run(piece, 10_000)), 20);
        var limit = Math.Min(40 * small, 8_000);
        var large = Run(piece, 100_000);
        for (var again = 0; again < 2 && large >= limit; again++) // A pause of the machine is not the code's.
        {
            large = Math.Min(large, Run(piece, 100_000));
        }

        output.WriteLine($"{small:0} ms, {large:0} ms");
        Assert.True(large < limit, $"{small:0} ms became {large:0} ms");
    }

    private static double Run(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
        return Milliseconds(() =>
        {
            var check = new FactCheck([new("your notes", text)], Monday);
            check.Claims(text, [new(text, [text])]);
            check.GroundsOf(text, []);
            ContradictionFinder.Find([new("your notes", text)], Monday);
            Removal.Without(text, ["x7y"]);
        });
    }

    private static double Milliseconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
