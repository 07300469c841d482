using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Whether a name is in the sources, and is not put together from two of them.</summary>
internal sealed class NameProof
{
    private const int MostPlaces = 200;

    private static readonly string[] Endings = ["s", "in", "en", "innen"];

    private readonly Dictionary<string, List<(Source Source, List<Token> Tokens, int At)>> words = [];
    private readonly Dictionary<string, string> byKey = [];

    public NameProof(SaidFacts said)
    {
        foreach (var (source, tokens) in said.Sources.Select(s => (s.Source, s.Read.Tokens)))
        {
            for (var at = 0; at < tokens.Count; at++)
            {
                if (tokens[at].IsWord)
                {
                    if (SameWords.KeyOf(tokens[at].Folded) is { } key)
                    {
                        byKey.TryAdd(key, tokens[at].Folded);
                    }

                    var places = words.TryGetValue(tokens[at].Folded, out var known) ? known : words[tokens[at].Folded] = [];
                    if (places.Count < MostPlaces)
                    {
                        places.Add((source, tokens, at));
                    }
                }
            }
        }
    }

    /// <summary>The words of a name, folded; of a run of capitals without end only the first.</summary>
    public static IEnumerable<string> WordsOf(string name) => Parts(name).Take(12).Select(l => l.Folded);

    /// <summary>"Lopez" is Maria Lopez.</summary>
    public static bool IsSame(string one, string other)
    {
        HashSet<string> parts = [.. Parts(one).Select(l => l.Folded)];
        return Parts(other).Any(l => parts.Contains(l.Folded));
    }

    public (Proof? Proof, string? Doubt) Of(string name)
    {
        var parts = Parts(name);
        parts =
            parts.Count > 1
            && parts.Where(l => words.ContainsKey(l.Folded) || !(SameWords.IsTitle(l.Folded) || Concepts.IsRole(l.Folded))).ToList() is { Count: > 0 } said
                ? said
                : parts;

        // "Surgeon Anna Kern", where the notes have Anna Kern: a post, told in the draft's language.
        parts = parts.Count > 2 && Known(parts[0]) is null && IsTogether(parts, 1) ? parts[1..] : parts;
        if (parts.Count == 0 || parts.Select(Known).FirstOrDefault(p => p is null) is null && parts.Any(p => Known(p) is null))
        {
            return (null, null);
        }

        for (var at = 1; at < parts.Count; at++)
        {
            if (MixedFrom(Known(parts[at - 1])!, Known(parts[at])!) is { } doubt)
            {
                return (null, doubt);
            }
        }

        var (source, tokens, first) = words[Known(parts[0])!]
            .FirstOrDefault(p => parts.Count < 2 || (p.At + 1 < p.Tokens.Count && p.Tokens[p.At + 1].Folded == parts[1].Folded))
            is { Source: not null } place
            ? place
            : words[Known(parts[0])!][0];
        return (new(source.Name, QuoteText.Around(source.Text, tokens[first].Start, tokens[first].End - tokens[first].Start)), null);
    }

    /// <summary>Whether the words from there on stand in a source side by side.</summary>
    private bool IsTogether(List<Token> parts, int from) =>
        words.TryGetValue(parts[from].Folded, out var places)
        && places.Any(p =>
            p.At + parts.Count - from <= p.Tokens.Count
            && Enumerable.Range(1, parts.Count - from - 1).All(i => p.Tokens[p.At + i] is { IsCapital: true } next && next.Folded == parts[from + i].Folded)
        );

    /// <summary>The word as the sources have it: "Norvias" is Norvia's, a "Managerin" a manager.</summary>
    private string? Known(Token word) =>
        words.ContainsKey(word.Folded) ? word.Folded
        : Endings.FirstOrDefault(e =>
            word.Folded.Length > e.Length + 2 && word.Folded.EndsWith(e, StringComparison.Ordinal) && words.ContainsKey(word.Folded[..^e.Length])
        )
            is { } ending
            ? word.Folded[..^ending.Length]
        : Without(word.Folded) is { } umlaut && words.ContainsKey(umlaut) ? umlaut
        : SameWords.KeyOf(word.Folded) is { } key ? byKey.GetValueOrDefault(key)
        : null;

    /// <summary>"Mueller" is Müller.</summary>
    private static string? Without(string word) =>
        word.Contains("ue", StringComparison.Ordinal) || word.Contains("oe", StringComparison.Ordinal) || word.Contains("ae", StringComparison.Ordinal)
            ? word.Replace("ue", "u", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ae", "a", StringComparison.Ordinal)
            : null;

    /// <summary>Maria Peters, where the sources know only Maria Lopez and Jan Peters.</summary>
    private string? MixedFrom(string first, string second)
    {
        var (followers, leaders) = (
            words[first].Select(p => Beside(p.Tokens, p.At, 1)).ToList(),
            words[second].Select(p => Beside(p.Tokens, p.At, -1)).ToList()
        );
        if (followers.Any(f => f is null || f.Value.Folded == second) || leaders.Any(l => l is null || l.Value.Folded == first))
        {
            return null;
        }

        var (one, other) = (words[first][0], words[second][0]);
        return $"{one.Source.Name} say {Name(one, 0, 1)} and {Name(other, -1, 0)}";

        static string Name((Source Source, List<Token> Tokens, int At) place, int from, int to) =>
            place.Source.Text[place.Tokens[place.At + from].Start..place.Tokens[place.At + to].End];
    }

    /// <summary>The next word of the same name.</summary>
    private static Token? Beside(List<Token> tokens, int at, int step)
    {
        var other = at + step;
        return
            tokens[at].IsCapital
            && other >= 0
            && other < tokens.Count
            && tokens[other] is { IsWord: true, IsCapital: true } beside
            && beside.Line == tokens[at].Line
            && Math.Abs(step > 0 ? beside.Start - tokens[at].End : tokens[at].Start - beside.End) == 1
            ? beside
            : null;
    }

    private static List<Token> Parts(string name) => [.. Token.Of(name).Where(l => l.IsWord && l.IsCapital)];
}
