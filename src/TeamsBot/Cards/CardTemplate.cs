using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>
/// A card with holes, parsed once and filled any number of times. Values are whole JSON values and go where one stands,
/// never into the text of the template, and what they contain is never expanded again.
/// </summary>
/// <remarks>
/// The holes are written in the smallest part of the Adaptive Card template language that our cards need. What is accepted
/// here is filled as the official <c>adaptivecards-templating</c> 2.3 fills it; anything else of that language is a fault
/// of the template.
/// <list type="bullet">
/// <item><c>"${name}"</c> is the value of that name, whatever it is; <c>"a ${name} b"</c> is text. A name that the data
/// does not have is shown as it is written.</item>
/// <item>On an element of a list: <c>"$data": "${name}"</c> repeats it for each of a list, whose values its names then
/// are; <c>"$when"</c> keeps it where <c>${name}</c> is true, where <c>${!name}</c> is false or missing, or where
/// <c>${exists(name)}</c>.</item>
/// </list>
/// </remarks>
public sealed class CardTemplate
{
    private readonly string file;
    private readonly TemplateNode root;

    private CardTemplate(string file, TemplateNode root) => (this.file, this.root) = (file, root);

    /// <summary>Parses a card; the file's name is used in messages only.</summary>
    /// <exception cref="CardTemplateException">The JSON, or what is written between <c>${</c> and <c>}</c>, is wrong.</exception>
    public static CardTemplate Parse(string json, string file)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject card
                ? new(file, TemplateNode.Parse(card, "$", file))
                : throw new CardTemplateException(file, "$", "a card is a JSON object");
        }
        catch (JsonException fault)
        {
            throw new CardTemplateException(file, fault.Path ?? "$", fault.Message);
        }
        catch (ArgumentException fault)
        {
            throw new CardTemplateException(file, "$", fault.Message);
        }
    }

    /// <summary>The card filled with the data.</summary>
    /// <param name="data">An object. Its values go into the card as they are written in it: by <see cref="CardSize.Encoder"/> is the shortest.</param>
    /// <exception cref="CardTemplateException">Something is repeated that is no list of objects, or null, a list or an object is put within a text.</exception>
    public FilledCard Fill(JsonElement data)
    {
        try
        {
            return FilledCard.Written(writer => root.Write(writer, data));
        }
        catch (TemplateNodeException fault)
        {
            throw new CardTemplateException(file, fault.Path, fault.Message);
        }
    }
}
