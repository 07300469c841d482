using System.Runtime.CompilerServices;
using TextAnalysis.Tokens;

namespace Escalations.Intake;

/// <summary>A kind of matter of another playbook, as which a brief reads.</summary>
/// <param name="Quotes">The words that say so, as they were written, each once.</param>
public sealed record OtherKind(Playbook Playbook, Category Category, IReadOnlyList<string> Quotes);

/// <summary>
/// Finds out whether a brief belongs under another playbook, by the signs that the playbooks name for their kinds. It suggests, and
/// a person decides. Of what is confidential one sign is enough while no customer is named, since what was routed once cannot be
/// unsaid; customers have people, too.
/// </summary>
public static class OtherKinds
{
    private const int Enough = 2;

    /// <summary>In a text of so few words one sign is enough.</summary>
    private const int WordsOfOne = 40;

    private static readonly ConditionalWeakTable<Category, IReadOnlyList<PhraseBook>> Read = [];

    /// <param name="said">The texts that it is made of.</param>
    /// <param name="live">The playbooks that it can be brought under.</param>
    /// <returns>Null when it reads like nothing else, or is no draft that was never routed.</returns>
    public static OtherKind? Of(Escalation draft, IEnumerable<string> said, IReadOnlyList<Playbook> live)
    {
        if (draft is not { Status: Status.Draft, RoutedAt: null })
        {
            return null;
        }

        var texts = said.Select(text => (Text: text, Words: Token.WordsOf(text))).ToList();
        return (
            from playbook in live
            where playbook.Version.Name != draft.Playbook.Name
            from category in playbook.Categories
            where category.Signs.Count > 0
            let quotes = QuotesOf(category, texts)
            where quotes.Count >= (category.IsConfidential && draft.Brief.Account is null ? 1 : Enough)
            orderby category.IsConfidential descending, quotes.Count descending
            select new OtherKind(playbook, category, quotes)
        ).FirstOrDefault();
    }

    /// <summary>A kind of which a text has a sign, a confidential one first: who writes it should learn of that way before they write more.</summary>
    /// <returns>Null where it has none.</returns>
    public static OtherKind? In(string text, IEnumerable<Playbook> live)
    {
        List<(string, IReadOnlyList<Token>)> texts = [(text, Token.WordsOf(text))];
        return (
            from playbook in live
            from category in playbook.Categories
            where category.Signs.Count > 0
            let quotes = QuotesOf(category, texts)
            where quotes.Count >= (category.IsConfidential || texts[0].Item2.Count <= WordsOfOne ? 1 : Enough)
            orderby category.IsConfidential descending, quotes.Count descending
            select new OtherKind(playbook, category, quotes)
        ).FirstOrDefault();
    }

    /// <summary>The words of each sign that stands in the texts, where it stands first. What two signs share is said once.</summary>
    private static List<string> QuotesOf(Category category, List<(string Text, IReadOnlyList<Token> Words)> texts)
    {
        var signs = Read.GetValue(category, static c => [.. c.Signs.Select(sign => new PhraseBook(sign))]);
        var found = new List<(int Text, int From, int Until)>();
        foreach (var sign in signs)
        {
            if (
                texts.Index().Select(text => PlaceOf(sign, text.Index, text.Item.Words)).FirstOrDefault(place => place is not null) is { } at
                && !found.Exists(other => other.Text == at.Text && other.From < at.Until && at.From < other.Until)
            )
            {
                found.Add(at);
            }
        }

        return [.. found.Select(at => texts[at.Text].Text[texts[at.Text].Words[at.From].Start..texts[at.Text].Words[at.Until - 1].End]).Distinct()];
    }

    private static (int Text, int From, int Until)? PlaceOf(PhraseBook sign, int text, IReadOnlyList<Token> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (sign.LengthsAt(words, at) is { Count: > 0 } lengths)
            {
                return (text, at, at + lengths.Max());
            }
        }

        return null;
    }
}
