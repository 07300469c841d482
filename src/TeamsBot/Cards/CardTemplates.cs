using System.Text.Json;

namespace TeamsBot.Cards;

/// <summary>The cards of a folder, read once at the start; a file name without its ending is the card's name.</summary>
public sealed class CardTemplates
{
    private readonly Dictionary<string, CardTemplate> cards = new(StringComparer.Ordinal);

    /// <summary>Reads every <c>*.json</c> of the folder, though not of folders below it.</summary>
    /// <exception cref="CardTemplatesException">The folder is missing, or at least one card is faulty.</exception>
    public CardTemplates(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CardTemplatesException(folder, ["the folder does not exist"]);

        var faults = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                cards.Add(Path.GetFileNameWithoutExtension(file), CardTemplate.Parse(File.ReadAllText(file), Path.GetFileName(file)));
            }
            catch (CardTemplateException fault)
            {
                faults.Add(fault.Message);
            }
        }

        if (faults.Count > 0)
            throw new CardTemplatesException(folder, faults);
    }

    public IReadOnlyCollection<string> Names => cards.Keys;

    /// <summary>The card of this name, filled.</summary>
    /// <inheritdoc cref="CardTemplate.Fill"/>
    public FilledCard Fill(string name, JsonElement data) =>
        cards.TryGetValue(name, out var card)
            ? card.Fill(data)
            : throw new ArgumentException($"There is no card '{name}'; there are: {string.Join(", ", cards.Keys)}.", nameof(name));
}
