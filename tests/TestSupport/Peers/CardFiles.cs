using System.Text.Json.Nodes;

namespace TestSupport;

/// <summary>One card with one of its samples.</summary>
internal sealed record CardSample(string Card, string Name, JsonObject Template, JsonObject Data);

/// <summary>The cards of the repository and the data they are tried with.</summary>
internal static class CardFiles
{
    public static string Folder => Path.Combine(Peer.Root, "cards");

    /// <summary>
    /// Every <c>cards/*.json</c> with every <c>cards/samples/CARD.json</c> and <c>cards/samples/CARD.*.json</c>.
    /// A card without a sample, or a sample without a card, fails.
    /// </summary>
    public static IReadOnlyList<CardSample> All() => In(Folder);

    public static IReadOnlyList<CardSample> In(string folder)
    {
        if (!Directory.Exists(folder))
            return [];

        var cards = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileNameWithoutExtension(file), Read);
        var samples = Path.Combine(folder, "samples");
        var files = Directory.Exists(samples) ? Directory.EnumerateFiles(samples, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        var found = files
            .Select(file => (Card: CardOf(Path.GetFileNameWithoutExtension(file), cards.Keys), Name: Path.GetFileNameWithoutExtension(file), File: file))
            .ToList();

        Assert.All(cards.Keys, card =>
            Assert.True(found.Any(sample => sample.Card == card), $"The card '{card}' has no sample: add cards/samples/{card}.json.")
        );
        Assert.All(found, sample => Assert.True(sample.Card.Length > 0, $"The sample '{sample.Name}' belongs to no card."));
        return [.. found.Select(sample => new CardSample(sample.Card, sample.Name, cards[sample.Card], Read(sample.File)))];
    }

    private static string CardOf(string sample, IEnumerable<string> cards) =>
        cards.Where(card => sample == card || sample.StartsWith(card + ".", StringComparison.Ordinal)).MaxBy(card => card.Length) ?? "";

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();
}
