using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace TextAnalysis.Tests;

public sealed class SentenceBookTests
{
    [Fact]
    public void A_sentence_is_said_in_its_language_or_in_English()
    {
        var book = Read("language\tkey\ttext\nen\thello\tHello {0}\nde\thello\tHallo {0}\nen\tbye\tBye\n");
        Assert.Equal("Hallo Ann", book.Say("hello", Language.German, "Ann"));
        Assert.Equal("Bye", book.Say("bye", Language.German));
        Assert.Throws<ArgumentException>(() => book.Say("again", Language.German));
    }

    [Fact]
    public void A_bad_file_names_all_its_faults()
    {
        var fault = Assert.Throws<FormatException>(() =>
            Read("language\tkey\ttext\nen\thello\tHello {0}\nde\thello\tHallo\nen\thello\tHi\nfr\tbye\tAu revoir\nen bye\n")
        );
        Assert.Equal(
            [
                "book, line 4: en has hello already.",
                "book, line 6: a language, a key and a text are expected.",
                "book: hello holds other values in de than in en.",
                "book: bye is in fr, but not in en.",
            ],
            fault.Message.Split('\n')
        );
    }

    private static SentenceBook Read(string file) => SentenceBook.Read("book", new StringReader(file));
}
