using System.Text;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// Takes out of a text what an audience does not read: whole parts between commas, semicolons, dashes and brackets, else
/// from a joining word on, so that what is left still reads as written.
/// </summary>
public sealed partial class Redactor(RedactionRule withheld, IReadOnlyCollection<string> letThrough)
{
    private readonly HashSet<string> released = [.. letThrough];

    /// <summary>The text without what is withheld; it says so when nothing is left.</summary>
    public string Of(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var kept = Lines(lines).ToList();
        return kept.SequenceEqual(lines) ? text
            : kept.Exists(line => line.Any(char.IsLetterOrDigit)) ? string.Join('\n', kept).Trim('\n', ' ')
            : withheld.Rest;
    }

    /// <summary>The sentences of which something is taken out, as they stand in the text.</summary>
    public IEnumerable<string> Cuts(string text)
    {
        var wasCut = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            foreach (var sentence in SentenceSplitter.Sentences(line[MarkerOf(line)..]))
            {
                var end = sentence.TrimEnd();
                var left = wasCut && TimeWords.IsAllOf(Token.WordsOf(sentence)) ? "" : Sentence(end);
                wasCut = left.Length == 0;
                if (left != end)
                {
                    yield return end;
                }
            }
        }
    }

    /// <summary>All sentences of a text, without the marks of lists before them.</summary>
    public static IEnumerable<string> Sentences(string text) =>
        text.ReplaceLineEndings("\n")
            .Split('\n')
            .SelectMany(line => SentenceSplitter.Sentences(line[MarkerOf(line)..]))
            .Select(sentence => sentence.TrimEnd())
            .Where(sentence => sentence.Any(char.IsLetterOrDigit));

    /// <summary>Of a text that is withheld as a whole, the sentences that were let through; null when there is none.</summary>
    public string? OnlyReleased(string text) => string.Join('\n', Sentences(text).Where(released.Contains)) is { Length: > 0 } left ? left : null;

    private static int MarkerOf(string line) => line.Length - line.TrimStart([' ', '\t', '-', '*', '•', '–', '>']).Length;

    private IEnumerable<string> Lines(IEnumerable<string> lines)
    {
        var wasCut = false;
        foreach (var line in lines)
        {
            var marker = MarkerOf(line);
            var said = line[marker..];
            var kept = wasCut && TimeWords.IsAllOf(Token.WordsOf(said)) ? "" : Line(said);
            wasCut = kept.Length == 0 && said.Length > 0;
            if (!wasCut)
            {
                yield return line[..marker] + kept;
            }
        }
    }

    private string Line(string line)
    {
        var kept = new StringBuilder(line.Length);
        var wasCut = false;
        foreach (var sentence in SentenceSplitter.Sentences(line))
        {
            var end = sentence.TrimEnd();
            var left = wasCut && TimeWords.IsAllOf(Token.WordsOf(sentence)) ? "" : Sentence(end);
            wasCut = left.Length == 0;
            kept.Append(left).Append(wasCut ? "" : sentence[end.Length..]);
        }

        return kept.ToString().TrimEnd();
    }

    /// <summary>The sentence as it is, or what is left of it; empty when one could not read that.</summary>
    private string Sentence(string sentence, int fewestWords = 2)
    {
        if (!withheld.IsIn(sentence) || released.Contains(sentence))
        {
            return sentence;
        }

        var body = Brackets(sentence.TrimEnd('.', '!', '?', '…', '"', '”', '»'));
        var closing = sentence[sentence.TrimEnd('.', '!', '?', '…', '"', '”', '»').Length..];
        var parts = SentenceSplitter.Clauses(body);
        var left = WhatIsLeft(parts);
        var kept = new StringBuilder();
        var gap = (string?)null;
        for (var i = 0; i < parts.Count; i++)
        {
            var text = left[i];
            if (text.Length == 0)
            {
                gap = Stronger(gap, parts[i].Before);
                continue;
            }

            var isFirst = kept.Length == 0;
            text = isFirst && i > 0 ? Conjunctions.WithoutLeading(text) : text;
            kept.Append(
                    isFirst ? ""
                    : gap is not null && Conjunctions.IsVerb(text) ? " "
                    : Stronger(gap, parts[i].Before)
                )
                .Append(text);
            gap = text.Length < parts[i].Text.Length ? "" : null;
        }

        var said = kept.ToString().Trim();
        return Token.WordsOf(said).Count < fewestWords || !IsReadable(said) || withheld.IsIn(said)
            ? ""
            : Capital(said, sentence) + (closing.Length > 0 && said[^1] == closing[0] ? "" : Balanced(said, closing));
    }

    /// <summary>What is left of each part: nothing of those that carry something, as a rule, and of those that say nothing without them.</summary>
    private string[] WhatIsLeft(IReadOnlyList<Clause> parts)
    {
        string[] left = [.. parts.Select(p => withheld.IsIn(p.Text) ? Rescued(p.Text) : p.Text)];
        bool[] isShort = [.. parts.Select(p => Token.WordsOf(p.Text).Count <= Conjunctions.LongestLabel)];
        bool[] isBare = [.. parts.Select(p => Token.WordsOf(p.Text) is var words && (TimeWords.IsAllOf(words) || TimeWords.BeginsWithBareAmount(words)))];
        for (var i = 1; i < parts.Count; i++)
        {
            if (left[i - 1].Length == 0 && (isBare[i] || Conjunctions.IsRelative(parts[i].Text) || (isShort[i - 1] && parts[i].Before.Contains(':'))))
            {
                left[i] = "";
            }
        }

        for (var i = 1; i < parts.Count; i++)
        {
            var isCut = left[i].Length < parts[i].Text.Length;
            if (isCut && Conjunctions.IsCondition(parts[i - 1].Text))
            {
                // "If not, they leave and go to Globex": neither half says anything alone.
                (left[i - 1], left[i]) = ("", "");
            }
            else if (left[i].Length == 0 && Conjunctions.IsVerb(parts[i].Text))
            {
                // "Their VP, who called, is upset": the subject goes with what was said of it.
                var subject = i - 1;
                left[subject] = "";
                while (subject > 0 && Conjunctions.IsRelative(parts[subject].Text))
                {
                    left[--subject] = "";
                }
            }
        }

        var isRestGone = true;
        for (var i = parts.Count - 2; i >= 0; i--)
        {
            isRestGone &= left[i + 1].Length == 0;
            var isLabel = parts[i + 1].Before.Contains(':');
            if (left[i + 1].Length == 0 && (isLabel ? isShort[i] && isRestGone : isBare[i]))
            {
                left[i] = "";
            }
        }

        return left;
    }

    /// <summary>What can be kept of a part that carries something: up to a joining word before it, or from one behind it.</summary>
    private string Rescued(string part)
    {
        if (withheld.Spared(part) is { } spared)
        {
            return spared;
        }

        if (FirstBracket(part) is { } bracket)
        {
            return RescuedAround(part[..bracket.From].TrimEnd() + part[(bracket.To + 1)..], part[(bracket.From + 1)..bracket.To]);
        }

        var segments = Conjunctions.Segments(part);
        var first = segments.FindIndex(s => withheld.IsIn(s.Text));
        if (first < 0)
        {
            return "";
        }

        var head = string.Concat(segments.Take(first).Select(s => s.Text)).TrimEnd();
        head = Conjunctions.CanEnd(head, segments[first].Conjunction) ? head : "";
        var tail = "";
        for (var i = first + 1; i < segments.Count; i++)
        {
            if (withheld.IsIn(segments[i].Text) || segments[i].Conjunction == Conjunction.Hangs)
            {
                continue;
            }

            var group = string.Concat(
                segments.Skip(i).TakeWhile((s, n) => !withheld.IsIn(s.Text) && (n == 0 || s.Conjunction == Conjunction.Hangs)).Select(s => s.Text)
            );
            var said = Token.WordsOf(Conjunctions.WithoutLeading(group));
            tail += Conjunctions.CanStand(group) && !TimeWords.IsAllOf(said) && !TimeWords.BeginsWithBareAmount(said) ? group : "";
        }

        var rest = tail.Trim();
        return head.Length == 0 ? Conjunctions.WithoutLeading(rest)
            : rest.Length == 0 ? head
            : $"{head} {rest}";
    }

    private static bool IsReadable(string left) =>
        left.Count(c => c is '"') % 2 == 0
        && left.Count(c => c is '“' or '„') == left.Count(c => c is '”')
        && left.Count(c => c == '«') == left.Count(c => c == '»');

    private static string Balanced(string left, string closing) =>
        left.AsSpan().ContainsAny("\"“«„") ? closing : new string([.. closing.Where(c => c is '.' or '!' or '?' or '…')]);

    /// <summary>The mark that separates more.</summary>
    private static string Stronger(string? one, string other) => one is null || Rank(other) > Rank(one) ? other : one;

    private static int Rank(string mark) =>
        mark.Trim() switch
        {
            "" => 0,
            "," => 1,
            ";" => 3,
            ":" => 4,
            _ => 2,
        };

    private static string Capital(string left, string sentence) =>
        char.IsUpper(sentence[0]) && char.IsLower(left[0]) ? char.ToUpperInvariant(left[0]) + left[1..] : left;
}
