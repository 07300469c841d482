using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>Ticket numbers and technical detail: not for finance and the executives' offices.</summary>
public sealed class TechnicalRule : RedactionRule
{
    /// <summary>Stands where a number or name was taken out of a sentence that is otherwise theirs.</summary>
    private const string Gap = "[…]";

    /// <summary>Read for what is the executives' own: money, renewal, strategy and mood.</summary>
    private static readonly BusinessRule Business = new(null);

    private static readonly HashSet<string> VersionWords = WordList.Of("jargon", "version");

    private static readonly HashSet<string> Severities = WordList.Of("jargon", "severity");

    private static readonly PhraseBook Jargon = PhraseBook.Load("jargon", "jargon");

    public override string Rest => "The rest is technical detail, for the team.";

    public override bool IsIn(string piece) => Jargon.IsIn(Token.WordsOf(piece)) || Chunks(piece).Any(c => IsTechnical(piece, c.Start, c.End));

    public override string? Spared(string piece)
    {
        if (!Business.IsIn(piece))
        {
            return null;
        }

        foreach (var (start, end) in Chunks(piece).Reverse().ToList())
        {
            if (IsTechnical(piece, start, end))
            {
                piece = string.Concat(piece.AsSpan(0, start), Gap, piece.AsSpan(end));
            }
        }

        foreach (var word in Token.WordsOf(piece).Reverse().ToList())
        {
            if (Jargon.IsIn([word]))
            {
                piece = string.Concat(piece.AsSpan(0, word.Start), Gap, piece.AsSpan(word.End));
            }
        }

        return IsIn(piece) ? null : piece;
    }

    /// <summary>Runs without white space, without the marks around them.</summary>
    private static IEnumerable<(int Start, int End)> Chunks(string piece)
    {
        for (var at = 0; at < piece.Length; at++)
        {
            var start = at;
            while (at < piece.Length && !char.IsWhiteSpace(piece[at]))
            {
                at++;
            }

            var (from, to) = (start, at);
            while (from < to && !char.IsLetterOrDigit(piece[from]) && piece[from] is not ('#' or '/' or '_' or '\\'))
            {
                from++;
            }

            while (to > from && !char.IsLetterOrDigit(piece[to - 1]) && piece[to - 1] is not ('/' or ')'))
            {
                to--;
            }

            if (to > from)
            {
                yield return (from, to);
            }
        }
    }

    private static bool IsTechnical(string piece, int start, int end)
    {
        var chunk = piece[start..end].TrimEnd(')');
        var word = Folding.Fold(chunk);
        var before = Token.WordsOf(piece[Math.Max(0, start - 30)..start]) is [.., var last] ? last.Folded : "";
        var isNumber = chunk.Length > 0 && chunk.All(c => char.IsAsciiDigit(c) || c is '.' or '-');
        return Severities.Contains(word)
            || TicketNumbers.IsTicket(chunk)
            || (isNumber && TicketNumbers.IsAfterTicketWord(piece, start))
            || (isNumber && VersionWords.Contains(before))
            || IsVersion(word)
            || piece[start..end].EndsWith("()", StringComparison.Ordinal)
            || IsComponent(chunk);
    }

    /// <summary>4.12.1, v2.3, 10.0.0.7; not 1.250.000 and not 16.05.2026.</summary>
    private static bool IsVersion(string word)
    {
        var isMarked = word.Length > 1 && word[0] == 'v' && char.IsAsciiDigit(word[1]);
        var parts = (isMarked ? word[1..] : word).Split('-', '+')[0].Split('.');
        if (!parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit)) || parts.Length < 2)
        {
            return isMarked && parts is [var only] && only.All(char.IsAsciiDigit);
        }

        var isGrouped = parts.Skip(1).All(p => p.Length == 3);
        var isDate = parts.Length == 3 && parts[0].Length <= 2 && parts[1].Length <= 2 && (parts[2].Length == 4 || string.CompareOrdinal(parts[2], "19") > 0);
        return isMarked || (parts.Length > 2 && !isGrouped && !isDate);
    }

    /// <summary>db01.prod.acme.net, ingest-worker-7, eu-west-1, /var/log, ingest_worker, NullPointerException, ns::call.</summary>
    private static bool IsComponent(string chunk)
    {
        var hasLetters = chunk.Any(char.IsAsciiLetter);
        if (!hasLetters || chunk.Contains('@'))
        {
            return false;
        }

        var labels = chunk.Split('.', '-');
        var endsInNumber =
            labels.Length > 1
            && labels[^1].Length is > 0 and <= 4
            && labels[^1].All(char.IsAsciiDigit)
            && char.IsAsciiLetterLower(chunk[0])
            && labels[0].Length > 1;
        return chunk.Contains('_')
            || chunk.Contains("::", StringComparison.Ordinal)
            || chunk.Contains("0x", StringComparison.Ordinal)
            || (chunk[0] is '/' or '\\' && chunk.Length > 2)
            || chunk.Contains(":\\", StringComparison.Ordinal)
            || (endsInNumber && !chunk.Any(char.IsUpper))
            || (chunk.Count(c => c == '.') > 1 && chunk.Split('.').All(p => p.Length > 1 || (p.Length == 1 && char.IsAsciiDigit(p[0]))))
            || IsNumbered(chunk)
            || chunk.Contains("Exception", StringComparison.Ordinal)
            || (chunk.Length > 5 && chunk.EndsWith("Error", StringComparison.Ordinal));
    }

    /// <summary>db01, node7, web03a: small letters and then a number; not 85k, 2nd or q3.</summary>
    private static bool IsNumbered(string chunk)
    {
        var letters = chunk.TakeWhile(char.IsAsciiLetterLower).Count();
        return letters is >= 2 and <= 12 && chunk.Length > letters && chunk.Skip(letters).All(char.IsAsciiDigit) && !TicketNumbers.IsNoTicket(chunk[..letters]);
    }
}
