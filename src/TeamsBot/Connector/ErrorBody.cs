using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsBot.Connector;

/// <summary>Teams' account of a failure, in either of its shapes, or whatever a gateway put in its place.</summary>
/// <param name="Code">Its word for it; null when there is none, or something else in its place: that may quote anything.</param>
/// <param name="Kind">What a known word means; null when the status must decide.</param>
internal sealed partial record ErrorBody(string? Code, ConnectorFault? Kind)
{
    private static readonly Dictionary<string, ConnectorFault> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BotNotInConversationRoster"] = ConnectorFault.NotInConversation,
        ["ConversationBlockedByUser"] = ConnectorFault.BlockedByUser,
        ["MessageWritesBlocked"] = ConnectorFault.BlockedByUser,
        ["BotDisabledByAdmin"] = ConnectorFault.DisabledByAdmin,
        ["NotEnoughPermissions"] = ConnectorFault.Forbidden,
        ["ForbiddenOperationException"] = ConnectorFault.Forbidden,
        ["InvalidBotApiHost"] = ConnectorFault.Forbidden,
        ["ConversationNotFound"] = ConnectorFault.ConversationNotFound,
        ["ActivityNotFoundInConversation"] = ConnectorFault.ActivityNotFound,
        ["MessageSizeTooBig"] = ConnectorFault.TooBig,
        ["RequestEntityTooLarge"] = ConnectorFault.TooBig,
    };

    public static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        var json = ConnectorJson.Read(body);
        var said = (json?["error"] as JsonObject).Text("code") ?? SubCode(json);

        // Teams nests and quotes its errors in ways of which it has no list, so the words are also looked for as such.
        var text = Encoding.UTF8.GetString(body);
        var known =
            said is not null && Known.ContainsKey(said) ? said : Known.Keys.FirstOrDefault(code => text.Contains(code, StringComparison.OrdinalIgnoreCase));
        return new ErrorBody(known ?? (said is not null && Word().IsMatch(said) ? said : null), known is null ? null : Known[known]);
    }

    /// <summary>The beginning of a text that came from outside, fit for one line of a log.</summary>
    public static string OneLine(string text, int longest) => string.Create(Math.Min(text.Length, longest), text, (line, from) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
            }
        });

    /// <summary>All codes of Teams are one word but for this one.</summary>
    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9_.]{0,63}|Bad Argument)\z")]
    private static partial Regex Word();

    // The older shape: {"errorCode":209,"message":"{\r\n \"subCode\":\"MessageWritesBlocked\" ..}"}.
    private static string? SubCode(JsonObject? json) =>
        json.Text("message") is { } message && message.StartsWith('{') ? ConnectorJson.Read(Encoding.UTF8.GetBytes(message)).Text("subCode") : null;
}
