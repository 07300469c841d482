using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>A stretch of a source.</summary>
internal readonly record struct FoundText(Source Source, int Start, int End)
{
    public string Text => Source.Text[Start..End];
}

/// <summary>A source in one way of writing, with the way back to its own words.</summary>
internal sealed class FoldedText
{
    private readonly Source source;
    private readonly string folded;
    private readonly int[] places;

    public FoldedText(Source source)
    {
        this.source = source;
        (folded, places) = QuoteText.FoldWithPlaces(source.Text);
    }

    /// <summary>The first place of these words, which are folded too; not inside other words.</summary>
    public Proof? Find(string wanted) =>
        PlaceOf(wanted) is { } place ? new(source.Name, QuoteText.Around(source.Text, place.Start, place.End - place.Start)) : null;

    /// <summary>The same, where it stands.</summary>
    public FoundText? PlaceOf(string wanted)
    {
        for (var at = folded.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            var end = at + wanted.Length;
            if (
                (at == 0 || !char.IsLetterOrDigit(folded[at - 1]) || !char.IsLetterOrDigit(wanted[0]))
                && (end == folded.Length || !char.IsLetterOrDigit(folded[end]) || !char.IsLetterOrDigit(wanted[^1]))
            )
            {
                return new(source, places[at], places[end - 1] + 1);
            }
        }

        return null;
    }
}
