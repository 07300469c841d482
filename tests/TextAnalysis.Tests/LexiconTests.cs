using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Tests;

public sealed class LexiconTests
{
    private const string Header = "language\tfor\tweight\tphrase\tentry\treason\n";

    public static TheoryData<string> All => [.. LexiconFile.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_lexicon_can_be_read(string name) => Assert.NotEmpty(LexiconFile.Read(name));

    [Fact]
    public void A_bad_file_names_all_its_faults_with_their_lines()
    {
        var fault = Assert.Throws<FormatException>(() =>
            LexiconFile.Read(
                "shop",
                new StringReader(
                    Header
                        + "en\tprice\t1\ttoo expensive\t\t\n"
                        + "en\tprice\t1\ttoo expensive\t\t\n"
                        + "it\tprice\t1\ttroppo caro\t\t\n"
                        + "en\tprice\tmuch\ttoo dear\t\t\n"
                        + "en\t\t1\ttoo dear\t\t\n"
                        + "en\tprice\t1\t% more\t\t\n"
                        + "en\tprice\t1\t\t\t\n"
                        + "en price 1 cheap\n"
                )
            )
        );

        Assert.Equal(
            [
                "shop.tsv, line 3: the same phrase is in line 2.",
                "shop.tsv, line 4: the language \"it\" is not one of *, en, de, fr, es, pt.",
                "shop.tsv, line 5: the weight \"much\" is no number.",
                "shop.tsv, line 6: it does not say what it is for.",
                "shop.tsv, line 7: \"%\" in the phrase \"% more\" has no word that a text could have.",
                "shop.tsv, line 8: there is no phrase.",
                "shop.tsv, line 9: 1 columns, 6 are expected.",
            ],
            fault.Message.Split('\n')
        );
    }

    [Fact]
    public void Without_its_heading_a_file_is_refused() =>
        Assert.StartsWith(
            "shop.tsv, line 1: the columns are language, for,",
            Assert.Throws<FormatException>(() => LexiconFile.Read("shop", new StringReader("en\tprice\t1\tcheap\t\t\n"))).Message
        );

    [Theory]
    [InlineData("too dear", true)]
    [InlineData("too costly", true)]
    [InlineData("too good", false)]
    public void A_phrase_may_name_a_list_of_its_file(string text, bool isFound)
    {
        var rows = LexiconFile.Read(
            "shop",
            new StringReader(Header + "en\tprice\t1\ttoo @dear\t\t\n" + "en\t@dear\t1\tdear\t\t\n" + "en\t@dear\t1\tcost*\t\t\n")
        );

        Assert.Equal(isFound, rows[0].Phrases.Any(p => p.EndAt(Token.WordsOf(text), 0) is not null));
    }

    [Fact]
    public void A_list_that_there_is_not_is_refused_with_its_line() =>
        Assert.Equal(
            "shop.tsv, line 3: \"@dear\" names no list of words.",
            Assert
                .Throws<FormatException>(() =>
                    LexiconFile.Read("shop", new StringReader(Header + "en\t@cheap\t1\tcheap\t\t\n" + "en\tprice\t1\ttoo @dear\t\t\n"))
                )
                .Message
        );

    [Fact]
    public void Words_are_taken_as_they_are_written_and_patterns_among_them_refused_with_their_lines()
    {
        var rows = LexiconFile.Read(
            "shop",
            new StringReader(
                Header + "de\tprice\t1\tmüßig\t\t\n" + "fr\tprice\t1\td'accès\t\t\n" + "en\tprice\t1\tcost*\t\t\n" + "en\tprice\t1\tdear|dearer\t\t\n"
            )
        );

        Assert.Equal(["d'accès", "müßig"], WordList.Of([.. rows.Take(2)], "shop").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["shop.tsv, line 4: \"cost*\" is no plain word.", "shop.tsv, line 5: \"dear|dearer\" is no plain word."],
            Assert.Throws<FormatException>(() => WordList.Of(rows, "shop")).Message.Split('\n')
        );
    }

    [Fact]
    public void Words_for_what_no_line_stands_for_are_refused() =>
        Assert.StartsWith("credentials.tsv has no words for keys.", Assert.Throws<ArgumentException>(() => WordList.Of("credentials", "keys")).Message);

    [Theory]
    [InlineData("rate", Language.German, Language.English, false)]
    [InlineData("rate", Language.German, Language.German, true)]
    [InlineData("rate", Language.German, null, true)]
    [InlineData("rate", Language.English, Language.German, true)]
    [InlineData("rate", null, Language.French, true)]
    public void A_phrase_is_looked_for_in_texts_of_its_language_and_an_English_one_in_all(string phrase, Language? language, Language? read, bool isFound) =>
        Assert.Equal(isFound, Assert.Single(Phrase.Parse(phrase, language: language)).EndAt(Token.WordsOf("Rate", read), 0) is not null);

    [Theory]
    [InlineData("board-level", "it went to board level", true)]
    [InlineData("won't renew", "they won’t renew", true)]
    [InlineData("i'm|we are sorry", "we are sorry", true)]
    [InlineData("i'm|we sorry", "I'm sorry", true)]
    [InlineData("fail* .. login|logins", "fails for each and every login", true)]
    [InlineData("fail* .. login|logins", "fails for each and every one login", false)]
    [InlineData("# users", "84 000 users", true)]
    [InlineData("# users", "48h users", true)]
    [InlineData("a ~1 b", "a x b", true)]
    [InlineData("a ~1 b", "a x y b", false)]
    [InlineData("very? slow", "slow", true)]
    [InlineData("slow !down", "slow down", false)]
    [InlineData("slow !down", "slow", true)]
    [InlineData("KO", "ko", false)]
    [InlineData("KO", "KO", true)]
    [InlineData("Name called", "Anna called", true)]
    [InlineData("Name called", "They called", true)]
    [InlineData("Name called", "We called", false)]
    [InlineData("-side", "their-side", true)]
    [InlineData("-side", "their side", false)]
    [InlineData("ete", "été", true)]
    public void Phrases_are_found_as_they_say(string phrase, string text, bool isFound)
    {
        var words = Token.WordsOf(text);
        Assert.Equal(isFound, Phrase.Parse(phrase).Any(p => Enumerable.Range(0, words.Count).Any(at => p.EndAt(words, at) is not null)));
    }

    [Fact]
    public void An_entry_counts_once_at_its_first_place()
    {
        var words = Token.WordsOf("The export fails, and the export fails again.");

        var hits = Lexicon.Load("categories", key => key).In(words);

        Assert.NotEmpty(hits);
        Assert.Equal(hits.Count, hits.Select(hit => hit.Entry).Distinct().Count());
        Assert.All(hits, hit => Assert.InRange(hit.First, 0, 4));
    }
}
