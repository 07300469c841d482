using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>
/// Holds a draft against its sources: what it claims is said there, or follows by a rule, or was invented. A value that
/// the sources give to another thing than the draft does is no proof.
/// </summary>
/// <remarks>Not seen: most single words with a capital in German text. What is said in words is held against theirs by <see cref="SentenceCheck"/>.</remarks>
/// <param name="sources">What the CSM wrote.</param>
/// <param name="writtenOn">The day by which "in 67 days" is a date.</param>
public sealed class FactCheck(IReadOnlyList<Source> sources, DateOnly? writtenOn)
{
    /// <summary>How many words on either side make a place.</summary>
    private const int WordsBeside = 3;

    /// <summary>How many doubts of one draft are held against the words of the sources.</summary>
    private const int MostLookups = 60;

    /// <summary>For how many facts of one draft the place is chosen that proves them best.</summary>
    private const int MostChoices = 100;

    private readonly SaidFacts said = new(sources, writtenOn);
    private IReadOnlyDictionary<string, ContextIndex>? shelves;
    private NameProof? names;
    private SaidSentences? saidSentences;
    private SentenceCheck? sentences;
    private GroundsFinder? grounds;
    private readonly Lazy<IReadOnlyList<FoldedText>> folded = new(() => [.. sources.Select(s => new FoldedText(s))]);

    /// <summary>All facts of a text in the order of their places, without overlaps.</summary>
    /// <param name="evidence">What the writer of the draft says that its sentences rest on.</param>
    /// <param name="setAside">Sentences of the sources that are about something else.</param>
    public IReadOnlyList<Claim> Claims(string draft, IReadOnlyList<Evidence>? evidence = null, IReadOnlyList<string>? setAside = null)
    {
        var (read, found) = Read(draft);
        var contexts = FactContexts.Of(read, found);
        var checkedText = new CheckedText(
            read,
            new(shelves ??= ContextIndex.All(said), draft, contexts),
            new(read, contexts, PlacesOf),
            new(said, read, found, writtenOn),
            found
        );
        var claims = found.Select(f => ClaimOf(f, checkedText)).OfType<Claim>().ToList();
        var proven = WithStatements(
            [
                .. claims.Select(c =>
                    c.Proof is { } proof && checkedText.Swaps.Partners.Contains(c.Start)
                        ? c with
                        {
                            Proof = null,
                            Doubt = $"{proof.Source} say: \"{proof.Quote}\"",
                        }
                        : c
                ),
            ],
            (sentences ??= new(SaidSentences, folded.Value)).Claims(read, found)
        );
        return evidence is { Count: > 0 }
            ? WithStatements(
                proven,
                [
                    .. GroundsFinder
                        .Of(read, found, evidence, setAside ?? [], onlyNamed: true)
                        .Where(g => g.Doubt is not null)
                        .Select(g => new Claim(SentenceCheck.FactOf(draft[g.Start..g.End]), g.Start, g.Length, null, g.Doubt)),
                ]
            )
            : proven;
    }

    /// <summary>What the sentences of a text rest on, in their order.</summary>
    /// <param name="evidence">What the writer of the text says that they rest on.</param>
    public IReadOnlyList<Grounds> GroundsOf(string draft, IReadOnlyList<Evidence> evidence)
    {
        var (read, found) = Read(draft);
        return [.. GroundsFinder.Of(read, found, evidence, [], onlyNamed: false)];
    }

    private SaidSentences SaidSentences => saidSentences ??= new(said);

    private GroundsFinder GroundsFinder => grounds ??= new(SaidSentences, folded.Value);

    private (ReadText Text, List<FactFound> Found) Read(string draft)
    {
        var read = FactReader.In(draft, writtenOn, isSource: false, said.UsualLanguage);
        var dayFirst = SlashedDates.Order(read.Found, [read.Language]);
        return (read, [.. DraftFacts.WithQuotations(draft, read.Language, read.Found.Select(f => SlashedDates.Read(f, dayFirst)))]);
    }

    /// <summary>One doubt a place: a fact that is doubted already stands, and one that is part of other words goes with them.</summary>
    private static IReadOnlyList<Claim> WithStatements(IReadOnlyList<Claim> facts, IReadOnlyList<Claim> statements)
    {
        List<Claim> open = [.. statements.Where(s => !facts.Any(f => f.Proof is null && AreOverlapping(f, s)))];
        return [.. facts.Where(f => !open.Exists(s => AreOverlapping(f, s))).Concat(open).OrderBy(c => c.Start)];
    }

