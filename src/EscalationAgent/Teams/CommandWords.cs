using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>The words of commands in all languages that are spoken here, understood at any time: <c>command.*</c> in <c>Words/*.tsv</c>.</summary>
internal static class CommandWords
{
    private const string Prefix = "command.";

    /// <summary>The longest first: "meine Eskalationen" before "meine"; of no language where several say it so.</summary>
    private static readonly IReadOnlyList<(IReadOnlyList<string> Phrase, string English, bool TakesRest, Language? Language)> Phrases =
    [
        .. from phrase in All()
        group phrase by string.Join(' ', phrase.Words) into same
        let first = same.First()
        where !same.Any(s => s.Words.SequenceEqual(Folded(s.English)))
        orderby first.Words.Count descending
        select (first.Words, first.English.TrimEnd('…', ' '), first.English.EndsWith('…'), same.Count() == 1 ? first.Language : (Language?)null),
    ];

    private static IEnumerable<(IReadOnlyList<string> Words, string English, Language Language)> All() =>
        from language in Enum.GetValues<Language>()
        where language != Language.English
        from key in Words.Book.Keys.Where(k =>
            k.StartsWith(Prefix, StringComparison.Ordinal) && Words.Book.Has(k, TextAnalysis.Style.SentenceBook.CodeOf(language))
        )
        from phrase in Words.Book.Say(key, language).Split('|')
        select (Folded(phrase), Words.Book.Say(key, Language.English), language);

    /// <summary>A message that begins with the words of a command, with the English ones in their place; null for all others.</summary>
    /// <param name="plain">As it is meant, without the words and marks of politeness around it.</param>
    /// <param name="said">As it was typed, without such words before it.</param>
    public static (string English, Language? Language)? InEnglish(string plain, string said)
    {
        // "Notes : …", as it is typed in French.
        var spaced = said.Replace(" :", ":", StringComparison.Ordinal).Replace("\u00A0:", ":", StringComparison.Ordinal);
        var words = Folded(plain.Split((char[]?)null, 5) is { Length: 5 } first ? string.Join(' ', first[..4]) : plain);
        foreach (var (phrase, english, takesRest, language) in Phrases)
        {
            if (!words.Take(phrase.Count).SequenceEqual(phrase) || (!takesRest && words.Count > phrase.Count))
            {
                continue;
            }

            var rest =
                spaced.Split((char[]?)null, phrase.Count + 1, StringSplitOptions.RemoveEmptyEntries) is var parts && parts.Length > phrase.Count
                    ? ChatCommand.WithoutCourtesyOfCommand(parts[^1])
                    : "";
            var isLabel = parts.Length >= phrase.Count && parts[phrase.Count - 1].EndsWith(':');
            if (english.EndsWith(':') && !isLabel)
            {
                continue;
            }

            return ($"{english} {rest}".TrimEnd(), language);
        }

        return null;
    }

    /// <summary>The language that is named, in whatever language it is named; null for none.</summary>
    public static Language? LanguageNamed(string name) =>
        Enum.GetValues<Language>()
            .Cast<Language?>()
            .FirstOrDefault(l => DomainWords.Book.Say("language.words", l!.Value).Split('|').Any(known => Folded(known).SequenceEqual(Folded(name))));

    /// <summary>What is to be muted, in whatever language it is named; null for nothing that can be.</summary>
    public static MuteKind? MuteNamed(string said) =>
        In("mute.reminders.words", said) ? MuteKind.Reminders
        : In("mute.updates.words", said) ? MuteKind.Updates
        : null;

    /// <summary>Whether something is to be made anew.</summary>
    public static bool IsNew(string said) => In("new.words", said);

    /// <summary>Whether something is to end.</summary>
    public static bool IsOff(string said) => In("off.words", said);

    /// <summary>Whether somebody wants to be answered in whatever they write in.</summary>
    public static bool IsAutomatic(string said) => In("language.automatic.words", said);

    /// <summary>Whether the customer is named, as the part of a brief that it is.</summary>
    public static bool IsCustomer(string said) =>
        Folded(said) is ["account"] || Enum.GetValues<Language>().Any(l => Folded(Words.Book.Say("customer.title", l)).SequenceEqual(Folded(said)));

    /// <summary>Whether the category or the severity is named, which are no part of a brief.</summary>
    public static bool IsDecision(string said) => In("review.category", said) || In("review.severity", said) || In("kind.word", said);

    private static bool In(string key, string said) =>
        Enum.GetValues<Language>().Any(l => Words.Book.Say(key, l).Split('|').Any(word => Folded(word).SequenceEqual(Folded(said))));

    private static IReadOnlyList<string> Folded(string text) =>
        [.. Token.WordsOf(text).Where(t => t.IsWord || char.IsLetterOrDigit(t.Folded[0])).Select(t => t.Folded)];
}
