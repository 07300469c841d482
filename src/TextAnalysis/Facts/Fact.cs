namespace TextAnalysis.Facts;

/// <summary>What kind of thing a text claims.</summary>
public enum FactKind
{
    Number,
    Amount,
    Date,
    Time,
    Identifier,
    Name,
    Duration,
    Quotation,

    /// <summary>Words of a sentence that say another thing than the sources do: "all", "refused", "the CFO".</summary>
    Statement,
}

/// <summary>Something in a text that is either true or invented.</summary>
/// <param name="Text">As it is in the text.</param>
/// <param name="Readings">What it can mean, written in one way for all languages: 1.250 is 1250 or 1.25.</param>
/// <param name="Currency">ISO code, for an amount whose currency is said.</param>
public sealed record Fact(FactKind Kind, string Text, IReadOnlyList<string> Readings, string? Currency = null)
{
    /// <summary>Whether the other text says the same. What it leaves open, such as a year, is no contradiction; what it lacks is.</summary>
    public bool IsSaidBy(Fact source) =>
        Kind switch
        {
            FactKind.Number => source.Kind is FactKind.Number or FactKind.Amount && Shares(source),
            FactKind.Amount => source.Kind is FactKind.Number or FactKind.Amount && Shares(source) && (Currency is null || Currency == source.Currency),
            FactKind.Date => source.Kind == FactKind.Date && Readings.Any(r => source.Readings.Any(s => IsSameDay(r, s))),
            _ => source.Kind == Kind && Shares(source),
        };

    private bool Shares(Fact source) => Readings.Intersect(source.Readings).Any();

    /// <summary>Days are written <c>2026-03-04</c>, or <c>03-04</c> where the year is unsaid.</summary>
    private static bool IsSameDay(string one, string other) =>
        one == other
        || (one.Length == 5 && other.EndsWith(one, StringComparison.Ordinal))
        || (other.Length == 5 && one.EndsWith(other, StringComparison.Ordinal));
}
