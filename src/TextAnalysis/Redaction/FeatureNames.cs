using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// Tells the name of a feature from talk of business: in "the revenue export fails" and "le calcul des remises commerciales"
/// a word of commerce says which export and which calculation, not what is at stake. Technical nouns make the difference:
/// behind the word in English and German, within it in German compounds, before it with "of", "de", "du" in the others.
/// </summary>
public static partial class FeatureNames
{
    /// <summary>How many describing words may stand between the word of commerce and the technical noun.</summary>
    private const int MostBetween = 4;

    private const int ShortestHead = 5;

    /// <summary>Words of commerce that name features; of all others a technical noun beside them changes nothing.</summary>
    private static readonly PhraseBook Commerce = PhraseBook.Load("features", "commerce");

    private static readonly HashSet<string> Adjectives = WordList.Of("features", "adjective");

    /// <summary>English and German: these follow what describes them.</summary>
    private static readonly HashSet<string> Followed = WordList.Of("features", "part_behind");

    /// <summary>French, Spanish and Portuguese: these stand before it.</summary>
    private static readonly HashSet<string> Leading = WordList.Of("features", "part_before");

    private static readonly HashSet<string> Describing = WordList.Of("features", "describing");

    /// <summary>Software only where it misbehaves: a renewal e-mail that nobody answers is talk.</summary>
    private static readonly HashSet<string> FollowedWhenWrong = WordList.Of("features", "part_when_wrong");

    /// <summary>What a screen has: the word behind it is written on it.</summary>
    private static readonly HashSet<string> OnScreen = WordList.Of("features", "on_screen");

    /// <summary>Behind these stands what a part of a screen is called; behind the rest of them only where it is in quotes.</summary>
    private static readonly HashSet<string> Named = WordList.Of("features", "named");

    private static readonly HashSet<string> NamedInQuotes = WordList.Of("features", "named_in_quotes");

    /// <summary>These are said of what belongs to somebody's business as well: "contract management services".</summary>
    private static readonly HashSet<string> TooCommon = WordList.Of("features", "too_common");

    private static readonly HashSet<string> OfPurpose = WordList.Of("features", "purpose");

    private static readonly HashSet<string> Grouping = WordList.Of("features", "grouping");

    private static readonly HashSet<string> And = WordList.Of("features", "and");

    private static readonly HashSet<string> Of = WordList.Of("features", "of");

    private static readonly HashSet<string> Articles = WordList.Of("features", "article");

    private static readonly HashSet<string> NoPartOfAName = WordList.Of("features", "no_part");

    private static readonly HashSet<string> Possessives = WordList.Of("features", "possessive");

    private static readonly HashSet<string> OnTheCalendar = WordList.Of("features", "calendar");

    /// <summary>The last part of a compound that speaks of business, whatever else the sentence says: "Umsatzverlust".</summary>
    private static readonly HashSet<string> BusinessTails = WordList.Of("features", "business_tail");

    private static readonly HashSet<string> CompoundHeads = WordList.Of("features", "compound_head");

    /// <summary>What is between the parts of a German compound.</summary>
    private static readonly string[] CompoundJoints = ["", "s", "en", "n", "e"];

    /// <summary>The words of commerce in a text that only say which feature is meant.</summary>
    /// <returns>Where each is: start and end in UTF-16 units, in order.</returns>
    public static IReadOnlyList<(int Start, int End)> CommerceIn(string text)
    {
        var words = Token.WordsOf(text);
        return [.. Names(text, words).Select(name => (words[name.At].Start, words[name.At + name.Count - 1].End))];
    }

    /// <summary>The names as a whole, so that nothing is parted within one.</summary>
    internal static IReadOnlyList<(int Start, int End)> In(string text, IReadOnlyList<Token> words) =>
        [.. Names(text, words).Select(name => (words[name.First].Start, words[name.Last].End))];

    /// <summary>Which words of commerce are only part of a name: their places among the words of the text.</summary>
    internal static HashSet<int> PlacesIn(string text, IReadOnlyList<Token> words) =>
        [.. Names(text, words).SelectMany(name => Enumerable.Range(name.At, name.Count))];

    /// <summary>Whether a piece of software is named, of whatever kind.</summary>
    internal static bool NamesSoftware(IReadOnlyList<Token> words) =>
        words.Any(word =>
            Followed.Contains(word.Folded)
            || Leading.Contains(word.Folded)
            || FollowedWhenWrong.Contains(word.Folded)
            || OnScreen.Contains(word.Folded)
            || IsNounWithin(word.Folded)
        );

