using System.Text.Json;

namespace EscalationAgent.Graph;

/// <summary>What came of one call.</summary>
internal enum GraphOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>404: there is no such thing.</summary>
    NotFound,

    /// <summary>401 or 403: the agent may not do it.</summary>
    NotAllowed,

    /// <summary>It was refused for what it is (another 4xx).</summary>
    Invalid,

    /// <summary>429: too much was asked; it was not done.</summary>
    Throttled,

    /// <summary>It never left: there was no token or no connection.</summary>
    NotSent,

    /// <summary>It failed, or the answer was late or unreadable: it may have been done.</summary>
    Failed,
}

/// <param name="Body">The JSON of the answer; none when it was not done, or says nothing.</param>
/// <param name="RetryAfter">How long nothing more shall be asked, where the answer says so.</param>
/// <param name="Failure">For the log: a status or the kind of a failure, never what was asked or answered.</param>
internal sealed record GraphAnswer(GraphOutcome Outcome, JsonElement Body = default, TimeSpan? RetryAfter = null, string? Failure = null)
{
    /// <summary>A text of the answer; null when it is not there, empty, or something else.</summary>
    public string? Text(string name) => Text(Body, name);

    public static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object
        && of.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>Whether the answer says that something is not so.</summary>
    public bool IsFalse(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False;
}
