using System.Globalization;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Finds how a fact follows from what the sources say, where the draft shows that it means to derive it.</summary>
internal sealed partial class Derivation(SaidFacts said, ReadText draft, IReadOnlyList<FactFound> found, DateOnly? writtenOn)
{
    private const int MostTerms = 60;

    private static readonly HashSet<string> To = WordList.Of("derivations", "to");

    private readonly Dictionary<int, int> places = Enumerable.Range(0, found.Count).ToDictionary(i => found[i].Start);

    private static readonly HashSet<string> About = WordList.Of("derivations", "about");
    private static readonly HashSet<string> Sum = WordList.Of("derivations", "sum");
    private static readonly HashSet<string> Difference = WordList.Of("derivations", "difference");
    private static readonly HashSet<string> FromNow = WordList.Of("derivations", "from_now");
    private static readonly HashSet<string> Counted = ["ticket", "tell", "open", "booking", "complaint"];

    public Proof? Of(FactFound claim) =>
        Near(claim)
        ?? Sums(claim)
        ?? Differences(claim)
        ?? Share(claim)
        ?? Count(claim)
        ?? Between(claim)
        ?? BareDay(claim)
        ?? Apart(claim)
        ?? Following(claim)
        ?? YearOfWriting(claim);

    /// <summary>"12 of 3", and "from 11 to 6" where the sources say "from 6 to 11".</summary>
    public string? OrderDoubt(FactFound claim)
    {
        var at = places.GetValueOrDefault(claim.Start, -1);
        return at < 0 ? null : (at > 0 ? PairDoubt(found[at - 1], claim) : null) ?? (at + 1 < found.Count ? PairDoubt(claim, found[at + 1]) : null);
    }

    private string? PairDoubt(FactFound one, FactFound other)
    {
        if (
            one.Fact.Kind != other.Fact.Kind
            || one.Fact.Kind is not (FactKind.Number or FactKind.Amount or FactKind.Duration)
            || other.Start - one.End is < 1 or > 30
            || Value(one.Fact) is not { } first
            || Value(other.Fact) is not { } second
        )
        {
            return null;
        }

        var joint = Token.Of(draft.Text[one.End..other.Start]);
        if (
            first > second
            && one.Fact.Kind == FactKind.Number
            && joint is [.., var last]
            && (
                (joint.Count <= 2 && joint[0].Folded is "of" or "out" or "von" or "sur" or "de")
                || (joint.Count <= 3 && last.Folded == "sur")
                || (joint is [.., { Folded: "out" }, { Folded: "of" }])
            )
            && joint.All(l => l.IsWord)
        )
        {
            return $"{one.Fact.Text} of {other.Fact.Text} cannot be";
        }

        if (!joint.Any(l => To.Contains(l.Folded)))
        {
            return null;
        }

        foreach (var source in said.Sources)
        {
            for (var i = 0; i + 1 < source.Facts.Count; i++)
            {
                var (from, to) = (source.Facts[i], source.Facts[i + 1]);
                if (
                    from.Fact.Kind == one.Fact.Kind
                    && to.Start - from.End is > 0 and < 30
                    && Value(from.Fact) == second
                    && Value(to.Fact) == first
                    && Token.Of(source.Read.Text[from.End..to.Start]).Any(l => To.Contains(l.Folded))
                )
                {
                    return $"{source.Source.Name} say: \"{source.Around(from)}\"";
                }
            }
        }

        return null;
    }

    /// <summary>"About 85k" for 84,600.</summary>
    private Proof? Near(FactFound claim)
    {
        if (
            claim.Fact.Kind is not (FactKind.Number or FactKind.Amount or FactKind.Duration)
            || Value(claim.Fact) is not { } value
            || !Before(claim, 2).Any(About.Contains)
        )
        {
            return null;
        }

        return Same(claim.Fact)
            .Where(s => Value(s.Found.Fact) is { } other && other > 0 && Math.Abs(other - value) <= other * 0.05m && IsRounder(value, other))
            .Select(s => ProofOf(s, $"about {s.Found.Fact.Text}"))
            .FirstOrDefault();
    }