    private static bool AreOverlapping(Claim one, Claim other) => one.Start < other.End && other.Start < one.End;

    /// <summary>The facts of a text that no source holds.</summary>
    public IReadOnlyList<Fact> Unproven(string draft) => [.. Claims(draft).Where(c => c.Proof is null).Select(c => c.Fact).DistinctBy(f => (f.Kind, f.Text))];

    /// <summary>Whether these words stand in a source exactly so, but for white space, letter case and the form of quotation marks and dashes.</summary>
    public bool IsQuoted(string quote) => PlaceOf(quote) is not null;

    /// <summary>Null for a word that only puts in order what the sources tell one after the other.</summary>
    private Claim? ClaimOf(FactFound found, CheckedText checkedText)
    {
        var fact = found.Fact;
        if (fact.Kind == FactKind.Quotation)
        {
            return new(fact, found.Start, found.Length, PlaceOf(fact.Text));
        }

        if (fact.Kind == FactKind.Name)
        {
            var (proof, mixed) = (names ??= new(said)).Of(fact.Text);
            var wrong = proof is null
                ? mixed
                : Unless(checkedText, found, checkedText.Swaps.DoubtOf(found, PlacesOf(found)) ?? checkedText.SwapCheck.DoubtOf(found));
            var named = NameProof.WordsOf(fact.Text).ToList();
            var nearest =
                wrong is null && proof is not null
                    ? Nearest(checkedText, found, PlacesOf(found).Where(p => named.TrueForAll(NameProof.WordsOf(p.Found.Fact.Text).Contains)))
                    : null;
            return new(
                fact,
                found.Start,
                found.Length,
                wrong is not null ? null
                    : nearest is null ? proof
                    : new(nearest.Source.Source.Name, nearest.Source.Around(nearest.Found)),
                wrong
            );
        }

        var places = TimeCues.IsMorning(checkedText.Text.Tokens, found)
            ?
            [
                .. PlacesOf(found)
                    .Where(p =>
                        p.Found.Fact.Readings is not [_, { Length: 10 } morning] || fact.Readings.Any(r => morning.EndsWith(r, StringComparison.Ordinal))
                    ),
            ]
            : PlacesOf(found);
        if (places.Count == 0)
        {
            if (checkedText.Derivation.Of(found) is { } derived)
            {
                return new(fact, found.Start, found.Length, derived);
            }

            var nearest = checkedText.Swaps.NearestTo(found);
            return nearest is null && IsOrdinalWord(fact) ? null : new(fact, found.Start, found.Length, null, nearest);
        }

        var doubt = Unless(
            checkedText,
            found,
            RateCheck.DoubtOf(checkedText.Text, found, places)
                ?? checkedText.Derivation.OrderDoubt(found)
                ?? checkedText.Swaps.DoubtOf(found, places)
                ?? checkedText.SwapCheck.DoubtOf(found)
        );
        if (doubt is not null)
        {
            return new(fact, found.Start, found.Length, null, doubt);
        }

        var place = Nearest(checkedText, found, places.Where(p => p.Rule is null)) ?? places[0];
        return new(fact, found.Start, found.Length, new(place.Source.Source.Name, place.Source.Around(place.Found), place.Rule));
    }

    /// <summary>"The third", "ein zweiter Ausfall".</summary>
    private static bool IsOrdinalWord(Fact fact) => fact.Kind == FactKind.Number && fact.Readings.All(r => r[0] == '#') && !fact.Text.Any(char.IsAsciiDigit);

    /// <summary>Of several places that say the same, the one whose sentence says most of what the draft's does; the first of equals.</summary>
    private SaidFact? Nearest(CheckedText checkedText, FactFound found, IEnumerable<SaidFact> places)
    {
        if (checkedText.Choices++ >= MostChoices)
        {
            return places.FirstOrDefault();
        }

        List<SaidFact> all = [.. places];
        if (all.Count < 2)
        {
            return all is [var only] ? only : null;
        }

        var sentence = (
            checkedText.Sentences ??= [.. ReadSentence.Of(checkedText.Text, checkedText.Found, null, checkedText.Text.Language, SaidSentences.NameWords)]
        ).FirstOrDefault(s => s.Start <= found.Start && found.Start < s.End);
        return sentence is null ? all[0] : all.MaxBy(p => SaidSentences.Shared(sentence.Words, p));
    }

