using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>A place in the notes that may name the customer, the yearly value or the renewal.</summary>
/// <param name="Start">Where it begins in the text of its statement.</param>
internal readonly record struct Mention(Statement Statement, int Start, int End)
{
    public string Text => Statement.Text[Start..End];
}

/// <summary>Finds such places, and says what each looks like to the models that choose among them.</summary>
internal sealed class Mentions(NotesRead notes, DateOnly writtenOn)
{
    private const int LongestName = 6;

    /// <summary>In letters.</summary>
    private const int TitleBehind = 24;

    /// <summary>In days.</summary>
    private const int LongestPast = 120;

    /// <summary>A note of some pages has fewer; junk has more.</summary>
    private const int Most = 1500;

    /// <summary>Words in small letters that a name may have, joints aside: "groupe Hélianthe", "Port autonome de Kermor".</summary>
    private const int MostSmall = 2;

    /// <summary>In words, of a name that is written in small letters alone.</summary>
    private const int LongestSmallName = 5;

    private const int Reach = 6;
    private const float OfContext = 0.7f;
    private const float OfStatement = 0.3f;
    private const float Named = 0.3f;

    private static readonly HashSet<string> Titles = WordList.Of("names", "title");
    private static readonly HashSet<string> Places = WordList.Of("names", "place");

    /// <summary>Words with the capital of their sentence that a name stands behind: "So Corvina Hotels rang".</summary>
    private static readonly HashSet<string> BeforeNames = WordList.Of("names", "before_name");
    private static readonly HashSet<string> Legal = WordList.Of("names", "legal_form");
    private static readonly Lexicon<string> Renewing = OfflineCues.Hints("renewing");

    private static readonly char[] LineEnds = ['\n', '\r', '\u2028', '\u2029'];

    private static readonly HashSet<string> Elided = ["l", "d", "c", "s", "n", "j", "m", "t", "qu", "dell", "all"];

    private static readonly HashSet<string> Joints =
    [
        "of",
        "de",
        "la",
        "le",
        "les",
        "du",
        "del",
        "da",
        "do",
        "dos",
        "das",
        "des",
        "di",
        "et",
        "y",
        "e",
        "und",
        "and",
        "the",
        "für",
        "fur",
        "for",
        "am",
        "an",
        "der",
        "im",
        "in",
        "zu",
        "van",
        "von",
        "&",
        "+",
    ];

    private readonly Dictionary<Statement, (List<Token> Tokens, IReadOnlyList<(int Place, float Value)> Sentence)> read = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly HashSet<string> people = [.. notes.People.Select(Folding.Squeeze)];

    /// <summary>Runs of words of which the first and the last are written as names are, and the parts of such runs.</summary>
    public IEnumerable<Mention> Names() => Lines().SelectMany(NamesIn).Take(Most);

    /// <summary>
    /// Runs of words in small letters, as hasty notes write names: one word at least is none that notes have in common. None where most
    /// words are none: that is another language.
    /// </summary>
    public IEnumerable<Mention> SmallNames(CommonWords common)
    {
        var words = Token.WordsOf(notes.Raw).Where(word => word.Folded.All(char.IsLetter)).ToList();
        return words.Count(word => common.Has(word.Folded)) * 2 < words.Count ? [] : Lines().SelectMany(line => SmallNamesIn(line, common)).Take(Most);
    }

    /// <summary>How often each name is among the mentions, squeezed.</summary>
    public static IReadOnlyDictionary<string, int> TimesOf(IEnumerable<Mention> names) =>
        names.GroupBy(m => Folding.Squeeze(m.Text)).ToDictionary(g => g.Key, g => g.Count());

    public IEnumerable<(Mention Mention, Money Money)> Amounts() =>
        notes
            .Statements.SelectMany(s =>
                s.Amounts.Where(a =>
                        a.IsMoney || (a.Money.Amount >= 1000 && a.Money.Amount is < 1900 or > 2100 && !s.Dates.Any(d => d.Start <= a.Start && a.Start < d.End))
                    )
                    .Select(a => (new Mention(s, a.Start, a.End), a.Money))
            )
            .Take(Most);

    public IEnumerable<(Mention Mention, DateOnly Day)> Days() =>
        notes
            .Statements.SelectMany(s =>
                s.Dates.Where(d => !IsOver(s, d))
                    .Select(d => (new Mention(s, d.Start, d.End), d.From(writtenOn)))
                    .Concat(s.InDays.Select(d => (new Mention(s, d.Start, d.End), writtenOn.AddDays(d.Days))))
            )
            .Take(Most);