    /// <summary>"Vertragsmodul", "Rechnungsexport": the last part of a German compound says what it is.</summary>
    private static bool IsNounWithin(string word) =>
        word.Length > 7
        && Followed.Any(noun => noun.Length > 3 && word.Length > noun.Length + 3 && word.EndsWith(noun, StringComparison.Ordinal) && !TooCommon.Contains(noun));

    private static IEnumerable<(int At, int Count, int First, int Last)> Names(string text, IReadOnlyList<Token> words)
    {
        var isWrong = new Lazy<bool>(() => Symptom.GoesWrong(words));
        for (var at = 0; at < words.Count; at++)
        {
            if (!Commerce.IsAt(words, at) && !BeginsWithCommerce(words[at].Folded))
            {
                continue;
            }

            foreach (var count in Commerce.LengthsAt(words, at).Append(1).Distinct().OrderDescending())
            {
                if (NameAt(text, words, at, count, isWrong) is var (first, last))
                {
                    yield return (at, count, first, last);
                    break;
                }
            }
        }
    }

    private static (int First, int Last)? NameAt(string text, IReadOnlyList<Token> words, int at, int count, Lazy<bool> isWrong)
    {
        if (count == 1 && (IsCompound(words[at].Folded) || IsCompoundThatFails(text, words, at)))
        {
            return (at, at);
        }

        if (!Commerce.LengthsAt(words, at).Contains(count) || IsOnTheCalendar(words, at))
        {
            return null;
        }

        return Behind(text, words, at + count, isWrong) is { } last ? (at, last)
            : Before(text, words, at, isWrong) is { } first ? (first, at + count - 1)
            : IsInQuotes(text, words, at, count)
            || IsSubjectOfSoftware(text, words, at, count)
            || IsData(text, words, at, count)
            || IsShownBySoftware(text, words, at, count)
            || IsUseOfSoftware(text, words, at)
                ? (at, at + count - 1)
            : null;
    }

    /// <summary>"The renewals page" needs its noun; "renewals crash" and "the renewal returns 500" say by what they do that they are software.</summary>
    private static bool IsSubjectOfSoftware(string text, IReadOnlyList<Token> words, int at, int count)
    {
        var next = at + count;
        return next < words.Count
            && IsJoined(text, words, next)
            && !(at > 0 && Possessives.Contains(words[at - 1].Folded))
            && Symptom.IsOnlySoftwareAt(words, next);
    }

