using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace TextAnalysis.Tests;

public sealed class SentenceBookTests
{
    private const string Culture =
        "plural.one\t{0}\nculture.months\ta b c d e f g h i j k l\nculture.months.short\ta b c d e f g h i j k l\nculture.days\tm n o p q r s\n"
        + "culture.days.short\tm n o p q r s\nculture.thousands\t\"{1}\"\nculture.decimal\t{2}\n";

    [Fact]
    public void A_sentence_is_said_in_the_reader_s_language_or_in_English()
    {
        var book = Read(("en", "hello\tHello {0}\nbye\tBye\n"), ("de", "hello\tHallo {0}\n"));
        using (ReaderLanguage.Use(Language.German))
        {
            Assert.Equal("Hallo Ann", book.Say("hello", "Ann"));
            Assert.Equal("Bye", book.Say("bye"));
            Assert.Throws<ArgumentException>(() => book.Say("again"));
        }

        Assert.Equal("Hello Ann", book.Say("hello", "Ann"));
        Assert.Equal("Hallo Ann", book.Say("hello", Language.German, "Ann"));
    }

    [Fact]
    public void What_a_book_lacks_is_in_the_common_one()
    {
        var common = Read(("en", "bye\tBye\n"), ("de", "bye\tTschüss\n"));
        var book = SentenceBook.Read([("en", new StringReader("key\ttext\nhello\tHello\n"))], common);
        using (ReaderLanguage.Use(Language.German))
        {
            Assert.Equal("Tschüss", book.Say("bye"));
            Assert.Equal("Hello", book.Say("hello"));
        }
    }

    [Fact]
    public void Numbers_choose_their_form_and_are_written_as_the_reader_does()
    {
        var book = Read(
            ("en", Of("1", ",", ".") + "parts.one\tone part\nparts.other\t{0} parts\nsum\t{0:N2}\n"),
            ("fr", Of("0 1", " ", ",") + "parts.one\t{0} partie\nparts.other\t{0} parties\n")
        );
        Assert.Equal(["0 parts", "one part", "2,000 parts"], [book.Count("parts", 0), book.Count("parts", 1), book.Count("parts", 2000)]);
        using (ReaderLanguage.Use(Language.French))
        {
            Assert.Equal(["0 partie", "1 partie", "2 000 parties"], [book.Count("parts", 0), book.Count("parts", 1), book.Count("parts", 2000)]);
            Assert.Equal("1 234,50", book.Say("sum", 1234.5));
        }

        static string Of(string one, string thousands, string decimals) =>
            Culture
                .Replace("{0}", one, StringComparison.Ordinal)
                .Replace("{1}", thousands, StringComparison.Ordinal)
                .Replace("{2}", decimals, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reader_s_language_goes_down_a_call_and_not_up()
    {
        using (ReaderLanguage.Use(Language.Spanish, isChosen: true))
        {
            await DeeperAsync();
            Assert.Equal((Language.Spanish, true), (ReaderLanguage.Current, ReaderLanguage.IsChosen));
        }

        Assert.Equal((Language.English, false), (ReaderLanguage.Current, ReaderLanguage.IsChosen));

        static async Task DeeperAsync()
        {
            Assert.Equal(Language.Spanish, ReaderLanguage.Current);
            using var inner = ReaderLanguage.Use(Language.French);
            await Task.Yield();
            Assert.Equal((Language.French, false), (ReaderLanguage.Current, ReaderLanguage.IsChosen));
        }
    }

    [Fact]
    public void Bad_files_name_all_their_faults()
    {
        var fault = Assert.Throws<FormatException>(() =>
            Read(("de", "hello\tHallo\n"), ("en", "hello\tHello {0}\nhello\tHi\nen bye\n"), ("fr", "bye\tAu revoir\n"))
        );
        Assert.Equal(
            [
                "en.tsv, line 3: there is hello already.",
                "en.tsv, line 4: a key and a text are expected.",
                "de.tsv: hello holds other values than in en.tsv.",
                "fr.tsv: bye is not in en.tsv.",
            ],
            fault.Message.Split('\n')
        );
    }

    private static SentenceBook Read(params (string Language, string Rows)[] files) =>
        SentenceBook.Read([.. files.Select(f => (f.Language, (TextReader)new StringReader($"key\ttext\n{f.Rows}")))]);
}
