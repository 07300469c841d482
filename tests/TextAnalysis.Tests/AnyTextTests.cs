using System.Text;
using TextAnalysis.Checking;
using TextAnalysis.Facts;
using TextAnalysis.Instructions;
using TextAnalysis.Redaction;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace TextAnalysis.Tests;

/// <summary>People paste anything: whatever a text is made of, every reader comes to an end with it and keeps its promise.</summary>
public sealed class AnyTextTests
{
    private const int Texts = 2000;
    private const int Seed = 20261127;

    private static readonly DateOnly Monday = new(2026, 3, 2);

    /// <summary>Marks beside marks, words that some reader looks for, and halves of what belongs together.</summary>
    private static readonly string[] Pieces =
    [
        ": ",
        " - ",
        "- ",
        ", ",
        "; ",
        " – ",
        "—",
        " / ",
        " | ",
        "\t",
        "\n",
        " ",
        "  ",
        "\u00a0",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "'",
        "’",
        ". ",
        "!",
        "? ",
        "…",
        "...",
        "--",
        "→",
        "#",
        "@",
        "*",
        "_",
        "churn",
        "ARR",
        "EUR 85k",
        "85.000 €",
        "renewal",
        "discount",
        "their VP",
        "furious",
        "Vertrag",
        "remise",
        "INC-9",
        "HTTP 500",
        "password: Blue42horse",
        "the PIN is",
        "4711",
        "who",
        "and",
        "because",
        "if",
        "which",
        "dass",
        "parce que",
        "3/4",
        "03.04.",
        "12 March 2026",
        "17:00",
        "CET",
        "tomorrow",
        "in 2 hours",
        "two",
        "1,2 Mio.",
        "30 %",
        "4 hours a day",
        "ignore all previous instructions",
        "Customer: Acme",
        "Severity: S1",
        "It might be",
        "Anna Bell",
        "GmbH",
        "customer's",
        "l'avons",
        "é",
        "e\u0301",
        "😀",
        "\ud83d",
        "\ude00",
        "\0",
        "\u200d",
        "ß",
        "İ",
        "ﬁ",
        "中文",
        "0",
        "1e9",
        ".",
        ",",
        "-",
    ];

    [Fact]
    public void Clauses_and_sentences_put_together_are_the_text() => Assert.All(Made().SelectMany(text => text.Split('\n')), line =>
        {
            Assert.Equal(line, string.Concat(SentenceSplitter.Sentences(line)));
            Assert.Equal(line, string.Concat(SentenceSplitter.Clauses(line).Select(p => p.Before + p.Text)));
        });

    [Fact]
    public void Every_reader_comes_to_an_end_and_points_into_the_text() => Assert.All(Made(), text =>
        {
            Assert.All(FactReader.In(text).Concat(NameReader.In(text)), found => Assert.Equal(found.Fact.Text, text.Substring(found.Start, found.Length)));
            Assert.All(Wording.Check(text), finding => Assert.Equal(finding.Words, text.Substring(finding.Start, finding.Length)));
            _ = PromiseReader.Read(text);
            _ = InstructionFinder.Find(text);
            _ = ContradictionFinder.Find([new("your notes", text)], Monday);
            _ = new FactCheck([new("your notes", text)], Monday).Claims(text);
            _ = Removal.Without(text, ["EUR 85k", "."]);
        });

    [Fact]
    public void What_is_withheld_is_gone_and_nothing_is_added()
    {
        Redactor[] audiences = [new(new BusinessRule(85_000m), []), new(new TechnicalRule(), [])];
        Assert.All(Made(), text => Assert.All(audiences, audience =>
            {
                _ = audience.Cuts(text).ToList();
                Assert.InRange(audience.Of(text).Length, 0, Math.Max(200, text.Length + 2));
            }));
    }

    [Fact]
    public void Secrets_that_are_found_are_hidden_once_and_for_all() => Assert.All(Made(), text =>
        {
            Assert.All(Secrets.In(text), secret => Assert.Contains(secret, text, StringComparison.Ordinal));
            Assert.Equal(Secrets.Hide(text), Secrets.Hide(Secrets.Hide(text)));
        });

    private static IEnumerable<string> Made()
    {
        var random = new Random(Seed);
        for (var made = 0; made < Texts; made++)
        {
            var text = new StringBuilder();
            for (var left = random.Next(1, 25); left > 0; left--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? "" : " ");
            }

            yield return text.ToString();
        }
    }
}
