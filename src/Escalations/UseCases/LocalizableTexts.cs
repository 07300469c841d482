using Escalations.Deadlines;

namespace Escalations.UseCases;

/// <summary>Says sentences that are kept by their keys and values.</summary>
public static class LocalizableTexts
{
    /// <summary>It as the reader says it.</summary>
    /// <param name="playbooks">They have the titles of teams, and their translations.</param>
    /// <param name="zone">The reader's IANA zone; null for UTC.</param>
    public static string InReaderLanguage(this LocalizableText worded, PlaybookCatalog playbooks, string? zone)
    {
        var said = worded.Values.Select(value => Said(value, playbooks, zone)).ToArray();
        return worded.Number is { } number ? DomainWords.Count(worded.Key, number, said) : DomainWords.Say(worded.Key, said);
    }

    private static object Said(LocalizableValue value, PlaybookCatalog playbooks, string? zone) =>
        value switch
        {
            PlainValue plain => plain.Text,
            TitleValue title => playbooks.InReaderLanguage(title.Text),
            TeamsValue teams => playbooks.TitlesOf(teams.Keys),
            // The sentence says how a day is written.
            DayValue day => day.On,
            TimeValue time => DueText.For(time.At, time.Zone ?? zone),
            RecordedValue recorded => DomainWords.OfRecord(recorded.Phrase),
            LocalizableText worded => worded.InReaderLanguage(playbooks, zone),
            _ => throw new ArgumentException($"{value.GetType().Name} cannot be said.", nameof(value)),
        };
}
