namespace TeamsBot.Cards;

/// <summary>A card template that cannot be read or filled, with the place and the reason.</summary>
public sealed class CardTemplateException : Exception
{
    public CardTemplateException(string file, string path, string reason)
        : base($"{file}: {path}: {reason}") => (File, Path, Reason) = (file, path, reason);

    /// <summary>The card file.</summary>
    public string File { get; }

    /// <summary>Where in the file, as a JSON path from <c>$</c>.</summary>
    public string Path { get; }

    public string Reason { get; }
}
