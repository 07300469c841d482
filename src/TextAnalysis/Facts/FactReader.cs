using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Finds the figures, durations, days, times and identifiers of a text, as English, German, French, Spanish and Portuguese write them.</summary>
public static class FactReader
{
    /// <summary>All but names and quotations, in the order of their places, without overlaps.</summary>
    public static IReadOnlyList<FactFound> In(string text) => In(text, null, isSource: false).Found;

    /// <summary>Reads a text once, and keeps what it was read from for those who look at the words around a fact.</summary>
    /// <param name="writtenOn">The day by which "yesterday" is a date; without it, such words are no facts.</param>
    /// <param name="isSource">Also what a source says in passing: "a week", "one line".</param>
    /// <param name="usual">The language where the text is too short to tell; null where none is known.</param>
    internal static ReadText In(string text, DateOnly? writtenOn, bool isSource, Language? usual = null)
    {
        var tokens = Token.Of(text);
        var language = (usual is null ? null : LanguageGuesser.Of(text, usual)) ?? LanguageGuesser.Of(tokens);
        var facts = ShapedFacts.In(text, language);
        var taken = new bool[text.Length + 1];
        foreach (var fact in facts)
        {
            taken.AsSpan(fact.Start, fact.Length).Fill(true);
        }

        List<Token> open = [.. tokens.Where(l => !taken[l.Start])];
        var factReading = new FactReading(text, open, language, writtenOn, isSource);
        for (var at = 0; at < open.Count; )
        {
            var found = NamedDays.At(factReading, at) ?? NumberForms.At(factReading, at);
            if (found is { } f && !taken.AsSpan(f.Fact.Start, f.Fact.Length).Contains(true))
            {
                facts.Add(f.Fact);
                at += Math.Max(1, f.Tokens);
            }
            else
            {
                at++;
            }
        }

        facts.Sort((one, other) => one.Start.CompareTo(other.Start));
        return new(text, tokens, language, facts);
    }
}

/// <summary>A text and what was found in it.</summary>
internal sealed record ReadText(string Text, List<Token> Tokens, Language Language, List<FactFound> Found);

/// <summary>A text that is being read.</summary>
internal sealed record FactReading(string Text, List<Token> Tokens, Language Language, DateOnly? WrittenOn, bool IsSource)
{
    public Token? this[int at] => at >= 0 && at < Tokens.Count ? Tokens[at] : null;

    public string Word(int at) => at >= 0 && at < Tokens.Count ? Tokens[at].Folded : "";

    public bool IsGlued(int at) => at > 0 && at < Tokens.Count && Tokens[at].Start == Tokens[at - 1].End;

    /// <summary>Whether nothing but spaces is between this token and the one before.</summary>
    public bool IsBeside(int at) => at > 0 && at < Tokens.Count && Tokens[at].Line == Tokens[at - 1].Line && Tokens[at].Start - Tokens[at - 1].End <= 2;

    public (FactFound, int) Found(FactKind kind, int first, int last, IReadOnlyList<string> readings, string? currency = null, int? took = null)
    {
        var (start, end) = (Tokens[first].Start, Tokens[last].End);
        return (new(start, end - start, new(kind, Text[start..end], readings, currency)), took ?? last - first + 1);
    }
}
