using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Tests.Drafting.Models;

public sealed class LanguagesTests
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["en"] = "English",
        ["de"] = "German",
        ["fr"] = "French",
        ["es"] = "Spanish",
        ["pt"] = "Portuguese",
    };

    [Theory]
    [InlineData("Клиент недоволен, экспорт не работает с понедельника", "Russian or another language in Cyrillic script")]
    [InlineData("顧客のエクスポートが月曜日から失敗しています", "Japanese")]
    [InlineData("客户的导出自周一以来一直失败并且无法开具账单", "Chinese")]
    [InlineData("고객의 내보내기가 월요일부터 실패하고 있습니다", "Korean")]
    [InlineData("التصدير لا يعمل منذ يوم الاثنين", "Arabic or another language in Arabic script")]
    [InlineData("Export broken", null)]
    [InlineData("", null)]
    [InlineData("1234 5678 --- !!!", null)]
    public void A_language_is_told_by_its_script_or_not_at_all(string text, string? language) => Assert.Equal(language, LanguageGuesser.NameOf(text));

    [Fact]
    public void The_labelled_notes_are_never_taken_for_another_language_and_seldom_for_none()
    {
        var notes = ((string[])["tuning", "heldout", "later"]).SelectMany(LabelledNotes.Of).Where(n => Names.ContainsKey(n.Id.Split('-')[0])).ToList();
        var guesses = notes.Select(n => (n.Id, Right: Names[n.Id.Split('-')[0]], Guess: LanguageGuesser.NameOf(n.Text))).ToList();

        Assert.True(notes.Count > 250);
        Assert.Empty(guesses.Where(g => g.Guess is not null && g.Guess != g.Right));
        Assert.InRange(guesses.Count(g => g.Guess is null), 0, notes.Count / 20);
    }

    /// <summary>Notes that are read must never be kept unread, whoever wrote them.</summary>
    [Fact]
    public void No_labelled_note_is_taken_for_a_language_that_is_not_read() =>
        Assert.Empty(
            ((string[])["tuning", "heldout", "later", "strangers"])
                .SelectMany(LabelledNotes.Of)
                .Select(n => (n.Id, Foreign: LanguageGuesser.ForeignOf(n.Text)))
                .Where(n => n.Foreign is not null)
        );

    /// <summary>A draft of one section is as short as that; a wrong guess would cost a second call.</summary>
    [Fact]
    public void Single_sentences_of_them_are_never_taken_for_another_language()
    {
        var sentences = ((string[])["tuning", "heldout", "later"])
            .SelectMany(LabelledNotes.Of)
            .Where(n => Names.ContainsKey(n.Id.Split('-')[0]))
            .SelectMany(n =>
                n.Text.Split(['.', '?', '!', '\n'], StringSplitOptions.RemoveEmptyEntries)
                    .Where(t => t.Length > 20)
                    .Select(t => (Right: Names[n.Id.Split('-')[0]], Text: t, Guess: LanguageGuesser.NameOf(t)))
            )
            .ToList();

        Assert.True(sentences.Count > 1_500);
        Assert.Empty(sentences.Where(s => s.Guess is not null && s.Guess != s.Right).Select(s => $"{s.Guess}: {s.Text.Trim()}"));
        Assert.InRange(sentences.Count(s => s.Guess is null), 0, sentences.Count / 2);
    }
}