    /// <summary>A day without a year that was some weeks ago is told of the past, unless words of a renewal are beside it.</summary>
    private bool IsOver(Statement statement, DateFound date) =>
        date.Year is null && writtenOn.DayNumber - date.Before(writtenOn).DayNumber is >= 0 and < LongestPast && Renewing.In(statement.Words).Count == 0;

    private IEnumerable<Statement> Lines() =>
        notes.Raw.Split(LineEnds).SelectMany(line => Sentences.Of(line.Trim())).Where(line => line.Length > 0).Select((line, i) => new Statement(line, i));

    private static IEnumerable<Mention> NamesIn(Statement statement)
    {
        var text = statement.Text;
        var words = WordsOf(text);
        var opener = words is [var head, _, ..] && BeforeNames.Contains(Folding.Fold(text.AsSpan(head.Start, head.End - head.Start))) ? 1 : 0;
        for (var first = opener; first < words.Count; first++)
        {
            var small = IsName(text, words[first]) ? 0 : 1;
            for (var last = first; last < words.Count && last - first < LongestName; last++)
            {
                if (last > first && !Joins(text, words[last - 1], words[last]))
                {
                    break;
                }

                if (IsName(text, words[last]) || (small == 0 && last > first && char.IsDigit(text[words[last].Start])))
                {
                    yield return new(statement, words[first].Start, words[last].End);
                }
                else if (!Joints.Contains(text[words[last].Start..words[last].End].ToLowerInvariant()) && ++small > MostSmall)
                {
                    break;
                }
            }
        }
    }

    private static IEnumerable<Mention> SmallNamesIn(Statement statement, CommonWords common)
    {
        var text = statement.Text;
        var words = WordsOf(text);
        var folded = FoldedOf(text, words);
        for (var first = 0; first < words.Count; first++)
        {
            var isRare = false;
            for (var last = first; last < words.Count && last - first < LongestSmallName; last++)
            {
                if ((last > first && !Joins(text, words[last - 1], words[last])) || IsName(text, words[last]))
                {
                    break;
                }

                isRare |= folded[last].Length > 2 && folded[last].Any(char.IsLower) && !common.Has(folded[last]);
                if (isRare && !common.IsInAll(folded[first]) && !common.IsInAll(folded[last]) && !Joints.Contains(folded[last]))
                {
                    yield return new(statement, words[first].Start, words[last].End);
                }
            }
        }
    }

