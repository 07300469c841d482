using Escalations.Drafting;
using Escalations.Lifecycle;

namespace Escalations.UseCases;

/// <summary>Lets the writer fill what is missing, and suggest. It proposes; the table of moves keeps it from more.</summary>
public sealed class Scribe(Writers writers)
{
    /// <summary>Reads the pasted notes for everything that the brief lacks.</summary>
    internal async Task ReadNotesAsync(Ledger ledger, Playbook playbook, DateTimeOffset now, CancellationToken cancel)
    {
        var draft = await writers.Rules.WriteAsync(Ask(ledger.Now, ledger.Now.Notes, playbook, now), cancel);
        foreach (var section in BriefSections.All.Where(s => ledger.Now.Brief.TextOf(s) is null && !ledger.Now.Brief.Skipped.Contains(s)))
        {
            if (draft.Sections.GetValueOrDefault(section) is { Length: > 0 } text)
            {
                Propose(ledger, new SectionWritten(section, Shortened(text), Origin.Extracted));
            }
        }

        ProposeFacts(ledger, draft);
    }

    /// <summary>Reads everything that was said for the facts that stand beside the sections, and suggests category and severity.</summary>
    internal async Task ReadFactsAsync(Ledger ledger, Playbook playbook, DateTimeOffset now, CancellationToken cancel)
    {
        var brief = ledger.Now.Brief;
        IReadOnlyList<string> said = [.. ledger.Now.Notes, .. BriefSections.All.Select(brief.TextOf).OfType<string>()];
        ProposeFacts(ledger, await writers.Rules.WriteAsync(Ask(ledger.Now, said, playbook, now), cancel));
    }

    private void ProposeFacts(Ledger ledger, Draft draft)
    {
        if (ledger.Now.Brief.Account is null && draft.Account is { } account)
        {
            Propose(ledger, new AccountNamed(account, Origin.Extracted));
        }

        var arr = ledger.Now.Brief.ArrAtRisk is null ? draft.ArrAtRisk : null;
        var renewal = ledger.Now.Brief.Renewal is null ? draft.Renewal : null;
        if (arr is not null || renewal is not null)
        {
            Propose(ledger, new CommercialFactsFound(arr, renewal, Origin.Extracted));
        }

        if (ledger.Now.Brief.Sentiment is null && draft.Sentiment is { } sentiment)
        {
            Propose(ledger, new SentimentNoted(sentiment, Origin.Extracted));
        }

        if (draft.Suggestion is { } suggestion && !Same(suggestion, ledger.Now.Suggestion))
        {
            Propose(ledger, new ClassificationSuggested(suggestion));
        }
    }

    /// <summary>What the table does not allow a writer is left undone: the person's word stands.</summary>
    private void Propose(Ledger ledger, EscalationEvent what) => ledger.Try(what, new Standing(Actor.Writer(writers.Rules.Name)));

    private static DraftRequest Ask(Escalation escalation, IReadOnlyList<string> sources, Playbook playbook, DateTimeOffset now) =>
        new(sources, escalation.Brief, DateOnly.FromDateTime(now.UtcDateTime), playbook.Categories);

    private static string Shortened(string text) => text.Length <= Intake.Interview.LongestAnswer ? text : text[..(Intake.Interview.LongestAnswer - 1)] + "…";

    private static bool Same(Suggestion one, Suggestion? other) =>
        other is not null
        && one.Category == other.Category
        && one.Severity == other.Severity
        && one.CategoryReasons.SequenceEqual(other.CategoryReasons)
        && one.SeverityReasons.SequenceEqual(other.SeverityReasons);
}
