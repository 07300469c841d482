namespace Escalations.Drafting;

/// <summary>Finds passages of a text that give orders to a machine rather than tell of the customer.</summary>
public static class InstructionFinder
{
    private static readonly PhraseBook Orders = new("ignore|disregard|forget .. rules|instructions|prompt", "system prompt", "you are now");

    /// <summary>The sentences, cut to 160 characters, as they stand in the text.</summary>
    public static IReadOnlyList<string> Find(string text) =>
        [.. text.Split('\n').SelectMany(Parts.Sentences).Where(s => Orders.IsIn(Token.Of(s))).Select(s => s.Trim()).Select(s => s.Length > 160 ? s[..160] : s)];
}