    private Proof? Sums(FactFound claim)
    {
        if (Value(claim.Fact) is not { } value || !Around(claim).Any(Sum.Contains))
        {
            return null;
        }

        var terms = Same(claim.Fact).DistinctBy(s => Value(s.Found.Fact)).Take(MostTerms).ToList();
        return (
            from one in Enumerable.Range(0, terms.Count)
            from other in Enumerable.Range(one + 1, terms.Count - one - 1)
            where Value(terms[one].Found.Fact) + Value(terms[other].Found.Fact) == value
            select ProofOf(terms[one], $"sum of {terms[one].Found.Fact.Text} and {terms[other].Found.Fact.Text}")
        ).FirstOrDefault()
            ?? (
                terms.Count > 2 && terms.Sum(t => Value(t.Found.Fact)) == value
                    ? ProofOf(terms[0], $"sum of {string.Join(", ", terms.Select(t => t.Found.Fact.Text))}")
                    : null
            );
    }

    private Proof? Differences(FactFound claim)
    {
        if (Value(claim.Fact) is not { } value || !Around(claim).Any(Difference.Contains))
        {
            return null;
        }

        var terms = Same(claim.Fact).DistinctBy(s => Value(s.Found.Fact)).Take(MostTerms).ToList();
        return (
            from one in terms
            from other in terms
            where Value(one.Found.Fact) - Value(other.Found.Fact) == value
            select ProofOf(one, $"difference of {one.Found.Fact.Text} and {other.Found.Fact.Text}")
        ).FirstOrDefault();
    }

    /// <summary>"10 % of 27,540, which is 2,754": a share that is beside it, of an amount that the sources have.</summary>
    private Proof? Share(FactFound claim)
    {
        if (Value(claim.Fact) is not { } value || claim.Fact.Kind is not (FactKind.Number or FactKind.Amount) || IsShare(claim.Fact))
        {
            return null;
        }

        var shares = found
            .Where(f => IsShare(f.Fact) && Math.Abs(f.Start - claim.Start) < 90 && said.All(f.Fact.Kind, f.Fact.Readings[0]).Any())
            .Select(f => f.Fact)
            .ToList();
        return (
            from share in shares
            from whole in Same(claim.Fact).Take(MostTerms)
            where Value(share) / 100 * Value(whole.Found.Fact) == value
            select ProofOf(whole, $"{share.Text} of {whole.Found.Fact.Text}")
        ).FirstOrDefault();
    }

    private static bool IsShare(Fact fact) => fact.Kind == FactKind.Number && fact.Readings[0][^1] == '%';

    /// <summary>"4 tickets" where four are named.</summary>
    private Proof? Count(FactFound claim)
    {
        if (
            claim.Fact.Kind != FactKind.Number
            || Value(claim.Fact) is not (>= 2 and <= 30)
            || !Around(claim).Select(Concepts.Of).OfType<string>().Any(Counted.Contains)
        )
        {
            return null;
        }

        var groups = said.Written(FactKind.Identifier)
            .DistinctBy(s => s.Found.Fact.Readings[0])
            .GroupBy(s => new string([.. s.Found.Fact.Text.TakeWhile(c => !char.IsAsciiDigit(c))]));
        return groups
            .Where(g => g.Count() == Value(claim.Fact))
            .Select(g => ProofOf(g.First(), $"count of {string.Join(", ", g.Select(s => s.Found.Fact.Text))}"))
            .FirstOrDefault();
    }

