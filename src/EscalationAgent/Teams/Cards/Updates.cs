using Escalations;
using Escalations.Access;
using Escalations.Deadlines;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams.Cards;

/// <summary>How an update reads to the team and the CSM.</summary>
internal static class Updates
{
    private const int MostDoubts = 5;

    /// <summary>What a careful reader would question in the wording, for the writer to decide on; null when there is nothing.</summary>
    /// <param name="brief">What is known of the money there helps to find it: an update is read by everybody, and so is the customer's text made of it.</param>
    public static string? Doubts(UpdateAnswers answers, Brief brief)
    {
        (string? Text, bool MayGuess)[] texts =
        [
            (answers.Known, false),
            (answers.Unknown, true),
            (answers.Next, false),
            (answers.NextUpdate, false),
            (answers.Meanwhile, false),
        ];
        var findings = texts.SelectMany(a => Wording.Check(a.Text ?? "", a.MayGuess)).DistinctBy(f => (f.Kind, f.Words)).Take(MostDoubts).ToList();
        var lines = findings.Select(f => $"- “{CardFormat.Escape(f.Words)}” ({f.Kind.ToString().ToLowerInvariant()}): {f.Hint}");
        var business = texts
            .SelectMany(a => AudienceView.CutFrom(Audience.Technical, brief, a.Text ?? ""))
            .Take(MostDoubts)
            .Select(sentence => $"- “{CardFormat.Escape(CardFormat.Short(sentence.Trim(), 160))}”: {Words.Say("update.business")}")
            .ToList();
        return findings.Count + business.Count == 0 ? null : Words.Say("update.wording", string.Join("\n\n", lines.Concat(business)));
    }

    /// <summary>Words of a review that name a culprit, for the writer to decide on; null when there are none.</summary>
    public static string? Blame(ReviewAnswers answers)
    {
        var found = new[] { answers.Timeline, answers.Impact, answers.Decided, answers.Cause ?? "", answers.ToFix }
            .SelectMany(text => Wording.Check(text, mayGuess: true))
            .Where(finding => finding.Kind == WordingKind.Blame)
            .DistinctBy(finding => finding.Words)
            .Take(MostDoubts)
            .ToList();
        return found.Count == 0 ? null : Words.Say("update.wording", string.Join("\n\n", found.Select(f => $"- “{CardFormat.Escape(f.Words)}”: {f.Hint}")));
    }

    /// <summary>The five answers as one text: the writer's words, what stands before them and a time that was chosen as its reader reads them.</summary>
    public static string Text(UpdatePosted update, string? zone) =>
        update.Answers is { } answers
            ? string.Join(
                '\n',
                new[]
                {
                    answers.Known,
                    answers.Unknown is { } unknown ? Words.Say("update.text.unknown", unknown) : null,
                    answers.Next.Length > 0 ? Words.Say("update.text.next", answers.Next) : null,
                    Words.Say("update.text.news", Promise(update, zone)),
                    answers.Meanwhile is { } meanwhile ? Words.Say("update.text.meanwhile", meanwhile) : null,
                }.OfType<string>()
            )
            : update.Text;

    /// <summary>The answers with the time that was chosen said in a language, as the customer's text needs them.</summary>
    public static UpdateAnswers WithPromise(UpdatePosted update, UpdateAnswers answers, Language language, string zone)
    {
        using var speaking = ReaderLanguage.Use(language);
        return answers with { NextUpdate = Promise(update, zone) };
    }

    /// <summary>When the next news come: in the writer's own words, else the time that was chosen.</summary>
    private static string Promise(UpdatePosted update, string? zone) =>
        update switch
        {
            { Answers.NextUpdate: { Length: > 0 } words } => words,
            { NextBy: { } at } => Words.Say("soon.by", DueText.For(at, zone)),
            _ => "",
        };
}
