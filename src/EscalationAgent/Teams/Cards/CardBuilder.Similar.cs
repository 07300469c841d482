using Escalations;
using Escalations.Deadlines;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Cards;

/// <content>What a CSM sees before they route: escalations that may be of the same matter.</content>
internal sealed partial class CardBuilder
{
    private const int MostWordsNamed = 5;
    private const int LongestSimilar = 140;

    /// <summary>The review with what is open, or was solved, of the same matter.</summary>
    public static ReviewCard WithSimilar(ReviewCard review, IReadOnlyList<SimilarEscalation> similar, DateTimeOffset now) =>
        similar.Count == 0 ? review : review with { Similar = [.. similar.Select(one => RowOf(review, one, now))] };

    private static SimilarRow RowOf(ReviewCard review, SimilarEscalation similar, DateTimeOffset now)
    {
        var escalation = similar.Escalation;
        var age = Explanation.Length(TimeSpan.FromMinutes(Math.Max(1, Math.Floor((now - (escalation.RoutedAt ?? escalation.StartedAt)).TotalMinutes))));
        string[] shared =
        [
            .. similar.Account is { } account ? [Words.Say("similar.customer", CardFormat.Escape(account))] : Array.Empty<string>(),
            .. similar.Tickets.Count > 0 ? new[] { Words.Say("similar.ticket", CardFormat.Escape(string.Join(", ", similar.Tickets))) } : [],
            .. similar.Words.Count > 0 ? new[] { Words.Say("similar.words", CardFormat.Escape(string.Join(", ", similar.Words.Take(MostWordsNamed)))) } : [],
        ];
        return new(
            $"**{escalation.Id}** · {CardFormat.Escape(CardFormat.Short(CardFormat.Headline(escalation), LongestSimilar))}",
            $"{Words.Say("similar.status", escalation.Status.ReaderTitle(), age)}: {string.Join("; ", shared)}.",
            escalation.Outcome.Resolution is { } resolution
                ? Words.Say("similar.outcome", CardFormat.Escape(CardFormat.Short(resolution.What, LongestSimilar)))
                : null,
            similar.IsOpen ? Words.Say("similar.combine") : null,
            review.Id,
            review.Seen,
            escalation.Id.ToString()
        );
    }
}
