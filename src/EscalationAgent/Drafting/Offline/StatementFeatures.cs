namespace EscalationAgent.Drafting.Offline;

/// <summary>What a sentence looks like to the model that tells its role: its words and their pieces, its shape, and what stands around it.</summary>
internal static class StatementFeatures
{
    private const float Around = 0.4f;
    private const float Named = 0.25f;

    public static IReadOnlyList<(int Place, float Value)> Of(IReadOnlyList<Statement> all, int at, DateOnly writtenOn)
    {
        var own = new TextGrams();
        own.Add(all[at].Text, "", 1);
        var around = new TextGrams();
        if (at > 0)
        {
            around.Add(all[at - 1].Text, "before ", 1, hasPieces: false);
        }

        if (at + 1 < all.Count)
        {
            around.Add(all[at + 1].Text, "after ", 1, hasPieces: false);
        }

        around.Add(all[at].Heading, "heading ", 2);
        return
        [
            .. own.Scaled(),
            .. around.Scaled().Select(f => (f.Place, f.Value * Around)),
            .. Shape(all, at, writtenOn).Select(name => (TextGrams.PlaceOf(name), Named)),
        ];
    }

    private static IEnumerable<string> Shape(IReadOnlyList<Statement> all, int at, DateOnly writtenOn)
    {
        var statement = all[at];
        var text = statement.Text;
        yield return $"words {(statement.Words.Count switch { < 3 => 2, < 6 => 5, < 12 => 11, < 24 => 23, _ => 99 })}";
        yield return $"at {(at == 0 ? "first" : at == all.Count - 1 ? "last" : $"{at * 4 / all.Count}")}";
        yield return $"label {statement.Label}";
        if (statement.IsTitle)
        {
            yield return "title";
        }

        if (statement.IsQuoted)
        {
            yield return "quoted";
        }

        if (statement.Stamp.Length > 0)
        {
            yield return "stamped";
        }

        if (text.Contains('?'))
        {
            yield return text.EndsWith('?') ? "asks" : "has question";
        }

        if (text.Contains('!'))
        {
            yield return "calls";
        }

        if (text.Any(char.IsAsciiDigit))
        {
            yield return "digits";
        }

        if (statement.Amounts.Any(a => a.IsMoney))
        {
            yield return "money";
            yield return statement.Amounts.Max(a => a.Money.Amount) >= 20_000 ? "much money" : "some money";
        }

        foreach (var date in statement.Dates)
        {
            var days = date.Before(statement.Day ?? writtenOn).DayNumber - writtenOn.DayNumber;
            yield return $"date {(days < -30 ? "long ago" : days <= 0 ? "ago" : "ahead")}";
            yield return date.From(writtenOn).DayNumber - writtenOn.DayNumber > 45 ? "date far" : "date near";
        }

        if (StepTimes.TimeOf(text) is not null)
        {
            yield return "time";
        }

        foreach (var hit in OfflineCues.Sections.In(statement.Words))
        {
            yield return $"cue {hit.Entry.For}";
        }
    }
}
