using System.Runtime.CompilerServices;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>A fact that a source says, or that follows from it.</summary>
internal sealed record SaidFact(ReadSource Source, FactFound Found, string? Rule);

/// <summary>A source that was read.</summary>
internal sealed record ReadSource(Source Source, ReadText Read, IReadOnlyList<FactFound> Facts)
{
    private IReadOnlyList<FactContext>? contexts;
    private Dictionary<int, FactContext>? byPlace;

    public IReadOnlyList<FactContext> Contexts => contexts ??= FactContexts.Of(Read, Facts);

    public FactContext? ContextOf(FactFound found) => (byPlace ??= Contexts.ToDictionary(c => c.Found.Start)).GetValueOrDefault(found.Start);

    /// <summary>One source is another only by being it; comparing their texts would cost more than all the rest.</summary>
    public bool Equals(ReadSource? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public string Around(FactFound found) => QuoteText.Around(Source.Text, found.Start, found.Length);
}

/// <summary>All that the sources say, found by kind and reading.</summary>
internal sealed partial class SaidFacts
{
    private const int MostPlaces = 40;
    private const int MostWritten = 2_000;

    private readonly Dictionary<FactKind, IReadOnlyList<SaidFact>> written = [];

    private readonly Dictionary<(FactKind, string), List<SaidFact>> said = [];
    private readonly Dictionary<string, List<SaidFact>> namesByWord = [];
    private readonly DateOnly? writtenOn;

    public SaidFacts(IReadOnlyList<Source> sources, DateOnly? writtenOn)
    {
        this.writtenOn = writtenOn;
        var read = sources.Select(s => (Source: s, Read: FactReader.In(s.Text, writtenOn, isSource: true))).ToList();
        var dayFirst = SlashedDates.Order(read.SelectMany(r => r.Read.Found), read.Select(r => r.Read.Language));
        Sources =
        [
            .. read.Select(r => new ReadSource(
                r.Source,
                r.Read,
                [.. DraftFacts.WithNames(r.Read.Text, r.Read.Language, r.Read.Found.Select(f => SlashedDates.Read(f, dayFirst)))]
            )),
        ];
        foreach (var source in Sources)
        {
            foreach (var fact in source.Facts)
            {
                foreach (var word in fact.Fact.Kind == FactKind.Name ? NameProof.WordsOf(fact.Fact.Text) : [])
                {
                    var places = namesByWord.TryGetValue(word, out var known) ? known : namesByWord[word] = [];
                    if (places.Count < MostPlaces)
                    {
                        places.Add(new(source, fact, null));
                    }
                }

                Add(source, fact);
            }

            AddCarriedCurrencies(source);
            AddNamedCurrencies(source);

            if (writtenOn is { } today)
            {
                AddSpans(source, today);
                AddLater(source, today);
            }
        }
    }

    public IReadOnlyList<ReadSource> Sources { get; }

    /// <summary>Of most of what they say.</summary>
    public Language? UsualLanguage => Sources.MaxBy(s => s.Source.Text.Length)?.Read.Language;

    public IReadOnlyList<SaidFact> All(FactKind kind, string reading) => said.TryGetValue((kind, reading), out var facts) ? facts : [];

    /// <summary>The first facts of a kind as they were written.</summary>
    public IReadOnlyList<SaidFact> Written(FactKind kind) =>
        written.TryGetValue(kind, out var facts)
            ? facts
            : written[kind] = [.. Sources.SelectMany(s => s.Facts.Where(f => f.Fact.Kind == kind).Select(f => new SaidFact(s, f, null))).Take(MostWritten)];

    /// <summary>Where the sources name somebody by one of these words.</summary>
    public IReadOnlyList<SaidFact> Named(string name) =>
        [.. NameProof.WordsOf(name).SelectMany(w => namesByWord.TryGetValue(w, out var facts) ? facts : []).Distinct()];

