using System.Text.RegularExpressions;

namespace Escalations.Intake;

/// <summary>Answers that would not help the team, and what the CSM is asked instead. They can insist.</summary>
public static partial class Challenges
{
    private static readonly IReadOnlyList<(BriefSection Section, Func<string, bool> Applies, Func<string> Why)> Table =
    [
        (BriefSection.Headline, text => text.Length > 250 || text.Count(c => c == '\n') > 1, () => DomainWords.Say("challenge.headline.long")),
        (BriefSection.Headline, text => WordsLeft(text) < 3, () => DomainWords.Say("challenge.headline.short")),
        (BriefSection.CustomerImpact, IsOnlyAMood, () => DomainWords.Say("challenge.mood")),
        (BriefSection.SpecificAsk, IsOnlyACryForHelp, () => DomainWords.Say("challenge.ask")),
    ];

    /// <summary>What to ask back; null when the answer will do.</summary>
    public static string? Of(BriefSection section, string text) =>
        section != BriefSection.SpecificAsk && ShortQuestions.IsOne(text) ? DomainWords.Say("challenge.question") : OfTable(section, text);

    private static string? OfTable(BriefSection section, string text) => Table.FirstOrDefault(row => row.Section == section && row.Applies(text)).Why?.Invoke();

    /// <summary>Feelings without a fact: "They are unhappy." (C041)</summary>
    private static bool IsOnlyAMood(string text) => Mood().IsMatch(text) && !text.Any(char.IsDigit) && NotMood(text) <= 2;

    /// <summary>"Please help", "fix this ASAP". (R06)</summary>
    private static bool IsOnlyACryForHelp(string text) => Cry().IsMatch(text) && !text.Any(char.IsDigit) && NotCry(text) <= 2;

    private static int NotMood(string text) => WordsLeft(Mood().Replace(text, " "));

    private static int NotCry(string text) => WordsLeft(Cry().Replace(text, " "));

    private static int WordsLeft(string text) =>
        Filler().Replace(text, " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(w => w.Any(char.IsLetter));

    [GeneratedRegex(
        @"\b(un|not |very )?(happy|unhappy|pleased|satisfied|dissatisfied|upset|angry|furious|mad|annoyed|frustrated|disappointed|livid|"
            + @"irritated|unzufrieden|verärgert|sauer|mécontents?|fâchés?|insatisfechos?|descontentos?|enojados?|molestos?|insatisfeitos?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Mood();

    [GeneratedRegex(
        @"\b(help( us| me| them)?|fix( it| this)?|asap|urgent(ly)?|quick(ly)?|do something|look into( it| this)?|take a look|solve( it|"
            + @" this)?|as soon as possible|hilfe|helfen|aidez(-nous)?|ayuda|ajuda)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Cry();

    [GeneratedRegex(
        @"\b(they|the|customer|customers|client|account|we|i|you|it|this|that|is|are|was|were|am|be|been|really|so|quite|extremely|with|"
            + @"us|our|and|about|at|all|just|please|need|needs|want|can|could|a|an|to|very|not|now|still|getting|sie|sind|ist|der|die|das|kunde|"
            + @"ils|sont|le|la|client|están|está|cliente|estão|bitte|s'il|vous|plaît|por|favor)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Filler();
}
