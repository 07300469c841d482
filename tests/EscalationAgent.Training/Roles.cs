using EscalationAgent.Drafting.Offline;

namespace EscalationAgent.Training;

/// <summary>Finds which parts of a labelled note each statement of the reader is made of.</summary>
internal static class Roles
{
    public static readonly IReadOnlyList<string> All =
    [
        "ask",
        "ask.resolved",
        "attempt",
        "chatter",
        "commercial",
        "customer",
        "elsewhere",
        "expects",
        "greeting",
        "header",
        "impact",
        "issue",
        "log",
        "mood",
        "offrecord",
        "order",
        "recommendation",
        "renewal",
        "signature",
        "timeline.began",
        "timeline.now",
        "timeline.step",
        "told",
        "value",
    ];

    /// <returns>For each statement the labels of its parts, the one with most of its letters first.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Of(PartedNote note, IReadOnlyList<Statement> statements)
    {
        var letters = new List<(char C, int Part)>();
        for (var part = 0; part < note.Parts.Length; part++)
        {
            letters.AddRange(note.Parts[part][1].Where(char.IsLetterOrDigit).Select(c => (c, part)));
        }

        var text = new string([.. letters.Select(l => l.C)]);
        var roles = new List<IReadOnlyList<string>>();
        var from = 0;
        foreach (var statement in statements)
        {
            var own = new string([.. statement.Text.Where(char.IsLetterOrDigit)]);
            var at = text.IndexOf(own, from, StringComparison.Ordinal);
            at = at < 0 ? text.IndexOf(own, StringComparison.Ordinal) : at;
            if (at < 0 || own.Length == 0)
            {
                roles.Add([]);
                continue;
            }

            from = at + own.Length;
            roles.Add([
                .. letters
                    .Skip(at)
                    .Take(own.Length)
                    .GroupBy(l => l.Part)
                    .OrderByDescending(g => g.Count())
                    .Where(g => g.Count() >= 6 || g.Count() * 2 > own.Length)
                    .SelectMany(g => note.Parts[g.Key][0].Split('+'))
                    .Distinct(),
            ]);
        }

        return roles;
    }
}
