namespace TeamsBot.Cards;

/// <summary>A folder of cards that cannot be used, with every fault in it.</summary>
public sealed class CardTemplatesException : Exception
{
    public CardTemplatesException(string folder, IReadOnlyList<string> faults)
        : base($"The cards in {folder} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}") => Faults = faults;

    public IReadOnlyList<string> Faults { get; }
}
