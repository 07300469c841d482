using System.Text.Json;

namespace TeamsBot.Activities;

/// <summary>
/// What somebody asks for from the message box, from the menu of a message, or through Copilot, in a conversation that the bot need not
/// be in. Anything in it may be forged.
/// </summary>
/// <param name="CommandId">Which command of the manifest; empty when the client did not say.</param>
public abstract record MessageExtensionCall(string CommandId)
{
    private const string Query = "composeExtension/query";
    private const string FetchTask = "composeExtension/fetchTask";
    private const string SubmitAction = "composeExtension/submitAction";

    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>Whether an invoke is one of those that are answered.</summary>
    public static bool IsNameOfOne(string? invoke) => invoke is Query or FetchTask or SubmitAction;

    /// <returns>Null when the activity is no such call, or one that makes no sense.</returns>
    public static MessageExtensionCall? Of(Activity activity)
    {
        if (activity is not { Type: ActivityTypes.Invoke, Value: { ValueKind: JsonValueKind.Object } value })
            return null;

        var command = value.Text("commandId") ?? "";
        return activity.Name switch
        {
            Query => MessageExtensionQuery.Of(command, value),
            FetchTask => new MessageExtensionFetch(command, MessagePayload.Of(value.Member("messagePayload"))),
            SubmitAction => new MessageExtensionSubmit(command, value.Member("data") is { ValueKind: JsonValueKind.Object } data ? data : Nothing),
            _ => null,
        };
    }
}

/// <summary>Somebody searches.</summary>
/// <param name="Parameters">What was typed or chosen, by the name of the parameter; those without a name are under the empty one.</param>
/// <param name="Skip">How many results were shown before.</param>
/// <param name="Count">How many are wanted at most.</param>
public sealed record MessageExtensionQuery(string CommandId, IReadOnlyDictionary<string, string> Parameters, int Skip, int Count)
    : MessageExtensionCall(CommandId)
{
    /// <summary>More of a parameter is not read: nobody types as much into a search.</summary>
    private const int LongestValue = 500;

    private const int MostParameters = 10;
    private const int MostResults = 25;
    private const int FurthestSkip = 10_000;

    internal static MessageExtensionQuery Of(string command, JsonElement value)
    {
        var options = value.Member("queryOptions");
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (value.Member("parameters") is { ValueKind: JsonValueKind.Array } given)
        {
            foreach (var parameter in given.EnumerateArray().Take(MostParameters))
            {
                if (parameter.Member("value") is { } said && TextOf(said) is { } text)
                    parameters[parameter.Text("name") ?? ""] = text.Length > LongestValue ? text[..LongestValue] : text;
            }
        }

        return new(command, parameters, Number(options, "skip", 0, 0, FurthestSkip), Number(options, "count", MostResults, 1, MostResults));
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };

    private static int Number(JsonElement? of, string name, int otherwise, int least, int most) =>
        of?.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var given) ? Math.Clamp(given, least, most) : otherwise;
}

/// <summary>Somebody has chosen an action and waits for its dialog.</summary>
/// <param name="Message">The message whose menu they chose it from; null when it was none, or one that cannot be read.</param>
public sealed record MessageExtensionFetch(string CommandId, MessagePayload? Message) : MessageExtensionCall(CommandId);

/// <summary>Somebody has filled in the dialog.</summary>
/// <param name="Data">Always a JSON object: what the pressed button carried, together with what was typed.</param>
public sealed record MessageExtensionSubmit(string CommandId, JsonElement Data) : MessageExtensionCall(CommandId);
