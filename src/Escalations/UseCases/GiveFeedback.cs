using Escalations.Ports;
using Escalations.Reporting;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>What became of an answer.</summary>
public enum FeedbackGiven
{
    Kept,

    /// <summary>The ticket is not one of ours, or somebody else's.</summary>
    Refused,

    /// <summary>The ticket has run out.</summary>
    TooLate,

    /// <summary>Not all questions have an answer.</summary>
    Incomplete,
}

/// <summary>
/// Somebody says what they thought of a matter. No transaction of anything else is part of it, and no mark of the delivery: pressed twice,
/// it is the same answer.
/// </summary>
public sealed class GiveFeedback(IFeedback feedback, FeedbackTickets tickets)
{
    /// <summary>From the worst to the best.</summary>
    public const int Best = 5;

    /// <param name="answer">What was chosen, by question; null for nothing.</param>
    /// <returns>What came of it, and what the ticket says; null where it is none.</returns>
    public async Task<(FeedbackGiven Given, FeedbackTicket? Ticket)> HandleAsync(
        string tenant,
        string personId,
        string? ticket,
        Func<FeedbackQuestion, int?> answer,
        string? text,
        CancellationToken cancel
    )
    {
        if (await tickets.ReadAsync(tenant, personId, ticket, cancel) is not { } read)
        {
            return (FeedbackGiven.Refused, null);
        }

        if (read.IsOver)
        {
            return (FeedbackGiven.TooLate, read);
        }

        if (
            (answer(FeedbackQuestion.Clarity), answer(FeedbackQuestion.Workload), answer(FeedbackQuestion.Fairness))
            is not
            (>= 1 and <= Best and var clarity, >= 1 and <= Best and var workload, >= 1 and <= Best and var fairness)
        )
        {
            return (FeedbackGiven.Incomplete, read);
        }

        var said = text is null ? null : Graphemes.Head(Secrets.Hide(text), FeedbackAnswer.LongestText);
        await feedback.KeepFeedbackAsync(
            tenant,
            new(read.Hash, read.Playbook, ReportMonth.Of(read.Until).ToString(), clarity, workload, fairness, said) { IsPilot = read.IsPilot },
            cancel
        );
        return (FeedbackGiven.Kept, read);
    }
}
