using System.Text.Json.Serialization;
using TextAnalysis.Facts;

namespace TextAnalysis.Checking;

/// <summary>Two places of the sources that cannot both be so.</summary>
/// <param name="About">What they speak of, in a few words: "ARR", "renewal date".</param>
/// <param name="Quotes">Words that stand in the sources exactly so; at least two.</param>
public sealed record Contradiction(string About, IReadOnlyList<string> Quotes)
{
    /// <summary>What is said of it, each value once; where none could be read, the quotes stand for themselves.</summary>
    [JsonIgnore]
    public IReadOnlyList<StatedValue> Values
    {
        get => field ?? [.. Quotes.Select(quote => new StatedValue(quote, quote))];
        init;
    }
}

/// <summary>One of several values that contradict each other.</summary>
/// <param name="Text">As it is in the quote: "85k", "12 February".</param>
/// <param name="Quote">Words of the source around it.</param>
/// <param name="Key">The same for every way of writing it; null when it could not be read.</param>
/// <param name="Amount">The value, when it is money.</param>
/// <param name="Day">The value, when it is a day; without a year in the source, the next such day.</param>
public sealed record StatedValue(string Text, string Quote, string? Key = null, Money? Amount = null, DateOnly? Day = null);
