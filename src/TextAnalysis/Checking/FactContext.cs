using TextAnalysis.Facts;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>A fact and what the words around it are about.</summary>
/// <param name="Terms">Of the words that belong to it rather than to the next fact of its kind.</param>
/// <param name="Sentence">Which sentence it is in; sentences are counted through the text.</param>
internal sealed record FactContext(FactFound Found, HashSet<string> Terms, int Sentence);

/// <summary>Shares the words of a sentence out among its facts of one kind, at the strongest joint between each two.</summary>
internal static class FactContexts
{
    private const int Reach = 14;
    private const int LongestName = 10;
    private const string Renewal = "*renew";

    /// <summary>"Because" parts what happened from its cause; "since" and "so" stand beside days too.</summary>
    private static readonly HashSet<string> Explaining = [.. WordList.Of("grammar", "explaining").Except(["since", "so"])];

    private static readonly HashSet<string> Abbreviations = WordList.Of("grammar", "abbreviation");

    public static IReadOnlyList<FactContext> Of(ReadText text, IReadOnlyList<FactFound> facts)
    {
        var tokens = text.Tokens;
        var sentences = SentencesOf(tokens);
        var terms = tokens.ConvertAll(l => l.IsWord ? Concepts.Of(l.Folded) : null);
        DropFeatureNames(text.Text, tokens, terms);
        var places = facts.Select(f => (First: IndexAt(tokens, f.Start), Next: IndexAt(tokens, f.End))).ToList();
        var contexts = new List<FactContext>(facts.Count);
        var byKind = Enumerable
            .Range(0, facts.Count)
            .GroupBy(i =>
                facts[i].Fact.Kind == FactKind.Duration && TimeCues.IsDay(tokens, places[i].First, places[i].Next)
                    ? nameof(FactKind.Date)
                    : ClassOf(facts[i].Fact)
            )
            .ToDictionary(g => g.Key, g => g.ToList());
        foreach (var group in byKind.Values)
        {
            for (var at = 0; at < group.Count; at++)
            {
                var (first, next) = places[group[at]];
                if (first >= tokens.Count)
                {
                    continue;
                }

                var sentence = sentences[first];
                var (from, to) = (first, next);
                while (from > 0 && sentences[from - 1] == sentence && first - from < Reach)
                {
                    from--;
                }

                while (to < tokens.Count && sentences[to] == sentence && to - next < Reach)
                {
                    to++;
                }

                from = at > 0 && places[group[at - 1]].Next > from ? Math.Max(from, Joint(tokens, places[group[at - 1]].Next, first).Right) : from;
                to = at + 1 < group.Count && places[group[at + 1]].First < to ? Math.Min(to, Joint(tokens, next, places[group[at + 1]].First).Left) : to;
                var about = TermsOf(terms, facts, places, group[at], from, to);
                if (TimeCues.Of(facts[group[at]].Fact.Kind, tokens, first, next) is { } cue)
                {
                    about.Add(cue);
                }

                contexts.Add(new(facts[group[at]], about, sentence));
            }
        }

        return contexts;
    }

    /// <summary>A renewal invoice and the cron job for renewals say nothing of the contract.</summary>
    private static void DropFeatureNames(string text, List<Token> tokens, List<string?> terms)
    {
        // A name is short, so only the words around are looked at.
        for (var at = terms.IndexOf(Renewal); at >= 0; at = terms.IndexOf(Renewal, at + 1))
        {
            var from = tokens[Math.Max(0, at - LongestName)].Start;
            var around = text[from..tokens[Math.Min(tokens.Count - 1, at + LongestName)].End];
            terms[at] = FeatureNames.CommerceIn(around).Any(name => name.Start <= tokens[at].Start - from && tokens[at].Start - from < name.End)
                ? null
                : Renewal;
        }
    }

    /// <summary>Facts that can be taken for one another.</summary>
    public static string ClassOf(Fact fact) =>
        fact.Kind switch
        {
            FactKind.Number when fact.Readings[0][^1] == '%' => "percent",
            FactKind.Number when fact.Readings[0][0] == '#' => "ordinal",
            var kind => kind.ToString(),
        };

