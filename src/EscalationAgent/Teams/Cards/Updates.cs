using Escalations;
using Escalations.Access;
using TextAnalysis.Style;

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

    /// <summary>The five answers as one text.</summary>
    public static string Text(UpdateAnswers answers) =>
        string.Join(
            '\n',
            new[]
            {
                answers.Known,
                answers.Unknown is { } unknown ? $"Not known yet: {unknown}" : null,
                answers.Next.Length > 0 ? $"Next: {answers.Next}" : null,
                $"Next news: {answers.NextUpdate}",
                answers.Meanwhile is { } meanwhile ? $"In the meantime: {meanwhile}" : null,
            }.OfType<string>()
        );
}