    /// <summary>No doubt is left where a source has the fact in the very words that the draft has on both sides of it.</summary>
    private string? Unless(CheckedText checkedText, FactFound found, string? doubt) =>
        doubt is not null && checkedText.Lookups++ < MostLookups && IsVerbatim(checkedText.Text, found) ? null : doubt;

    private bool IsVerbatim(ReadText draft, FactFound found)
    {
        var tokens = draft.Tokens;
        var first = Token.Search(tokens, found.Start);
        if (first < 0)
        {
            return false;
        }

        var (from, to, beside) = (first, first, 0);
        for (var words = 0; words < WordsBeside && from > 0 && tokens[from - 1].Line == tokens[first].Line; from--)
        {
            words += tokens[from - 1].IsWord ? 1 : 0;
            beside += tokens[from - 1].IsWord ? 1 : 0;
        }

        for (var words = 0; words < WordsBeside && to + 1 < tokens.Count && tokens[to + 1].Line == tokens[first].Line; to++)
        {
            var isBeside = tokens[to + 1].Start >= found.End && tokens[to + 1].IsWord;
            words += isBeside ? 1 : 0;
            beside += isBeside ? 1 : 0;
        }

        return beside >= WordsBeside && IsQuoted(draft.Text[tokens[from].Start..tokens[to].End]);
    }

    private IReadOnlyList<SaidFact> PlacesOf(FactFound found) => found.Fact.Kind == FactKind.Name ? said.Named(found.Fact.Text) : [.. Places(found.Fact)];

    /// <summary>Where the sources say the same.</summary>
    private IEnumerable<SaidFact> Places(Fact fact) =>
        fact.Kind switch
        {
            FactKind.Amount => fact.Readings.SelectMany(r => said.All(FactKind.Amount, $"{fact.Currency} {r}")),
            FactKind.Date => fact.Readings.SelectMany(r =>
                said.All(FactKind.Date, r)
                    .Concat(writtenOn is null && r.Length == 10 ? said.All(FactKind.Date, "?" + r[5..]) : [])
                    .Concat(r[0] == '~' ? said.All(FactKind.Number, "#" + r[1..]) : [])
            ),
            FactKind.Number => fact
                .Readings.SelectMany(r => said.All(FactKind.Number, r).Concat(r[0] == '#' ? said.All(FactKind.Date, "~" + r[1..]) : []))
                .Concat(fact.Text.All(char.IsAsciiDigit) ? said.All(FactKind.Identifier, fact.Text) : []),
            FactKind.Identifier => fact.Readings.SelectMany(r =>
                said.All(FactKind.Identifier, r).Concat(r.All(char.IsAsciiDigit) ? said.All(FactKind.Number, r.TrimStart('0')) : [])
            ),
            FactKind.Time when fact.Text.Contains('h') => fact.Readings.SelectMany(r =>
                said.All(FactKind.Time, r).Concat(said.All(FactKind.Duration, Units.OfClock(r)))
            ),
            FactKind.Duration when fact.Text.EndsWith('h') => fact
                .Readings.SelectMany(r => said.All(FactKind.Duration, r))
                .Concat(said.All(FactKind.Time, fact.Text.TrimEnd('h', ' ') + ":00")),
            _ => fact.Readings.SelectMany(r => said.All(fact.Kind, r)),
        };

    /// <summary>What one draft is held against.</summary>
    private sealed record CheckedText(ReadText Text, AttributionCheck Swaps, SwapCheck SwapCheck, Derivation Derivation, IReadOnlyList<FactFound> Found)
    {
        /// <summary>Null until they are asked for.</summary>
        public IReadOnlyList<ReadSentence>? Sentences { get; set; }

        public int Lookups { get; set; }

        public int Choices { get; set; }
    }

    private Proof? PlaceOf(string quote) =>
        QuoteText.Fold(quote) is var wanted && wanted.Count(char.IsLetter) >= 2
            ? folded.Value.Select(f => f.Find(wanted)).OfType<Proof>().FirstOrDefault()
            : null;
}
