using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace TextAnalysis.Instructions;

/// <summary>
/// Finds passages of a text that give orders to a machine rather than tell of the customer. It is a notice for people, not
/// a fence: who hides an order well enough is not found.
/// </summary>
public static class InstructionFinder
{
    private const int Longest = 160;
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Marks of a conversation with a machine, and what loads or links out hidden.</summary>
    private static readonly Regex Marks = new(
        @"<\|[a-z_]{2,20}\|>|</?(message|messages|notes|source|sources|instructions?|system|prompt|assistant|user|script|iframe)\b|"
            + @"<</?sys>>|\[/?inst\]|^\W{0,4}(system|sistema|système|systeme|assistant|developer|system prompt)\s?:|[.!?-] (system|sistema|"
            + @"système|prompt|assistant)\s?: "
            + @"|\]\]>|!\[[^\]\n]{0,80}\]\(|\[[^\]\n]{1,80}\]\((https?|javascript|data):|\[[^\]\n]{1,80}\]: ?https?:|<(img|a|iframe|script|"
            + @"link|form)\b[^>\n]{0,80}(src|href|action|onerror)\s?=|</?at\b[^>\n]{0,40}>|@(everyone|channel|all)\b|"
            + @"\bhuman: .{0,80}\bassistant:|\buser: .{0,80}\bassistant:"
            + @"|\{\s?""(category|severity|sections|confidence|headline)""\s?:|\b(begin|end) (admin|system) override\b|\\u00[0-9a-f]{2}|&#\d{2,4};",
        Linear
    );

    /// <summary>"severity=S1" orders something, unless it is in a line of a log among other settings.</summary>
    private static readonly Regex Settings = new(@"\b(severity|category|owner|skip_review|status)=\w", Linear);

    private static readonly Regex OtherSettings = new(
        @"\b(user|username|usr|host|password|passwd|pwd|db|level|lvl|time|ts|msg|code|method|path|port|ip|client|tenant|id|request_id|trace_id|duration|ms)=",
        Linear
    );

    /// <summary>Text that may be written so that nobody reads it.</summary>
    private static readonly Regex Encoded = new(@"\b([a-z0-9+/]{40,}={0,2})(\s|$)", Linear);

    /// <summary>Orders, in rows of words: see <see cref="PhraseBook"/>.</summary>
    private static readonly PhraseBook Orders = PhraseBook.Load("orders");

    /// <summary>The sentences with such a passage, at most 160 characters of each, exactly as they stand in the text.</summary>
    public static IReadOnlyList<string> Find(string text)
    {
        var found = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            foreach (var sentence in SentenceSplitter.Sentences(line))
            {
                foreach (var piece in Pieces(sentence))
                {
                    if (PlaceIn(piece) is { } place && Cut(piece, place) is { Length: > 0 } quote && !found.Contains(quote))
                    {
                        found.Add(quote);
                    }
                }

                if (found.Count > 50)
                {
                    return found;
                }
            }
        }

        return found;
    }

    private static int? PlaceIn(string sentence)
    {
        // A password or key that somebody tells may look like anything.
        var plainly = Secrets.HideNamed(sentence, secret => new string('x', secret.Length));
        if (Marks.Match(plainly) is { Success: true } mark)
        {
            return mark.Index;
        }

        if (Settings.Match(sentence) is { Success: true } setting && !OtherSettings.IsMatch(sentence))
        {
            return setting.Index;
        }

        if (Encoded.Matches(plainly).FirstOrDefault(m => !Secrets.IsDigest(m.Groups[1].Value) && m.Groups[1].Value.Distinct().Count() > 1) is { } encoded)
        {
            return encoded.Index;
        }

        var tokens = Token.WordsOf(sentence);
        var tellsOfCredentials = plainly != sentence || Symptom.GoesWrong(tokens) || Credentials.States(tokens);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (Orders.IsAt(tokens, at) && !(tellsOfCredentials && Credentials.AreAt(tokens, at)))
            {
                return tokens[at].Start;
            }
        }

        return Disguised(sentence) is { } plain && Token.WordsOf(plain) is var shown && Enumerable.Range(0, shown.Count).Any(i => Orders.IsAt(shown, i))
            ? 0
            : null;
    }

    /// <summary>What the sentence says without letters of other alphabets, hidden characters and figures for letters; null when it is plain.</summary>
    private static string? Disguised(string sentence)
    {
        var isHidden = sentence.Any(c =>
            c is >= '\u200b' and <= '\u200f' or '\u2060' or '\ufeff' or >= '\u0400' and <= '\u04ff' or >= '\u0370' and <= '\u03ff'
            || char.GetUnicodeCategory(c) == UnicodeCategory.Format
        );
        var isLeet = !isHidden && sentence.Split(' ').Count(IsLeet) >= 3;
        if (!isHidden && !isLeet)
        {
            return null;
        }

        var plain = new StringBuilder(sentence.Length);
        foreach (var c in sentence)
        {
            var at = "аеорсухіјѕԁοα".IndexOf(char.ToLowerInvariant(c));
            if (at >= 0)
            {
                plain.Append("aeopcyxijsdoa"[at]);
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                plain.Append(
                    !isLeet
                        ? c
                        : c switch
                        {
                            '0' => 'o',
                            '1' => 'i',
                            '3' => 'e',
                            '4' => 'a',
                            '5' => 's',
                            '7' => 't',
                            _ => c,
                        }
                );
            }
        }

        return plain.ToString();
    }

    private static bool IsLeet(string word) =>
        word.Length > 3
        && word.Any(c => c is '0' or '1' or '3' or '4' or '5' or '7')
        && word.Any(char.IsAsciiLetterLower)
        && word.All(c => char.IsAsciiLetterLower(c) || c is '0' or '1' or '3' or '4' or '5' or '7');

    /// <summary>A sentence that goes on forever is looked at in pieces.</summary>
    private static IEnumerable<string> Pieces(string sentence)
    {
        for (var at = 0; at < sentence.Length; at += 1000)
        {
            yield return sentence[Graphemes.BorderBefore(sentence, at)..Graphemes.BorderBefore(sentence, Math.Min(sentence.Length, at + 1200))];
        }
    }

    private static string Cut(string sentence, int place)
    {
        var from = sentence.Length <= Longest || place < Longest / 2 ? 0 : place;
        from = Graphemes.BorderBefore(sentence, from);
        return sentence[from..Graphemes.BorderBefore(sentence, Math.Min(sentence.Length, from + Longest))].Trim();
    }
}
