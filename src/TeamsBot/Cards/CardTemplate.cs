using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>
/// A card in the Adaptive Card template language, parsed once and filled any number of times.
/// Values go into the JSON tree, never into its text, and what they contain is never expanded again.
/// </summary>
/// <remarks>
/// What it accepts, it fills as the official <c>adaptivecards-templating</c> 2.3 does. It accepts less: an unknown
/// function or name, an unclosed <c>${</c> or an expression within a literal <c>$data</c>, all of which the official
/// engine shows to the reader as text, are faults of the template here.
/// </remarks>
public sealed class CardTemplate
{
    private readonly string file;
    private readonly TemplateNode root;

    private CardTemplate(string file, TemplateNode root) => (this.file, this.root) = (file, root);

    /// <summary>Parses a card; the file's name is used in messages only.</summary>
    /// <exception cref="CardTemplateException">The JSON, an expression or a function in it is wrong.</exception>
    public static CardTemplate Parse(string json, string file)
    {
        try
        {
            return new CardTemplate(file, TemplateNode.Parse(JsonNode.Parse(json), "$", file));
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
    /// <exception cref="CardTemplateException">An expression failed with this data, or no single card remains.</exception>
    public JsonObject Fill(JsonObject data) =>
        Expand(data) as JsonObject ?? throw new CardTemplateException(file, "$", "no card remains: its $when is false or its $data is a list");

    /// <summary>What the template becomes, be it a card, a list of cards or nothing.</summary>
    internal JsonNode? Expand(JsonNode? data)
    {
        try
        {
            var root = Value.Of(data);
            return Value.ToNode(this.root.Expand(new Scope(root, root, Value.Undefined)));
        }
        catch (ExpressionException fault)
        {
            throw new CardTemplateException(file, fault.Path ?? "$", fault.Message);
        }
    }
}
