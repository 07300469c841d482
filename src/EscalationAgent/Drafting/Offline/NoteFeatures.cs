namespace EscalationAgent.Drafting.Offline;

/// <summary>What a note looks like to the models that tell its category and severity: its words and their pieces, and the signs that have names.</summary>
internal static class NoteFeatures
{
    /// <summary>What a sign of strength 1 counts for beside all words together.</summary>
    public const float SignScale = 0.1f;

    private const double EnoughToLeaveOut = 0.6;

    /// <summary>Without what is of another matter, and without the frame of mails and chats.</summary>
    public static IReadOnlyList<Statement> Kept(IReadOnlyList<Statement> statements, IReadOnlyList<RoleShares> roles)
    {
        var kept = statements
            .Zip(roles)
            .Where(s => !SectionSorter.IsLeftOut(s.First, s.Second) && s.Second.LeftOut + s.Second.Frame < EnoughToLeaveOut)
            .Select(s => s.First)
            .ToList();
        return kept.Count > 0 ? kept : statements;
    }

    public static IReadOnlyList<(int Place, float Value)> Of(IReadOnlyList<Statement> statements, IReadOnlyList<Feature> signs)
    {
        var grams = new TextGrams();
        foreach (var statement in statements)
        {
            grams.Add(statement.Text, "", 1);
        }

        return [.. grams.Scaled(), .. signs.GroupBy(s => TextGrams.PlaceOf(s.Key)).Select(g => (g.Key, (float)g.Sum(s => s.Strength) * SignScale))];
    }

    /// <summary>The words of one sentence alone.</summary>
    public static IReadOnlyList<(int Place, float Value)> Of(Statement statement)
    {
        var grams = new TextGrams();
        grams.Add(statement.Text, "", 1);
        return grams.Scaled();
    }
}