    /// <summary>Words with what belongs to them: "O'Neill", "Saint-Gobain", "B.V.", "S&amp;P"; "l'Institut" is two.</summary>
    private static List<(int Start, int End)> WordsOf(string text)
    {
        var words = new List<(int Start, int End)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at]) && text[at] is not ('&' or '+'))
            {
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || Binds(text, start, at)))
            {
                at++;
            }

            at = Math.Max(at, start + 1);
            words.Add((start, at < text.Length && text[at] == '.' && text[start..at].Contains('.') ? at + 1 : at));
            at--;
        }

        return words;
    }

    private static List<string> FoldedOf(string text, List<(int Start, int End)> words) =>
        words.ConvertAll(word => Folding.Fold(text.AsSpan(word.Start, word.End - word.Start)));

    private static bool Binds(string text, int start, int at) =>
        text[at] is '-' or '&' or '.' or '\'' or '’'
        && at + 1 < text.Length
        && char.IsLetterOrDigit(text[at + 1])
        && !(
            text[at] is '\'' or '’'
            && (Elided.Contains(text[start..at].ToLowerInvariant()) || (text[at + 1] == 's' && (at + 2 == text.Length || !char.IsLetterOrDigit(text[at + 2]))))
        );

    private static bool IsName(string text, (int Start, int End) word) =>
        char.IsUpper(text[word.Start])
        || (char.IsDigit(text[word.Start]) && text[word.Start..word.End].Any(char.IsLetter))
        || (word.End - word.Start > 1 && text[(word.Start + 1)..word.End].Any(char.IsUpper));

    private static bool Joins(string text, (int Start, int End) one, (int Start, int End) next) =>
        text.AsSpan(one.End, next.Start - one.End) is " " or "\u00a0" or "'" or "’"
        || (text.AsSpan(one.End, next.Start - one.End) is ". " && IsShortened(text.AsSpan(one.Start, one.End - one.Start)));

    /// <summary>"Wile E. Coyote", "St. Mary's", "GmbH &amp; Co. KG": a dot within a name.</summary>
    private static bool IsShortened(ReadOnlySpan<char> word) =>
        (word.Length == 1 && char.IsUpper(word[0])) || word is "St" or "Dr" or "Co" or "Sp" or "Mt" or "Ste";

    /// <summary>What a name looks like where it stands.</summary>
    /// <param name="times">How often each name, squeezed, is among the mentions.</param>
    public IReadOnlyList<(int Place, float Value)> Of(Mention mention, IReadOnlyDictionary<string, int> times)
    {
        var inner = new TextGrams();
        inner.Add(mention.Text, "name ", 1);
        var parts = mention.Text.Split(' ');
        inner.AddFeature($"begins {Folding.Fold(parts[0])}", 2);
        inner.AddFeature($"ends {Folding.Fold(parts[^1])}", 2);
        var squeezed = Folding.Squeeze(mention.Text);
        var count = times.GetValueOrDefault(squeezed);
        List<string> shape =
        [
            $"name shape {string.Concat(parts.Select(p => p.Length == 0 ? '_' : char.IsUpper(p[0]) ? 'A' : char.IsDigit(p[0]) ? '0' : 'a'))}",
            $"name words {parts.Length}",
            $"name times {Math.Min(count, 4)}",
            $"name first {mention.Start == 0}{mention.Statement.Order == 0}",
            $"name in {Math.Min(mention.Statement.Order, 3)}",
        ];
        var longer = times
            .Where(t => t.Key.Length > squeezed.Length && t.Key.Contains(squeezed, StringComparison.Ordinal))
            .Select(t => t.Value)
            .DefaultIfEmpty()
            .Max();
        shape.Add($"name inside {(longer == 0 ? "none" : longer < count ? "fewer" : "all")} {Math.Min(count, 2)}");
        Add(shape, "name begins another", times.Any(t => t.Key.Length > squeezed.Length && t.Key.StartsWith(squeezed, StringComparison.Ordinal)));
        Add(
            shape,
            "name has known inside",
            times.Any(t => t.Value > count && t.Key.Length > 3 && t.Key.Length < squeezed.Length && squeezed.Contains(t.Key, StringComparison.Ordinal))
        );
        Add(shape, "name titled", TitleAround(mention) || ExecutiveContact.IsTitle(Graphemes.Head(mention.Statement.Text[mention.End..], TitleBehind)));
        Add(shape, "name of a place", Places.Contains(Folding.Fold(mention.Text)));
        Add(shape, "name legal", Legal.Contains(Folding.Fold(parts[^1]).TrimEnd('.')));
        Add(shape, "name upper", mention.Text.All(c => !char.IsLower(c)));
        Add(shape, "name person", people.Contains(squeezed) || people.Any(p => p.Length > squeezed.Length && p.StartsWith(squeezed, StringComparison.Ordinal)));
        Add(shape, "name ours", notes.OwnDomains.Any(d => squeezed.Contains(Folding.Squeeze(d.Split('.')[0]), StringComparison.Ordinal)));
        Add(
            shape,
            "name domain",
            notes
                .Domains.Except(notes.OwnDomains)
                .Any(d =>
                    Folding.Squeeze(d.Split('.')[0]) is { Length: > 3 } said
                    && (squeezed.StartsWith(said, StringComparison.Ordinal) || said.StartsWith(squeezed, StringComparison.Ordinal))
                )
        );
        Add(
            shape,
            "name joined before",
            mention.Start > 1 && mention.Statement.Text[mention.Start - 1] == ' ' && WordBefore(mention) is { } before && char.IsUpper(before[0])
        );
        Add(
            shape,
            "name joined behind",
            mention.End + 1 < mention.Statement.Text.Length
                && mention.Statement.Text[mention.End] == ' '
                && char.IsUpper(mention.Statement.Text[mention.End + 1])
        );
        return [.. inner.Scaled(), .. Context(mention), .. shape.Select(s => (TextGrams.PlaceOf(s), Named))];
    }

    /// <summary>What a name in small letters looks like where it stands.</summary>
    public IReadOnlyList<(int Place, float Value)> Of(Mention mention, IReadOnlyDictionary<string, int> times, CommonWords common)
    {
        var words = FoldedOf(mention.Text, WordsOf(mention.Text));
        List<string> shape =
        [
            $"name known {string.Concat(words.Select(word => common.IsInAll(word) ? 'a' : common.Has(word) ? 'k' : 'r'))}",
            $"name rare {words.Count(word => !common.Has(word))}",
        ];
        var text = mention.Statement.Text;
        var around = WordsOf(text);
        Add(shape, "name rare before", IsRare(around.FindIndex(word => word.End == mention.Start - 1)));
        Add(shape, "name rare behind", IsRare(around.FindIndex(word => word.Start == mention.End + 1)));
        return [.. Of(mention, times), .. shape.Select(s => (TextGrams.PlaceOf(s), Named))];

        bool IsRare(int word) => word >= 0 && !common.Has(FoldedOf(text, [around[word]])[0]);
    }

    /// <summary>What an amount looks like where it stands.</summary>
    public IReadOnlyList<(int Place, float Value)> Of(Mention mention, Money money)
    {
        List<string> shape =
        [
            $"amount {(int)Math.Log10(Math.Max(1, (double)money.Amount))}",
            $"amount currency {money.Currency is not null}",
            $"amounts {Math.Min(mention.Statement.Amounts.Count(a => a.IsMoney), 3)}",
        ];
        return [.. Context(mention), .. shape.Select(s => (TextGrams.PlaceOf(s), Named))];
    }

    /// <summary>What a day looks like where it stands.</summary>
    public IReadOnlyList<(int Place, float Value)> Of(Mention mention, DateOnly day)
    {
        var days = day.DayNumber - writtenOn.DayNumber;
        List<string> shape =
        [
            $"day {(days < 0 ? "past" : days < 8 ? "week" : days < 32 ? "month" : days < 100 ? "quarter" : days < 330 ? "year" : "later")}",
            $"days {Math.Min(mention.Statement.Dates.Count, 3)}",
            $"day ends {day.AddDays(1).Day == 1 || day.Day == 1}",
        ];
        return [.. Context(mention), .. shape.Select(s => (TextGrams.PlaceOf(s), Named))];
    }

    /// <summary>"Maria Lopez (COO)": a person.</summary>
    public bool HasTitle(Mention mention)
    {
        var tokens = TokensOf(mention.Statement).Tokens;
        var next = Token.IndexFrom(tokens, mention.End);
        return next + 2 < tokens.Count
            && tokens[next].Folded is "," or "("
            && (Titles.Contains(tokens[next + 1].Folded) || ExecutiveContact.IsTitle(tokens[next + 1].Folded))
            && tokens[next + 2].Folded is ")" or ",";
    }

    /// <summary>"Maria Lopez, buyer", "head of IT Maria Lopez".</summary>
    private bool TitleAround(Mention mention)
    {
        var tokens = TokensOf(mention.Statement).Tokens;
        var (first, next) = (Token.IndexFrom(tokens, mention.Start), Token.IndexFrom(tokens, mention.End));
        return (first > 0 && Titles.Contains(tokens[first - 1].Folded))
            || (next + 1 < tokens.Count && tokens[next].Folded is "," or "(" && tokens.Skip(next + 1).Take(3).Any(t => Titles.Contains(t.Folded)));
    }

    private static void Add(List<string> shape, string name, bool holds)
    {
        if (holds)
        {
            shape.Add(name);
        }
    }

    private static string? WordBefore(Mention mention)
    {
        var text = mention.Statement.Text.AsSpan(0, mention.Start).TrimEnd();
        return text[(text.LastIndexOf(' ') + 1)..].ToString() is { Length: > 0 } word ? word : null;
    }

    /// <summary>The words on either side, the nearest with their distance, and the sentence.</summary>
    private IReadOnlyList<(int Place, float Value)> Context(Mention mention)
    {
        var (tokens, sentence) = TokensOf(mention.Statement);
        var first = Token.IndexFrom(tokens, mention.Start);
        var next = Token.IndexFrom(tokens, mention.End);
        var grams = new TextGrams();
        for (var i = 0; i < Reach; i++)
        {
            AddWord(grams, first - 1 - i, i, tokens, "before");
            AddWord(grams, next + i, i, tokens, "behind");
        }

        grams.Add(mention.Statement.Heading, "heading ", 1);
        return [.. grams.Scaled().Select(f => (f.Place, f.Value * OfContext)), .. sentence];
    }

    private (List<Token> Tokens, IReadOnlyList<(int Place, float Value)> Sentence) TokensOf(Statement statement)
    {
        if (!read.TryGetValue(statement, out var known))
        {
            var sentence = new TextGrams();
            sentence.Add(statement.Text, "sentence ", 1, hasPieces: false);
            read[statement] = known = (Token.Of(statement.Text), [.. sentence.Scaled().Select(f => (f.Place, f.Value * OfStatement))]);
        }

        return known;
    }

    private static void AddWord(TextGrams grams, int at, int distance, List<Token> tokens, string side)
    {
        var near = Math.Min(distance, 2);
        if (at >= 0 && at < tokens.Count)
        {
            var word = tokens[at].IsNumber ? "0" : tokens[at].Folded;
            grams.AddFeature($"{side} {near} {word}", distance < 2 ? 2 : 1);
            grams.Add(word, $"{side} ", distance < 3 ? 1 : 0.5f);
        }
        else if (at == -1 || at == tokens.Count)
        {
            grams.AddFeature($"{side} none {near}", 1);
        }
    }
}
