using Escalations;
using Escalations.Intake;
using TeamsBot.Cards;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams.Cards;

/// <content>The forms of checklists, of what receivers report, and of decisions.</content>
internal static partial class Forms
{
    private const string ItemPrefix = "item-";

    /// <summary>What has to be in hand before a brief is routed: what is missing first, then what is there, to be put right.</summary>
    /// <param name="written">What was written into a field, by its id, when the form comes back; null at first.</param>
    /// <param name="problem">Why it comes back.</param>
    public static FormCard Checklist(
        Escalation escalation,
        Playbook playbook,
        Checklist checklist,
        Func<string, string?>? written = null,
        string? problem = null
    )
    {
        var items = checklist
            .Items.Where(item => item.Known is null && (item.Section is null || item.AnswerIn(escalation) is null))
            .OrderBy(item => item.AnswerIn(escalation) is not null)
            .ToList();
        return Form(
            escalation,
            playbook.InReaderLanguage(checklist.Title),
            Verbs.Checklist,
            submit: Words.Say("button.save"),
            notice: problem,
            choices:
            [
                .. items
                    .Where(IsChosen)
                    .Select(item => Choice(item, playbook, written?.Invoke(IdOf(item)) ?? item.AnswerIn(escalation)?.Text ?? "", isRequired: false)),
            ],
            texts:
            [
                .. items
                    .Where(item => !IsChosen(item))
                    .Select(item => Text(item, playbook, written?.Invoke(IdOf(item)) ?? Shown(item.AnswerIn(escalation)), isRequired: false)),
            ]
        ) with
        {
            Hint = items.All(IsChosen) ? null : Words.Say("checklist.how"),
        };
    }

    /// <summary>What was written into the form above, by item.</summary>
    public static IReadOnlyDictionary<string, string> Written(Checklist checklist, ButtonData button) =>
        checklist
            .Items.Select(item => (item.Key, Text: button.Text(IdOf(item)) is { } text ? Graphemes.Head(text, Interview.LongestAnswer) : null))
            .Where(i => i.Text is not null)
            .ToDictionary(i => i.Key, i => i.Text!);

    /// <summary>The items of which it says something that is no answer; in words, or null for none.</summary>
    public static string? NoAnswers(Playbook playbook, Checklist checklist, IReadOnlyDictionary<string, string> written) =>
        checklist.Items.Where(item => written.GetValueOrDefault(item.Key) is { } text && !string.IsNullOrWhiteSpace(text) && item.Read(text) is null).ToList()
            is { Count: > 0 } bare
            ? Words.Say("checklist.why", string.Join(", ", bare.Select(item => DomainWords.InSentence(playbook.InReaderLanguage(item.Title)))))
            : null;

    /// <summary>What came of it: a fix or a decision, and what the playbook asks for at the end.</summary>
    /// <param name="written">What was written into a field, by its id, when the form comes back; null at first.</param>
    public static FormCard Resolve(Escalation escalation, Playbook playbook, Func<string, string?>? written = null, string? problem = null)
    {
        var category = playbook.FindCategory(escalation.Decision?.Category);
        IReadOnlyList<ChecklistItem> items = category?.ResolveChecklist?.Items ?? [];
        IReadOnlyList<string> decisions = category?.Decisions ?? [];
        var isDecision = decisions.Count > 0;
        return Form(
            escalation,
            Words.Say(isDecision ? "resolve.decide" : "button.resolve"),
            Verbs.Resolve,
            notice: problem,
            choices:
            [
                isDecision
                    ? new(
                        "decision",
                        Words.Say("resolve.decision"),
                        written?.Invoke("decision") ?? "",
                        [.. decisions.Select(d => new ChoiceOption(playbook.InReaderLanguage(d), d))],
                        "expanded"
                    )
                    : new(
                        "kind",
                        Words.Say("form.resolve.kind"),
                        written?.Invoke("kind") ?? "fix",
                        [new(Words.Say("form.resolve.fix"), "fix"), new(Words.Say("form.resolve.decision"), "decision")],
                        "expanded"
                    ),
                .. items.Where(IsChosen).Select(item => Choice(item, playbook, written?.Invoke(IdOf(item)) ?? "", isRequired: true)),
            ],
            texts:
            [
                new(
                    "text",
                    Words.Say(isDecision ? "resolve.conditions" : "form.resolve.text"),
                    Words.Say(isDecision ? "resolve.conditions.hint" : "form.resolve.hint"),
                    written?.Invoke("text") ?? ""
                ),
                .. items.Where(item => !IsChosen(item)).Select(item => Text(item, playbook, written?.Invoke(IdOf(item)) ?? "", isRequired: true)),
            ]
        );
    }