    private static HashSet<string> TermsOf(List<string?> about, IReadOnlyList<FactFound> facts, List<(int First, int Next)> places, int own, int from, int to)
    {
        var terms = new HashSet<string>();
        var kind = facts[own].Fact.Kind;
        var named = NamedFrom(facts, places, own);
        for (var i = from; i < to; i++)
        {
            if (
                !named.Any(n => i >= n.First && i < n.Next)
                && (i < places[own].First || i >= places[own].Next)
                && about[i] is { } term
                && !(kind is not FactKind.Amount && term is "*year" or "*week" or "*hour")
            )
            {
                terms.Add(term);
            }
        }

        // A ticket or a time is an anchor in any language.
        for (var i = own - 1; i >= 0 && places[i].First >= from; i--)
        {
            Anchor(i);
        }

        for (var i = own + 1; i < facts.Count && places[i].Next <= to; i++)
        {
            Anchor(i);
        }

        return terms;

        void Anchor(int i)
        {
            if (facts[i].Fact.Kind is FactKind.Identifier or FactKind.Duration or FactKind.Time && facts[i].Fact.Kind != kind)
            {
                terms.Add("=" + facts[i].Fact.Readings[0]);
            }
            else if (
                facts[i].Fact is { Kind: FactKind.Date, Readings: [{ Length: 5 or 10 } day] }
                && kind is not (FactKind.Date or FactKind.Time or FactKind.Name)
            )
            {
                terms.Add("=" + day[^5..]);
            }
            else if (facts[i].Fact.Kind == FactKind.Name && kind != FactKind.Name)
            {
                terms.Add("@" + facts[i].Fact.Readings[0].Split(' ')[^1]);
            }
        }
    }

    /// <summary>The names beside it, whose words are about nothing.</summary>
    private static List<(int First, int Next)> NamedFrom(IReadOnlyList<FactFound> facts, List<(int First, int Next)> places, int own) =>
        [
            .. Enumerable
                .Range(Math.Max(0, own - 6), Math.Min(facts.Count, own + 7) - Math.Max(0, own - 6))
                .Where(i => i != own && facts[i].Fact.Kind == FactKind.Name && !facts[i].Fact.Text.EndsWith("ARR", StringComparison.Ordinal))
                .Select(i => places[i]),
        ];

    /// <summary>
    /// Where the words between two facts part: at a semicolon, at a comma, at "and", before a small word; where nothing
    /// parts them they belong to both.
    /// </summary>
    private static (int Left, int Right) Joint(List<Token> tokens, int from, int to)
    {
        var (best, last, strength, depth) = (-1, -1, 0, 0);
        for (var i = from; i < to; i++)
        {
            var word = tokens[i].Folded;
            depth +=
                word is "(" ? 1
                : word is ")" ? -1
                : 0;
            var here =
                word is "." && !IsEnd(tokens, i) ? 0
                : word is "-" && tokens[i].Start == tokens[i - 1].End ? 0
                : word is ";" or "|" or "." ? 5
                : word is "," && depth <= 0 ? 3
                : word
                    is "and"
                        or "und"
                        or "et"
                        or "y"
                        or "e"
                        or "while"
                        or "but"
                        or "aber"
                        or "mais"
                        or "mas"
                        or "pero"
                        or "then"
                        or "dann"
                        or "puis"
                        or "sowie"
                        or "-"
                        or "where"
                        or "although"
                        or "obwohl"
                        or "aunque"
                        or "embora"
                        or "wahrend"
                        or "whereas"
                || Explaining.Contains(word)
                    ? 4
                : word is "," or "instead" or "statt" or "lieu" or "vez" or "after" or "before" or "nach" or "vor" ? 2
                : tokens[i].IsWord && Concepts.IsSmall(word) ? 1
                : 0;
            if (here > strength || (here == strength && here is 1 or 2))
            {
                (best, last, strength) = (i, i, here);
            }
            else if (here == strength && here > 2)
            {
                last = i;
            }
        }

        // What is between two commas belongs to neither; "of 5 March left 40 stores affected on 6 March" may belong to both.
        return best < 0 ? (to, from) : (best, last);
    }

    /// <summary>Not that of "16.7." or "M. Roux": what ends a sentence before a capital has ended it already.</summary>
    private static bool IsEnd(List<Token> tokens, int dot) =>
        dot > 0
        && dot + 1 < tokens.Count
        && tokens[dot - 1] is { IsNumber: false } before
        && !Abbreviations.Contains(before.Folded)
        && tokens[dot + 1] is { IsWord: true, IsCapital: false } next
        && next.Start > tokens[dot].End;

    private static int IndexAt(List<Token> tokens, int place)
    {
        var (low, high) = (0, tokens.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = tokens[middle].Start < place ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>For each token the number of its sentence.</summary>
    public static int[] SentencesOf(List<Token> tokens)
    {
        var sentences = new int[tokens.Count];
        for (var i = 1; i < tokens.Count; i++)
        {
            var (last, here) = (tokens[i - 1], tokens[i]);
            var isLine = here.Line != last.Line && !(here.IsWord && !here.IsCapital);
            var isEnd =
                last.Kind == TokenKind.Mark
                && last.Folded is "." or "!" or "?"
                && here.Start > last.End
                && (here.IsCapital || here.Kind != TokenKind.Word)
                && !(
                    last.Folded == "."
                    && i > 1
                    && tokens[i - 2] is var before
                    && (Abbreviations.Contains(before.Folded) || (before.IsNumber && before.Folded.Length <= 2 && here.IsWord && Months.IsMonth(here.Folded)))
                );
            sentences[i] = sentences[i - 1] + (isLine || isEnd ? 1 : 0);
        }

        return sentences;
    }
}
