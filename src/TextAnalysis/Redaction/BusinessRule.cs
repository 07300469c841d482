using System.Globalization;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>Money, renewal, commercial strategy and mood: not for engineering and product.</summary>
/// <param name="atRisk">The revenue that is at stake, which is money even where no currency is with it.</param>
public sealed class BusinessRule(decimal? atRisk) : RedactionRule
{
    private static readonly HashSet<string> Codes = WordList.Of("business", "currency_code");

    private static readonly HashSet<string> Currencies = WordList.Of("business", "currency");

    /// <summary>Hardly anybody says these words and means no money.</summary>
    private static readonly HashSet<string> AlwaysMoney = WordList.Of("business", "always_money");

    private static readonly HashSet<string> NumberWords = WordList.Of("business", "number_word");

    private static readonly HashSet<string> Determiners = WordList.Of("business", "determiner");

    /// <summary>What is renewed without any contract.</summary>
    private static readonly HashSet<string> TechnicalRenewals = WordList.Of("business", "technical_renewal");

    private static readonly HashSet<string> Pronouns = WordList.Of("business", "pronoun");

    private static readonly HashSet<string> Auxiliaries = WordList.Of("business", "auxiliary");

    /// <summary>What may follow an amount that has no currency; before anything else the number counts things.</summary>
    private static readonly HashSet<string> AfterMoney = WordList.Of("business", "after_money");

    // Words that engineers need as well (pipeline, contract, threat, relationship) are there only with a second one beside them.
    private static readonly PhraseBook Talk = PhraseBook.Load("business", "money", "contract", "mood");

    private static readonly PhraseBook Instead = PhraseBook.Load("business", "instead");

    /// <summary>What software does with a figure.</summary>
    private static readonly PhraseBook Displays = PhraseBook.Load("business", "displays");

    /// <summary>How near to "instead of" the two figures stand, in words.</summary>
    private const int Beside = 5;

    private static readonly PhraseBook Renewals = PhraseBook.Load("business", "renewal");

    public override string Rest => "The rest is for the account team.";

    public override bool IsIn(string piece)
    {
        var words = Token.WordsOf(piece);
        if (IsMoneyIn(piece, words) || IsPercentOff(piece, words))
        {
            return true;
        }

        var talk = Enumerable.Range(0, words.Count).Where(at => Talk.IsAt(words, at) || IsRenewalAt(words, at)).ToList();
        if (talk.Count == 0)
        {
            return false;
        }

        // What only says which feature is meant is no talk of business.
        var named = FeatureNames.PlacesIn(piece, words);
        return talk.Exists(at => !named.Contains(at) || Talk.LengthsAt(words, at).Any(count => !Enumerable.Range(at, count).All(named.Contains)));
    }

    private static bool IsRenewalAt(IReadOnlyList<Token> words, int at)
    {
        if (!Renewals.IsAt(words, at))
        {
            return false;
        }

        var next = at + 1;
        while (next < words.Count && Determiners.Contains(words[next].Folded))
        {
            next++;
        }

        // "the certificate must be renewed"
        var before = at - 1;
        while (before >= 0 && Auxiliaries.Contains(words[before].Folded))
        {
            before--;
        }

        // "the connector has an expired certificate; we renew it now"
        var isOfWhatWasNamed =
            next < words.Count && Pronouns.Contains(words[next].Folded) && words.Take(at).Any(word => TechnicalRenewals.Contains(word.Folded));
        return !(
            isOfWhatWasNamed
            || (before >= 0 && TechnicalRenewals.Contains(words[before].Folded))
            || (next < words.Count && TechnicalRenewals.Contains(words[next].Folded))
        );
    }

    /// <summary>"10% off": a price; "10% off the mark" is none.</summary>
    private static bool IsPercentOff(string piece, IReadOnlyList<Token> words) =>
        words
            .Where(
                (word, at) =>
                    word.Folded == "off"
                    && at > 0
                    && (words[at - 1].Folded is "percent" or "pct" || (words[at - 1].IsNumber && piece[words[at - 1].End..word.Start].Trim() == "%"))
                    && !(at + 2 < words.Count && words[at + 2].Folded is "mark" or "target" or "expected" or "baseline" or "value")
            )
            .Any();

    private bool IsMoneyIn(string piece, IReadOnlyList<Token> words) =>
        (
            (piece.AsSpan().ContainsAny("€£¥₹") || IsDollarIn(piece) || words.Where((word, at) => IsCurrency(words, at)).Any())
            && (!IsWrongFigure(words) || words.Any(word => AlwaysMoney.Contains(word.Folded)))
        ) || (atRisk is { } amount && words.Where((word, at) => word.IsNumber && IsAmount(piece, words, at, amount)).Any());