    /// <summary>The technical noun behind the word: "revenue export", "revenue by region export", "Rabatt-Berechnung".</summary>
    private static int? Behind(string text, IReadOnlyList<Token> words, int from, Lazy<bool> isWrong)
    {
        var (between, free) = (0, 0);
        for (var at = from; at < words.Count && IsJoined(text, words, at); at++)
        {
            var word = words[at].Folded;
            if (Followed.Contains(word))
            {
                // A run rate is money.
                return word is "run" && at + 1 < words.Count && words[at + 1].Folded is "rate" or "rates" ? null : at;
            }

            if (FollowedWhenWrong.Contains(word) && isWrong.Value)
            {
                return at;
            }

            if (Grouping.Contains(word) && free == 0)
            {
                free = 2;
            }
            else if (And.Contains(word) && at + 1 < words.Count && (Describing.Contains(words[at + 1].Folded) || Commerce.IsAt(words, at + 1)))
            {
                continue;
            }
            else if (
                ++between > MostBetween
                || words[at].IsNumber
                || !(Describing.Contains(word) || Commerce.IsAt(words, at) || (free-- > 0 && !NoPartOfAName.Contains(word)))
            )
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The technical noun before the word: "export of revenue", "calcul des remises commerciales", "informe comercial".</summary>
    private static int? Before(string text, IReadOnlyList<Token> words, int at, Lazy<bool> isWrong)
    {
        var noun = at - 1;
        while (noun > 0 && at - noun < 3 && Articles.Contains(words[noun].Folded))
        {
            noun--;
        }

        if (
            noun >= 0
            && noun == at - 1
            && IsJoined(text, words, at)
            && (
                OnScreen.Contains(words[noun].Folded)
                || Named.Contains(words[noun].Folded)
                || (NamedInQuotes.Contains(words[noun].Folded) && IsQuote(text[words[at].Start - 1]))
            )
        )
        {
            return noun;
        }

        var isOfPurpose =
            noun >= 0 && OfPurpose.Contains(words[noun].Folded) && isWrong.Value && !(noun + 1 < at && Possessives.Contains(words[noun + 1].Folded));
        if (isOfPurpose || (noun >= 0 && Of.Contains(words[noun].Folded)))
        {
            noun--;
        }
        else if (!Adjectives.Contains(words[at].Folded))
        {
            return null;
        }

        noun -= noun > 0 && Describing.Contains(words[noun].Folded) && !(isWrong.Value && FollowedWhenWrong.Contains(words[noun].Folded)) ? 1 : 0;
        return
            noun >= 0
            && Enumerable.Range(noun + 1, at - noun).All(i => IsJoined(text, words, i))
            && (
                Leading.Contains(words[noun].Folded)
                || Followed.Contains(words[noun].Folded)
                || (isWrong.Value && FollowedWhenWrong.Contains(words[noun].Folded))
                || IsControlPanel(words, noun)
            )
            ? noun
            : null;
    }

    /// <summary>"Panel de control".</summary>
    private static bool IsControlPanel(IReadOnlyList<Token> words, int at) =>
        at > 1 && words[at].Folded is "control" or "controle" && words[at - 2].Folded is "panel" or "painel";

    private static bool BeginsWithCommerce(string word) =>
        word.Length > ShortestHead && CompoundHeads.Any(head => word.Length > head.Length + 2 && word.StartsWith(head, StringComparison.Ordinal));

    /// <summary>"Die Umsatzkurve lädt nicht": of what goes wrong in its own clause, only some compounds are talk of business.</summary>
    private static bool IsCompoundThatFails(string text, IReadOnlyList<Token> words, int at)
    {
        var word = words[at].Folded;
        return BeginsWithCommerce(word)
            && !(at > 0 && Possessives.Contains(words[at - 1].Folded))
            && !CompoundHeads.Any(head =>
                word.StartsWith(head, StringComparison.Ordinal)
                && CompoundJoints.Any(joint =>
                    word[head.Length..].StartsWith(joint, StringComparison.Ordinal)
                    && word[(head.Length + joint.Length)..] is var tail
                    && (tail.Length < 3 || BusinessTails.Contains(tail))
                )
            )
            && ClauseAround(text, words, at) is var clause
            && (Symptom.GoesWrong(clause) || Processed.IsIn(clause))
            && !IsAtStake(text, clause);
    }

    /// <summary>"Umsatzexport", "Rabattberechnungsdienst"; not "Umsatzverlauf".</summary>
    private static bool IsCompound(string word) =>
        word.Length > ShortestHead
        && CompoundHeads.Any(head =>
            word.Length > head.Length + 2 && word.StartsWith(head, StringComparison.Ordinal) && IsTechnical(word[head.Length..], mayBeCompound: true)
        );

    private static bool IsTechnical(string tail, bool mayBeCompound) =>
        CompoundJoints.Any(joint =>
            tail.StartsWith(joint, StringComparison.Ordinal)
            && tail[joint.Length..] is var rest
            && (
                Followed.Contains(rest)
                || Followed.Contains(rest.TrimEnd('s'))
                || (
                    mayBeCompound
                    && Followed.Any(noun =>
                        noun.Length > 3
                        && rest.Length > noun.Length
                        && rest.StartsWith(noun, StringComparison.Ordinal)
                        && IsTechnical(rest[noun.Length..], mayBeCompound: false)
                    )
                )
            )
        );

    /// <summary>"Before their renewal reports must work": that is a day, whatever follows.</summary>
    private static bool IsOnTheCalendar(IReadOnlyList<Token> words, int at) =>
        at > 1 && Possessives.Contains(words[at - 1].Folded) && OnTheCalendar.Contains(words[at - 2].Folded);

    /// <summary>Whether nothing but a space or a hyphen is before a word.</summary>
    private static bool IsJoined(string text, IReadOnlyList<Token> words, int at)
    {
        if (at == 0)
        {
            return false;
        }

        foreach (var c in text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End))
        {
            if (c is not (' ' or '\u00a0' or '\u202f' or '-' or '‑' or '_' or '/' or '\'' or '’' or '`' or '&') && !IsQuote(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»' or '‘' or '‚' or '›' or '‹' || (c is '\u00a0' or '\u202f');
}
