using System.Globalization;

namespace TextAnalysis.Facts;

/// <summary>An amount as it is in a text.</summary>
/// <param name="IsMoney">False for a bare number, which is money only where the words around it say so.</param>
public readonly record struct AmountFound(int Start, int Length, Money Money, bool IsMoney)
{
    public int End => Start + Length;
}

/// <summary>Amounts such as 85k, $1.2M, 85.000 €, 1 200 000 EUR, 1,2 Mio. € and R$ 750.000, and bare numbers.</summary>
public static class WrittenAmounts
{
    private const decimal SmallestScale = 1000;

    /// <summary>In the order of the text; percentages and ordinals are none.</summary>
    public static IReadOnlyList<AmountFound> In(string text) => In(FactReader.In(text));

    /// <param name="facts">What <see cref="FactReader"/> found in the text.</param>
    public static IReadOnlyList<AmountFound> In(IReadOnlyList<FactFound> facts) => [.. facts.Select(Read).OfType<AmountFound>()];

    private static AmountFound? Read(FactFound found) =>
        found.Fact is { Kind: FactKind.Amount or FactKind.Number, Readings: [var reading] } fact
        && decimal.TryParse(reading, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? new(found.Start, found.Length, new(amount, fact.Currency), fact.Currency is not null || (amount >= SmallestScale && fact.Text.Any(char.IsLetter)))
            : null;
}
