namespace EscalationAgent.Drafting.Offline;

/// <summary>Reads when a step of the timeline was.</summary>
internal sealed class StepTimes(DateOnly writtenOn)
{
    public DateOnly? WhenOf(Statement statement)
    {
        if (statement.Words.Count > 0 && statement.Words[0].Folded is "if" or "wenn" or "falls" or "si" or "se")
        {
            return null;
        }

        var today = statement.Day ?? writtenOn;
        foreach (var date in statement.Dates)
        {
            var at = statement.WordAt(date.Start);
            var day = date.Before(today);
            if (day <= writtenOn && !(at > 0 && OfflineCues.BeforeDeadline.Contains(statement.Words[at - 1].Folded)))
            {
                return day;
            }
        }

        return
            OfflineCues.NearDays.In(statement.Words) is [var near, ..]
            && !(near.First > 0 && OfflineCues.BeforeDeadline.Contains(statement.Words[near.First - 1].Folded))
            && !statement.Text.EndsWith('?')
            ? today.AddDays((int)near.Entry.Weight)
            : null;
    }

    public static TimeOnly? TimeOf(string text)
    {
        for (var at = text.IndexOf(':'); at > 0 && at + 2 < text.Length; at = text.IndexOf(':', at + 1))
        {
            var start = at > 1 && char.IsAsciiDigit(text[at - 2]) ? at - 2 : at - 1;
            if (
                TimeOnly.TryParseExact(
                    text.AsSpan(start, at + 3 - start),
                    ["H:mm", "HH:mm"],
                    System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.None,
                    out var time
                )
            )
            {
                return time;
            }
        }

        return null;
    }
}
