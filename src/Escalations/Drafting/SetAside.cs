using TextAnalysis.Tokens;

namespace Escalations.Drafting;

/// <summary>What the notes say and no section does. A sentence that stands in a section, by whoever's hand, is set aside no more.</summary>
public static class SetAside
{
    /// <summary>Sentences for which no section was found, in the order of the notes.</summary>
    public static IReadOnlyList<UnplacedSentence> NotPlaced(Escalation escalation) =>
        [.. Open(escalation.Brief, escalation.Draft.SetAside?.NotPlaced, s => s.Text).Where(s => !IsOnCard(escalation, s.Text))];

    /// <summary>Sentences that were left out on purpose, in the order of the notes.</summary>
    public static IReadOnlyList<LeftOutSentence> LeftOut(Escalation escalation) => Open(escalation.Brief, escalation.Draft.SetAside?.LeftOut, s => s.Text);

    /// <summary>The words of the sentence with this key; null when it stands in a section, or when there never was one.</summary>
    public static string? Find(Escalation escalation, string key) =>
        NotPlaced(escalation).FirstOrDefault(s => s.Key == key)?.Text ?? LeftOut(escalation).FirstOrDefault(s => s.Key == key)?.Text;

    /// <summary>Whether it is nothing but the link to the message that was escalated, which the card has as a line of its own.</summary>
    private static bool IsOnCard(Escalation escalation, string text) =>
        escalation.Draft.MessageLink is { } link && MessageLink.In(text) == link && WebAddress.IsAllOf(text);

    /// <summary>Those that stand nowhere in the brief.</summary>
    internal static IReadOnlyList<T> Open<T>(Brief brief, IReadOnlyList<T>? sentences, Func<T, string> textOf)
    {
        if (sentences is not { Count: > 0 })
        {
            return [];
        }

        IReadOnlyList<string> said = [.. brief.Passages.Values.Select(p => p.Text).Append(brief.Context).OfType<string>().Select(SentenceMatch.Folded)];
        return [.. sentences.Where(s => SentenceMatch.Core(textOf(s)) is var core && !said.Any(text => SentenceMatch.Holds(text, core)))];
    }
}
