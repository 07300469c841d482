using System.Text.Json;

namespace TeamsBot.Activities;

/// <summary>Who caused a card's action: a person who pressed a button, or the client that wanted a fresh card.</summary>
public enum CardTrigger
{
    Manual,
    Automatic,
}

/// <summary>A button of one of our cards was pressed. Anything in <paramref name="Data"/> may be forged.</summary>
/// <param name="Verb">Which button; empty when the card gave none.</param>
/// <param name="Data">Always a JSON object: what the card carried, together with what was typed, all of it texts.</param>
/// <param name="Trigger">Manual unless the client says otherwise.</param>
public sealed record CardAction(string Verb, JsonElement Data, CardTrigger Trigger)
{
    /// <summary>The name of the invoke that carries a card's action.</summary>
    public const string InvokeName = "adaptiveCard/action";

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <returns>Null when the activity is no card action, or one that makes no sense.</returns>
    public static CardAction? Of(Activity activity)
    {
        if (activity is not { Type: ActivityTypes.Invoke, Name: InvokeName, Value: { } value })
            return null;

        var action = value.Member("action") ?? Nothing;
        var data = Given(action, "data") ?? Nothing;
        if (
            value.Member("action")?.ValueKind != JsonValueKind.Object
            || data.ValueKind != JsonValueKind.Object
            || Given(action, "verb") is { ValueKind: not JsonValueKind.String }
            || Given(value, "trigger") is { ValueKind: not JsonValueKind.String }
        )
        {
            return null;
        }

        var trigger = value.Text("trigger") == "automatic" ? CardTrigger.Automatic : CardTrigger.Manual;
        return new(action.Text("verb") ?? "", data, trigger);
    }

    /// <summary>Clients write a missing member either as null or not at all.</summary>
    private static JsonElement? Given(JsonElement of, string name) => of.Member(name) is { ValueKind: not JsonValueKind.Null } member ? member : null;
}
