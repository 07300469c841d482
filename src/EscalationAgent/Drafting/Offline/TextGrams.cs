using System.Buffers;
using System.Runtime.InteropServices;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Turns text into numbers that a linear model can weigh: pieces of words of three to five letters, words, and pairs of words, each
/// hashed to one of a fixed number of places. Letter case and accents do not matter, and every digit is the same.
/// </summary>
internal sealed class TextGrams
{
    /// <summary>So many places; what collides there is weighed as one.</summary>
    public const int Places = 1 << 17;

    /// <summary>Features with names have places of their own behind those of the text.</summary>
    public const int NamedPlaces = 1 << 14;

    private const int Shortest = 3;
    private const int Longest = 5;

    private readonly Dictionary<int, float> places = [];

    /// <summary>The place of a feature that is no text.</summary>
    public static int PlaceOf(string name)
    {
        var hash = Start;
        foreach (var c in name)
        {
            hash = Next(hash, c);
        }

        return Places + (int)((hash ^ (hash >> 15)) % NamedPlaces);
    }

    /// <summary>Counts the pieces of a text.</summary>
    /// <param name="role">Where the text stood: the same words in another role are another feature.</param>
    /// <param name="hasPieces">Whether pieces of words count, or words alone.</param>
    public void Add(ReadOnlySpan<char> text, string role, float weight, bool hasPieces = true)
    {
        var start = Start;
        foreach (var c in role)
        {
            start = Next(start, c);
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length + 2);
        try
        {
            AddWords(Spread(text, rented), start, weight, hasPieces);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>A whole as it stands, marks and figures too.</summary>
    public void AddFeature(string name, float value) => Add(Fit(HashOf(name, Start)), value);

    /// <summary>What was counted, damped (the tenth time says less than the first) and scaled to the length 1.</summary>
    public IReadOnlyList<(int Place, float Value)> Scaled()
    {
        var scaled = new (int Place, float Value)[places.Count];
        var count = 0;
        foreach (var (place, value) in places)
        {
            scaled[count++] = (place, value > 1 ? 1 + MathF.Log(value) : value);
        }

        // In their order, so that the sum is the same each time.
        Array.Sort(scaled, static (one, other) => one.Place.CompareTo(other.Place));
        var squares = 0d;
        foreach (var (_, value) in scaled)
        {
            squares += value * value;
        }

        var length = MathF.Sqrt((float)squares);
        if (length == 0)
        {
            return [];
        }

        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i].Value /= length;
        }

        return scaled;
    }

    private const uint Start = 2166136261;

    private static uint Next(uint hash, char c) => (hash ^ c) * 16777619;

    private static int Fit(uint hash) => (int)((hash ^ (hash >> 15)) % Places);

    private void Add(int place, float value) => CollectionsMarshal.GetValueRefOrAddDefault(places, place, out _) += value;

    /// <summary>Folded words with one blank before, between and behind them.</summary>
    private static ReadOnlySpan<char> Spread(ReadOnlySpan<char> text, char[] into)
    {
        var folded = Folding.FoldInPlace(text);
        var length = 0;
        into[length++] = ' ';
        foreach (var c in folded)
        {
            if (char.IsLetter(c) || char.IsSurrogate(c))
            {
                into[length++] = c;
            }
            else if (char.IsDigit(c))
            {
                into[length++] = '0';
            }
            else if (into[length - 1] != ' ')
            {
                into[length++] = ' ';
            }
        }

        if (into[length - 1] != ' ')
        {
            into[length++] = ' ';
        }

        return into.AsSpan(0, length);
    }

    private void AddWords(ReadOnlySpan<char> words, uint start, float weight, bool hasPieces)
    {
        var previous = 0u;
        for (var from = 0; from < words.Length - 1; )
        {
            var to = from + 1;
            while (words[to] != ' ')
            {
                to++;
            }

            var word = words[from..(to + 1)];
            var hash = HashOf(word, Next(start, 'w'));
            Add(Fit(hash), weight);
            if (previous != 0)
            {
                Add(Fit(Next(previous, 'p') * 31 ^ hash), weight);
            }

            previous = hash;
            if (hasPieces)
            {
                AddPieces(word, start, weight);
            }

            from = to;
        }
    }

    private void AddPieces(ReadOnlySpan<char> word, uint start, float weight)
    {
        for (var length = Shortest; length <= Longest; length++)
        {
            for (var at = 0; at + length <= word.Length; at++)
            {
                Add(Fit(HashOf(word.Slice(at, length), start)), weight);
            }
        }
    }

    private static uint HashOf(ReadOnlySpan<char> text, uint start)
    {
        foreach (var c in text)
        {
            start = Next(start, c);
        }

        return start;
    }
}