    /// <summary>What was said to the items that the playbook asks for at the end; null where it asks for nothing.</summary>
    public static IReadOnlyList<ChecklistAnswer>? Answered(Checklist? checklist, ButtonData button) =>
        checklist is null ? null : [.. checklist.Items.Select(item => item.Read(button.Line(IdOf(item)))).OfType<ChecklistAnswer>()];

    /// <summary>What somebody who is consulted has to say.</summary>
    /// <param name="written">What was written into a field, by its id, when the form comes back; null at first.</param>
    /// <param name="problem">Why it comes back.</param>
    public static FormCard Advice(Escalation escalation, Func<string, string?>? written = null, string? problem = null) =>
        Form(
            escalation,
            Words.Say("button.advise"),
            Verbs.Advise,
            submit: Words.Say("button.advise"),
            notice: problem,
            texts: [new("text", Words.Say("form.advise.text"), Words.Say("form.advise.hint"), written?.Invoke("text") ?? "")]
        );

    /// <summary>What is put on record beside updates: a decision; and, where it is asked for, whether it could be reproduced and by when it is fixed.</summary>
    /// <param name="asked">What of it those can tell who have the form before them.</param>
    /// <param name="written">What was written into a field, by its id, when the form comes back; null at first.</param>
    /// <param name="problem">Why it comes back.</param>
    public static FormCard Record(
        Escalation escalation,
        IReadOnlyList<Report> asked,
        Person writer,
        DateOnly today,
        Func<string, string?>? written = null,
        string? problem = null
    ) =>
        Form(
            escalation,
            Words.Say("button.record"),
            Verbs.Record,
            submit: Words.Say("button.save"),
            notice: problem,
            choices: asked.Contains(Report.Reproduction)
                ?
                [
                    new(
                        "reproduced",
                        Words.Say("report.reproduced"),
                        written?.Invoke("reproduced") ?? escalation.Work.Reproduction?.Result.ToString() ?? "",
                        [.. Enum.GetValues<Reproduction>().Select(r => new ChoiceOption(Words.Say($"reproduction.{r}"), r.ToString()))],
                        "expanded",
                        Required: false
                    ),
                ]
                : [],
            dates: asked.Contains(Report.FixDate)
                ?
                [
                    new("date", Words.Say("report.fix_date"), CardFormat.Iso(today))
                    {
                        Required = false,
                        Value = written?.Invoke("date") ?? (escalation.Work.FixDate is { } day ? CardFormat.Iso(day) : ""),
                    },
                ]
                : [],
            texts:
            [
                .. asked.Count > 0
                    ? new[]
                    {
                        new FormText("because", Words.Say("report.remark"), Words.Say("report.remark.hint"), written?.Invoke("because") ?? "", Required: false),
                    }
                    : [],
                new("text", Words.Say("decision.what"), Words.Say("decision.what.hint"), written?.Invoke("text") ?? "", Required: false),
                new(
                    "who",
                    Words.Say("decision.who"),
                    Words.Say("decision.who.hint"),
                    written?.Invoke("who") ?? CardText.Plain(writer.Signature),
                    Multiline: false,
                    Required: false,
                    Longest: 200
                ),
            ]
        );

    private static bool IsChosen(ChecklistItem item) => item.Choices.Count > 0;

    private static string IdOf(ChecklistItem item) => ItemPrefix + item.Key;

    private static FormChoice Choice(ChecklistItem item, Playbook playbook, string value, bool isRequired) =>
        new(
            IdOf(item),
            playbook.InReaderLanguage(item.Title) + (item.Hint is { } hint ? $" ({playbook.InReaderLanguage(hint)})" : ""),
            value,
            [.. item.Choices.Select(c => new ChoiceOption(playbook.InReaderLanguage(c), c))],
            "expanded",
            Required: isRequired
        );

    private static FormText Text(ChecklistItem item, Playbook playbook, string value, bool isRequired) =>
        new(
            IdOf(item),
            playbook.InReaderLanguage(item.Title),
            item.Hint is { } hint ? playbook.InReaderLanguage(hint) : "",
            value,
            Required: isRequired,
            Longest: 1500
        );

    /// <summary>An answer as it is written into a field.</summary>
    private static string Shown(ChecklistAnswer? answer) =>
        answer is null ? ""
        : answer.IsNotApplicable ? $"n/a: {answer.Text}"
        : answer.Text;
}