    /// <summary>Days between two dates of the same sentence, or between one and the day of writing.</summary>
    private Proof? Between(FactFound claim)
    {
        if (claim.Fact.Kind != FactKind.Duration || writtenOn is not { } today || Units.DaysOf(claim.Fact.Readings[0]) is not { } days)
        {
            return null;
        }

        var dates = found
            .Where(f => f.Fact.Kind == FactKind.Date && Math.Abs(f.Start - claim.Start) < 90 && !HasEnd(f, claim))
            .SelectMany(f => f.Fact.Readings)
            .SelectMany(r => said.All(FactKind.Date, r))
            .SelectMany(s => s.Found.Fact.Readings.SelectMany(Resolved).Select(d => (Said: s, Day: d)))
            .DistinctBy(d => d.Day)
            .Take(MostTerms)
            .ToList();
        var isFromNow = Around(claim).Any(FromNow.Contains);
        return dates
            .Where(d => isFromNow && Math.Abs(d.Day.DayNumber - today.DayNumber) == days)
            .Select(d => ProofOf(d.Said, $"days between {Days.Name(d.Day)} and {Days.Name(today)}, the day of writing"))
            .FirstOrDefault()
            ?? (
                from one in dates
                from other in dates
                where other.Day.DayNumber - one.Day.DayNumber == days
                select ProofOf(one.Said, $"days between {Days.Name(one.Day)} and {Days.Name(other.Day)}")
            ).FirstOrDefault();

        IEnumerable<DateOnly> Resolved(string reading) =>
            Days.Day(reading) is { } day ? [day]
            : reading.Length == 5 && reading[2] == '-'
                ? Days.InYears(int.Parse(reading.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(reading.AsSpan(3), CultureInfo.InvariantCulture), today)
            : [];
    }

    private bool HasEnd(FactFound one, FactFound other) =>
        draft.Text.AsSpan(Math.Min(one.End, other.End), Math.Max(0, Math.Max(one.Start, other.Start) - Math.Min(one.End, other.End))) is var between
        && between.IndexOf(". ") is var dot and >= 0
        && dot + 2 < between.Length
        && char.IsUpper(between[dot + 2]);

    private Proof? YearOfWriting(FactFound claim) =>
        writtenOn is { } today
        && claim.Fact.Kind == FactKind.Number
        && claim.Fact.Text == today.Year.ToString(CultureInfo.InvariantCulture)
        && said.Sources.Count > 0
            ? new(said.Sources[0].Source.Name, QuoteText.Around(said.Sources[0].Source.Text, 0, 0), "the year of writing")
            : null;

    private IEnumerable<SaidFact> Same(Fact fact) =>
        said.Written(fact.Kind)
            .Where(s =>
                s.Found.Fact.Currency == fact.Currency
                && FactContexts.ClassOf(s.Found.Fact) == FactContexts.ClassOf(fact)
                && (fact.Kind != FactKind.Duration || Unit(s.Found.Fact) == Unit(fact))
                && Value(s.Found.Fact) is > 1
            );

    private static string Unit(Fact fact) => fact.Readings[0].Split(' ')[^1];

    private static decimal? Value(Fact fact) =>
        decimal.TryParse(fact.Readings[0].Split(' ')[0].Trim('%', '#'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Proof ProofOf(SaidFact said, string rule) => new(said.Source.Source.Name, said.Source.Around(said.Found), rule);

    private IEnumerable<string> Before(FactFound claim, int words) =>
        Beside(claim)
            .Where(l => l.End <= claim.Start && l.End > claim.Start - 40 && (l.IsWord || l.Folded is "~" or "≈"))
            .TakeLast(words)
            .Select(l => l.Folded is "~" or "≈" ? "about" : l.Folded);

    /// <summary>The words of the same clause, up to the next number on either side.</summary>
    private IEnumerable<string> Around(FactFound claim) =>
        Beside(claim)
            .Where(l => l.End <= claim.Start)
            .Reverse()
            .TakeWhile(l => l.IsWord || l.Folded is "'" or "-" or "(")
            .Concat(Beside(claim).Where(l => l.Start >= claim.End).TakeWhile(l => l.IsWord || l.Folded is "'" or "-"))
            .Select(l => l.Folded);

    /// <summary>The tokens near it, in their order.</summary>
    private IEnumerable<Token> Beside(FactFound claim)
    {
        var at = Token.IndexFrom(draft.Tokens, claim.Start);
        return draft.Tokens.Skip(Math.Max(0, at - 10)).Take(30).Where(l => l.Start > claim.Start - 60 && l.End < claim.End + 50);
    }

    private static bool IsRounder(decimal one, decimal other) => Significant(one) < Significant(other);

    private static int Significant(decimal value) => NumberForms.Text(value).Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
}
