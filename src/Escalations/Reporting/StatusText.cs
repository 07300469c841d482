using System.Text.RegularExpressions;
using TextAnalysis.Facts;
using TextAnalysis.Redaction;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.Reporting;

/// <summary>
/// Makes a text for a public status page from the answers of an update: whole sentences of theirs, and none that names anybody, tells of
/// money, or blames. What is left out is counted, because a person decides what is told.
/// </summary>
public static partial class StatusText
{
    /// <summary>A number with thousands or millions behind it is money more often than not.</summary>
    [GeneratedRegex(@"\b\d+(?:[.,]\d+)?\s?(?:k|m|mn|mio|mrd|bn)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();

    private static readonly BusinessRule Business = new(atRisk: null);

    /// <param name="answers">As they were given.</param>
    /// <param name="read">As those read them who read nothing of money and customers; a sentence that is not in it is left out.</param>
    /// <param name="names">Of people and of the customer.</param>
    /// <returns>The text, empty where nothing can be told, and how many sentences were left out.</returns>
    public static (string Text, int LeftOut) Compose(UpdateAnswers answers, UpdateAnswers read, IReadOnlyCollection<string> names)
    {
        var language = CustomerText.LanguageOf(answers);
        var tokens = names
            .SelectMany(name => Token.WordsOf(name))
            .Where(token => token.IsWord && token.Folded.Length > 1)
            .Select(token => token.Folded)
            .ToHashSet();
        var leftOut = 0;
        string?[] paragraphs =
        [
            Told(answers.Known, read.Known),
            Told(answers.Next, read.Next) is { } next ? DomainWords.Book.Say("status_page.next", language, next) : null,
            Told(answers.Meanwhile, read.Meanwhile),
            Told(answers.NextUpdate, read.NextUpdate) is { } when ? DomainWords.Book.Say("status_page.when", language, when) : null,
        ];
        return (string.Join("\n\n", paragraphs.OfType<string>()), leftOut);

        string? Told(string? text, string? filtered)
        {
            var kept = new List<string>();
            foreach (var sentence in (text ?? "").Split('\n').SelectMany(SentenceSplitter.Sentences).Select(s => s.Trim()).Where(s => s.Length > 0))
            {
                if (filtered?.Contains(sentence, StringComparison.Ordinal) is true && IsForEverybody(sentence, tokens))
                {
                    kept.Add(sentence);
                }
                else
                {
                    leftOut++;
                }
            }

            return kept.Count == 0 ? null : string.Join(' ', kept);
        }
    }

    private static bool IsForEverybody(string sentence, HashSet<string> names) =>
        !Business.IsIn(sentence)
        && !Amount().IsMatch(sentence)
        && !NameReader.In(sentence).Any()
        && !Token.WordsOf(sentence).Any(token => names.Contains(token.Folded))
        && Wording.Check(sentence).All(finding => finding.Kind != WordingKind.Blame);
}
