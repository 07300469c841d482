using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>How a draft came about: by whom, with which prompt, at what cost.</summary>
/// <param name="By">What people are told: "gpt-4.1-mini with prompt draft-brief v1", or "offline rules 2".</param>
/// <param name="Model">The model as the endpoint names it; null for rules.</param>
/// <param name="Prompt">Name and version, such as <c>draft-brief v1</c>; null for rules.</param>
/// <param name="PromptHash">The first 12 hexadecimal digits of the prompt file's SHA-256.</param>
/// <param name="InputTokens">Of all calls together, as the endpoint counts them; 0 when it does not tell.</param>
/// <param name="Milliseconds">From the request to the answer, repair included.</param>
public sealed record DraftProvenance(string By, string? Model = null, string? Prompt = null, string? PromptHash = null, int InputTokens = 0, int OutputTokens = 0, int Milliseconds = 0, bool IsRepaired = false);

/// <summary>Two places of the sources that cannot both be so.</summary>
/// <param name="About">What they speak of, in a few words: "ARR", "renewal date".</param>
/// <param name="Quotes">Words that stand in the sources exactly so; at least two.</param>
public sealed record Contradiction(string About, IReadOnlyList<string> Quotes)
{
    /// <summary>What is said of it, each value once; where none could be read, the quotes stand for themselves.</summary>
    [JsonIgnore]
    public IReadOnlyList<StatedValue> Values { get => field ?? [.. Quotes.Select(quote => new StatedValue(quote, quote))]; init; }
}

/// <summary>One of several values that contradict each other.</summary>
/// <param name="Text">As it is in the quote: "85k", "12 February".</param>
/// <param name="Quote">Words of the source around it.</param>
/// <param name="Key">The same for every way of writing it; null when it could not be read.</param>
/// <param name="Amount">The value, when it is money.</param>
/// <param name="Day">The value, when it is a day; without a year in the source, the next such day.</param>
public sealed record StatedValue(string Text, string Quote, string? Key = null, Money? Amount = null, DateOnly? Day = null);

/// <summary>Another escalation of the same CSM that may be the same matter.</summary>
public sealed record PossibleDuplicate(EscalationId Id, string Why);
