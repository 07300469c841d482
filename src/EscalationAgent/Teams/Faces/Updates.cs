using Escalations;

namespace EscalationAgent.Teams.Faces;

/// <summary>How an update reads to the team and the CSM.</summary>
internal static class Updates
{
    /// <summary>The five answers as one text.</summary>
    public static string Text(UpdateAnswers answers) => string.Join('\n', new[]
    {
        answers.Known,
        answers.Unknown is { } unknown ? $"Not known yet: {unknown}" : null,
        $"Next: {answers.Next}",
        $"Next news: {answers.NextUpdate}",
        answers.Meanwhile is { } meanwhile ? $"In the meantime: {meanwhile}" : null,
    }.OfType<string>());
}