    private void Add(ReadSource source, FactFound found)
    {
        var fact = found.Fact;
        foreach (var reading in fact.Readings)
        {
            switch (fact.Kind)
            {
                case FactKind.Number:
                    Put(FactKind.Number, reading);
                    Put(FactKind.Number, reading.Trim('%', '#'));
                    AddHour(source, found, reading);
                    break;
                case FactKind.Amount:
                    Put(FactKind.Amount, $"{fact.Currency} {reading}");
                    Put(FactKind.Number, reading);
                    break;
                case FactKind.Duration:
                    Put(FactKind.Duration, reading);
                    AddDays(source, found, reading);
                    if (Token.Of(fact.Text) is [{ IsNumber: true } number, ..])
                    {
                        Put(FactKind.Number, number.Folded.Replace(',', '.'));
                        Put(FactKind.Time, number.Folded + ":00");
                    }
                    else if (NumberWords.At(Token.Of(fact.Text), 0) is { } words)
                    {
                        Put(FactKind.Number, NumberForms.Text(words.Value));
                    }

                    break;
                case FactKind.Time:
                    Put(FactKind.Time, reading);
                    Put(FactKind.Duration, Units.OfClock(reading));
                    break;
                case FactKind.Identifier:
                    Put(FactKind.Identifier, reading);
                    foreach (var digits in fact.Text.Split([.. fact.Text.Where(c => !char.IsAsciiDigit(c))], StringSplitOptions.RemoveEmptyEntries))
                    {
                        // The 3 of KM-3 counts nothing; the 20871 of INC-20871 is how people call it.
                        if (digits.Length >= 3)
                        {
                            Put(FactKind.Number, digits.TrimStart('0') is { Length: > 0 } bare ? bare : "0");
                            Put(FactKind.Identifier, digits);
                        }
                    }

                    break;
                case FactKind.Date:
                    AddDate(source, found, reading);
                    break;
            }
        }

        void Put(FactKind kind, string reading) => Keep(kind, reading, source, found, null);
    }

    /// <summary>"EUR 85k, 30k of it for analytics": a sum takes the currency of the one beside it.</summary>
    private void AddCarriedCurrencies(ReadSource source)
    {
        var line = source.Facts.Where(f => f.Fact is { Kind: FactKind.Amount, Currency: not null }).ToList();
        foreach (var found in source.Facts.Where(f => f.Fact.Kind == FactKind.Number && IsSum(f.Fact.Text)))
        {
            foreach (
                var beside in line.Where(f => IsOneLine(source.Source.Text, f, found)).OrderBy(f => Math.Abs(f.Start - found.Start)).Take(1).Select(f => f.Fact)
            )
            {
                foreach (var reading in found.Fact.Readings)
                {
                    Keep(FactKind.Amount, $"{beside.Currency} {reading}", source, found, $"the currency of {beside.Text} beside it");
                }
            }
        }
    }

    /// <summary>"96 mil no ano, em reais": a line that names one currency gives it to its sums.</summary>
    private void AddNamedCurrencies(ReadSource source)
    {
        foreach (
            var line in source
                .Read.Tokens.Where(t => MoneyWords.IsCurrency(t.Folded))
                .Take(5 * MostPlaces)
                .Where(t => !source.Facts.Any(f => f.Start <= t.Start && t.Start < f.End))
                .Take(MostPlaces)
        )
        {
            var currency = MoneyWords.CurrencyOf(line.Folded);
            foreach (
                var found in source.Facts.Where(f =>
                    f.Fact.Kind == FactKind.Number && (IsSum(f.Fact.Text) || MoneyWords.IsScale(Folding.Fold(f.Fact.Text).Split(' ')[^1])) && IsOneLine(f)
                )
            )
            {
                foreach (var reading in found.Fact.Readings)
                {
                    Keep(FactKind.Amount, $"{currency} {reading}", source, found, $"the currency that the same line names: {line.Folded}");
                }
            }

            bool IsOneLine(FactFound found) => SaidFacts.IsOneLine(source.Source.Text, found, found with { Start = line.Start, Length = line.Length });
        }
    }

    /// <summary>"30k", "1.2M".</summary>
    private static bool IsSum(string text) => text.Length > 1 && text[^1] is 'k' or 'K' or 'm' or 'M' && char.IsAsciiDigit(text[^2]);

    private static bool IsOneLine(string text, FactFound one, FactFound other)
    {
        var (from, to) = (Math.Min(one.End, other.End), Math.Max(one.Start, other.Start));
        return to <= from || (to - from < 120 && !text.AsSpan(from, to - from).Contains('\n'));
    }

    private void Keep(FactKind kind, string reading, ReadSource source, FactFound found, string? rule)
    {
        if (!said.TryGetValue((kind, reading), out var facts))
        {
            said[(kind, reading)] = facts = [];
        }

        // A value that is repeated without end is proven by its first places.
        if (facts.Count < MostPlaces)
        {
            facts.Add(new(source, found, rule));
        }
    }
}