    /// <summary>"It shows EUR 12 instead of EUR 21": what software makes of a figure, whatever the figure counts.</summary>
    private static bool IsWrongFigure(IReadOnlyList<Token> words) =>
        Enumerable
            .Range(0, words.Count)
            .Any(at =>
                Instead.IsAt(words, at)
                && words.Take(at).TakeLast(Beside).Any(word => word.Folded.Any(char.IsAsciiDigit))
                && words.Skip(at).Take(Beside + 1).Any(word => word.Folded.Any(char.IsAsciiDigit))
                && Enumerable.Range(0, at).Any(before => Displays.IsAt(words, before))
            );

    private static bool IsDollarIn(string piece)
    {
        for (var at = piece.IndexOf('$'); at >= 0; at = piece.IndexOf('$', at + 1))
        {
            var (left, right) = (piece[..at].TrimEnd(), piece[(at + 1)..].TrimStart());
            var before = left.Length > 0 ? left[^1] : ' ';
            if (
                (right.Length > 0 && char.IsAsciiDigit(right[0]))
                || char.IsAsciiDigit(before)
                || (before is 'k' or 'K' or 'M' or 'm' && left.Length > 1 && char.IsAsciiDigit(left[^2]))
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>EUR 85k, 85k EUR, EUR85k, 85kEUR, 85 mil reais, 1,2 Mio. Euro, a million in euro.</summary>
    private static bool IsCurrency(IReadOnlyList<Token> words, int at)
    {
        var word = words[at].Folded;
        if (AlwaysMoney.Contains(word) || Codes.Any(code => IsGluedTo(code, word)))
        {
            return true;
        }

        if (!Codes.Contains(word) && !Currencies.Contains(word))
        {
            return false;
        }

        var before = at - 1;
        while (before >= 0 && words[before].Folded is "de" or "d" or "of" or "in" or "en" or "em")
        {
            before--;
        }

        return (before >= 0 && IsQuantity(words[before])) || (at + 1 < words.Count && IsQuantity(words[at + 1]));
    }

    private static bool IsGluedTo(string code, string word) =>
        word.Length > code.Length
        && (
            (word.StartsWith(code, StringComparison.Ordinal) && char.IsAsciiDigit(word[code.Length]))
            || (word.EndsWith(code, StringComparison.Ordinal) && char.IsAsciiDigit(word[0]))
        );

    private static bool IsQuantity(Token word) => word.IsNumber || NumberWords.Contains(word.Folded);

    private static bool IsAfterMoney(string piece, IReadOnlyList<Token> words, int last) =>
        words[last + 1].Folded is var next
        && (TimeWords.IsSmall(next) || AfterMoney.Contains(next) || piece[words[last].End..words[last + 1].Start].Any(c => !char.IsWhiteSpace(c)));

    /// <summary>Whether the number that begins with this word, however it is written, is the amount.</summary>
    private static bool IsAmount(string piece, IReadOnlyList<Token> words, int at, decimal amount)
    {
        if (amount < 1000 || (at > 0 && words[at - 1].IsNumber && words[at].Start - words[at - 1].End == 1))
        {
            return false;
        }

        var last = at;
        while (
            last + 1 < words.Count
            && words[last + 1].IsNumber
            && words[last + 1].Start - words[last].End == 1
            && piece[words[last].End] is '.' or ',' or '\'' or '’' or ' ' or '\u00a0' or '\u202f' or '\u2009'
        )
        {
            last++;
        }

        if (last + 1 < words.Count && !NumberWords.Contains(words[last + 1].Folded) && !IsAfterMoney(piece, words, last))
        {
            return false;
        }

        var number = piece[words[at].Start..words[last].End].ToLowerInvariant();
        var digits = number.TrimEnd([.. "abcdefghijklmnopqrstuvwxyz"]);
        var scale =
            digits.Length < number.Length ? number[digits.Length..]
            : last + 1 < words.Count ? words[last + 1].Folded
            : "";
        var factor = scale switch
        {
            "k" or "tsd" or "mil" or "thousand" or "tausend" or "mille" => 1_000m,
            "m" or "mn" or "mm" or "mio" or "million" or "millions" or "millionen" or "millones" or "milhoes" => 1_000_000m,
            _ => 1m,
        };
        var whole = new string([.. digits.Where(char.IsAsciiDigit)]);
        return (whole.Length <= 15 && decimal.Parse(whole, CultureInfo.InvariantCulture) * factor == amount)
            || (
                decimal.TryParse(digits.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read)
                && read * factor == amount
            );
    }
}
