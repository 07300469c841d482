using FsCheck;
using FsCheck.Fluent;
using TextAnalysis.Facts;
using TextAnalysis.Style;

namespace TextAnalysis.Tests;

/// <summary>The careful editor: what is pointed out (A058), and what is left alone.</summary>
public sealed class WordingTests
{
    private static readonly string[] Pieces =
    [
        .. Lines(WordingSentences.Blame + "\n" + WordingSentences.Speculation + "\n" + WordingSentences.Jargon + "\n" + WordingSentences.Fine),
    ];

    public static TheoryData<WordingKind, string> Flagged =>
        [
            .. Sentences(WordingSentences.Blame).Select(s => (WordingKind.Blame, s)),
            .. Sentences(WordingSentences.Speculation).Select(s => (WordingKind.Speculation, s)),
            .. Sentences(WordingSentences.Jargon).Select(s => (WordingKind.Jargon, s)),
        ];

    public static TheoryData<string> Fine => [.. Lines(WordingSentences.Fine)];

    [Theory]
    [MemberData(nameof(Flagged))]
    public void An_editor_would_ask_about(WordingKind kind, string sentence)
    {
        var findings = Wording.Check(sentence);

        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Equal(kind, f.Kind));
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public void An_editor_would_leave_alone(string sentence) => Assert.Empty(Wording.Check(sentence));

    [Fact]
    public void A_finding_quotes_the_words_and_says_what_to_write_instead()
    {
        var finding = Assert.Single(Wording.Check("Yes: we will send the RCA."));

        Assert.Equal(new(WordingKind.Jargon, "RCA", 22, 3, "A customer may not know this word. Say instead: the cause."), finding);
    }

    [Fact]
    public void What_we_do_not_know_yet_may_name_possibilities_but_not_promise()
    {
        Assert.Empty(Wording.Check("It might be the network, perhaps the disk. C'est peut-être le réseau.", mayGuess: true));
        Assert.NotEmpty(Wording.Check("It might be the network."));
        Assert.NotEmpty(Wording.Check("It should be fixed soon.", mayGuess: true));
        Assert.NotEmpty(Wording.Check("The vendor is to blame.", mayGuess: true));
    }

    [Fact]
    public void Accents_may_be_written_as_marks_of_their_own() => Assert.NotEmpty(Wording.Check("A\u0300 cause de l\u2019e\u0301quipe."));

    [Fact]
    public void Whatever_comes_is_read_and_spans_quote_it_exactly() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
                Wording.Check(text).All(f => f.Start >= 0 && f.Length > 0 && f.Start + f.Length <= text.Length && text.Substring(f.Start, f.Length) == f.Words)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_text_is_read_in_no_time()
    {
        var text = string.Join(' ', Enumerable.Repeat("the your support team because of the should be the hope it ' \" «", 2_000));

        var reading = System.Diagnostics.Stopwatch.StartNew();
        Wording.Check(text);

        Assert.True(reading.Elapsed < TimeSpan.FromSeconds(5), $"{text.Length} characters took {reading.Elapsed}");
    }

    private static Gen<string> Texts =>
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
            from parts in Gen.ListOf(
                Gen.OneOf(
                    Gen.Elements(Pieces),
                    Gen.Elements("\"", "'", "’", "«", "»", "`", "\n", "\n\n", " ", "-", "\ud83d", "\u0301", "https://", "@", "!", "RCA", "K8S")
                )
            )
            select string.Concat(parts)
        );

    private static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0);

    /// <summary>A sentence that goes over two lines ends with its full stop.</summary>
    private static IEnumerable<string> Sentences(string text) => text.ReplaceLineEndings("\n").Split(".\n").Where(s => s.Length > 0);
}
