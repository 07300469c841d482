using System.Text.Json.Serialization;
using TextAnalysis.Intents;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>What must be in hand before a matter goes on: before it is routed, or before it is called resolved.</summary>
/// <param name="Key">The name in data.</param>
/// <param name="Title">The name for people: "What Engineering needs".</param>
public sealed record Checklist(string Key, string Title, IReadOnlyList<ChecklistItem> Items)
{
    /// <summary>The items that nobody has answered, in the order of the list.</summary>
    public IReadOnlyList<ChecklistItem> OpenIn(Escalation escalation) => [.. Items.Where(item => item.AnswerIn(escalation) is null)];

    /// <summary>The items that are not a part of the brief already.</summary>
    [JsonIgnore]
    public IEnumerable<ChecklistItem> OwnItems => Items.Where(item => item is { Section: null, Known: null });

    /// <summary>The items that these answers lack.</summary>
    public IReadOnlyList<ChecklistItem> MissingFrom(IReadOnlyList<ChecklistAnswer>? answers) =>
        [.. Items.Where(item => answers?.Any(a => a.Item == item.Key) is not true)];
}

/// <summary>One item of a checklist.</summary>
/// <param name="Key">The name in data.</param>
/// <param name="Title">The name for people: "Reproduction steps".</param>
public sealed record ChecklistItem(string Key, string Title)
{
    /// <summary>What is asked; null where the title says it.</summary>
    public string? Hint { get; init; }

    /// <summary>The section of the brief that holds it; null where none does.</summary>
    public BriefSection? Section { get; init; }

    /// <summary>What is known in any case; null where it has to be said.</summary>
    public KnownItem? Known { get; init; }

    /// <summary>Labels under which notes tell it: "Steps to reproduce".</summary>
    public IReadOnlyList<string> SaidAs { get; init; } = [];

    /// <summary>What rules look for in notes, one of <see cref="FoundItems"/>; null for nothing but the labels.</summary>
    public string? Finds { get; init; }

    /// <summary>What can be chosen; empty where it is told in words.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>How the choices are said in other languages: the word, and the choice that it stands for.</summary>
    public IReadOnlyDictionary<string, string> ChoiceWords { get; init; } = new Dictionary<string, string>();

    /// <summary>The choice that a word of any language stands for; null where it is none.</summary>
    public string? ChoiceOf(string? word) =>
        Choices.FirstOrDefault(choice => choice.Equals(word, StringComparison.OrdinalIgnoreCase))
        ?? ChoiceWords.GetValueOrDefault(word?.ToLowerInvariant() ?? "");

    /// <summary>Reads what a person wrote or chose: "n/a: there is no screen" says that it does not apply, and why.</summary>
    /// <returns>Null where nothing is said: a mark, that it is not known yet, or that it does not apply and not why.</returns>
    public ChecklistAnswer? Read(string? text) =>
        Choices.Count == 0 ? ChecklistAnswer.Read(Key, text)
        : Choices.Contains(text) ? new(Key, text!)
        : null;

    /// <summary>What stands for it; null while nothing does.</summary>
    public ChecklistAnswer? AnswerIn(Escalation escalation) =>
        escalation.Brief.Checklist.GetValueOrDefault(Key) is { } answer
            ? answer.Text.Length > 0
                ? answer
                : null
            : Section is { } section && escalation.Brief.Passages.GetValueOrDefault(section) is { } passage
                ? new(Key, passage.Text) { Origin = passage.Origin }
                : Known switch
                {
                    KnownItem.Severity => new(Key, (escalation.Decision?.Severity ?? escalation.Draft.Suggestion?.Severity)?.ToString() ?? ""),
                    KnownItem.CaseOwner => new(Key, escalation.Csm.Signature),
                    _ => null,
                };
}

/// <summary>What rules can look for in notes.</summary>
public static class FoundItems
{
    public static readonly IReadOnlyList<string> All =
    [
        "reproduction_steps",
        "expected_vs_actual",
        "logs_and_data",
        "screenshots",
        "supporting_tickets",
        "affected_users",
        "environment",
        "version_numbers",
        "workflow",
    ];
}

/// <summary>What is known of every escalation that is routed.</summary>
public enum KnownItem
{
    Severity,

    /// <summary>Its CSM.</summary>
    CaseOwner,
}

/// <summary>What somebody said to an item of a checklist, or a writer found for it.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Text">What is so; or, where it does not apply, why it does not. Empty where somebody took out what a writer had found.</param>
public sealed record ChecklistAnswer(string Item, string Text)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsNotApplicable { get; init; }

    public Origin Origin { get; init; }

    /// <inheritdoc cref="ChecklistItem.Read"/>
    internal static ChecklistAnswer? Read(string item, string? text)
    {
        var said = text?.ReplaceLineEndings("\n").Trim() ?? "";
        if (NotApplicable(said) is { } why)
        {
            return why.Any(char.IsLetter) ? new(item, why) { IsNotApplicable = true } : null;
        }

        return !said.Any(char.IsLetterOrDigit) || SaysNothing(said) ? null : new(item, said);
    }

    /// <summary>"None", "tbd", "I don't know yet".</summary>
    private static bool SaysNothing(string said) =>
        IntentReader.Read(said)?.Intent == Intent.NotKnown
        || Enum.GetValues<Language>()
            .SelectMany(language => DomainWords.Book.Say("checklist.nothing", language).Split('|'))
            .Contains(said.Trim('.', '!', '?', ' ', '-', '–', '—', '…'), StringComparer.OrdinalIgnoreCase);

    private static string? NotApplicable(string said) =>
        Enum.GetValues<Language>()
            .SelectMany(language => DomainWords.Book.Say("checklist.not_applicable", language).Split('|'))
            .Where(words =>
                said.StartsWith(words, StringComparison.OrdinalIgnoreCase) && (said.Length == words.Length || !char.IsLetterOrDigit(said[words.Length]))
            )
            .OrderByDescending(words => words.Length)
            .Select(words => said[words.Length..].TrimStart(' ', ':', ',', ';', '.', '-', '–', '—', '(').TrimEnd(')', ' '))
            .FirstOrDefault();
}

/// <summary>What those who have a matter tell of it beside their updates.</summary>
public enum Report
{
    /// <summary>Whether they could reproduce it.</summary>
    Reproduction,

    /// <summary>By when it is fixed.</summary>
    FixDate,
}
