using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Reads how the customer takes it, and towards whom.</summary>
internal static class MoodReader
{
    public static Sentiment? Read(IEnumerable<Statement> statements)
    {
        var moods = statements.SelectMany(In).ToHashSet();
        return moods.Contains(Sentiment.ThreateningChurn) ? Sentiment.ThreateningChurn
            : moods.Contains(Sentiment.Frustrated) ? (moods.Contains(Sentiment.Patient) ? Sentiment.FrustratedButPatient : Sentiment.Frustrated)
            : moods.Contains(Sentiment.Patient) ? Sentiment.Patient
            : null;
    }

    private static IEnumerable<Sentiment> In(Statement statement)
    {
        var notWithUs = OfflineCues.NotTheirMoodWithUs.In(statement.Words);
        return OfflineCues
            .Moods.In(statement.Words)
            .Where(h => !Denial.Of(statement, h) && (h.Entry.For == Sentiment.Patient || !notWithUs.Any(n => h.First <= n.Last && n.First - h.Last <= 2)))
            .Select(h => h.Entry.For);
    }
}

/// <summary>Tells whether a cue is meant the other way round: "production is not down".</summary>
internal static class Denial
{
    private const int Reach = 3;

    public static bool Of<T>(Statement statement, Hit<T> hit)
    {
        if (hit.SaysNo)
        {
            return false;
        }

        var words = statement.Words;
        for (var at = hit.Last - 1; at >= 0 && at >= hit.First - Reach; at--)
        {
            var gap = statement.Text.AsSpan(words[at].End, words[at + 1].Start - words[at].End);
            if (at < hit.First && gap.IndexOfAny(",;:.") >= 0)
            {
                return false;
            }

            if (Negations.IsOne(words[at].Folded) && words[at + 1].Folded is not ("only" or "nur" or "seulement" or "solo" or "so"))
            {
                return true;
            }
        }

        return false;
    }
}
