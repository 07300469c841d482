using Escalations.Intake;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace Escalations.UseCases;

/// <summary>An escalation that may be of the same matter as a brief, as the brief's CSM may read it, and what they share.</summary>
/// <param name="Account">The customer that both are about; null where they are about different ones.</param>
/// <param name="Tickets">The ticket numbers that both name.</param>
/// <param name="Words">What both speak of, in the words of the brief.</param>
public sealed record SimilarEscalation(Escalation Escalation, string? Account, IReadOnlyList<string> Tickets, IReadOnlyList<string> Words)
{
    /// <summary>A team has it, and it can stand for the brief too.</summary>
    public bool IsOpen => Escalation.Status.IsActive();
}

/// <summary>
/// What is open, or was solved, of the matter that a brief is about. It is shown with its reasons, and nothing is done about it: the
/// CSM decides. Only what they may see is looked at, and only as they may read it, so that nothing that is kept from them can be
/// guessed. What is confidential is not found, and finds nothing.
/// </summary>
public sealed class FindSimilar(EscalationAccess access, IEscalationQueries queries, TimeProvider clock)
{
    public const int Most = 3;

    /// <summary>Of one customer, as far back as this is looked.</summary>
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(365);

    private const int MostOfCustomer = 20;

    /// <summary>Of all customers, so many of those that moved last are looked at: a turn costs the same however much is stored.</summary>
    private const int MostOfAll = 100;

    private const int FewestWords = 2;

    /// <summary>Different customers have to speak of more that is the same, and of little else.</summary>
    private const int FewestWordsElsewhere = 4;

    private static readonly Status[] OpenOrSolved = [Status.Routed, Status.Acknowledged, Status.InProgress, Status.Stalled, Status.Resolved, Status.Closed];

    /// <summary>At most three, the likeliest first. None while the brief is not complete: it is the decision on it that they are for.</summary>
    public async Task<IReadOnlyList<SimilarEscalation>> HandleAsync(Escalation brief, TeamLinks links, CancellationToken cancel)
    {
        if (brief is not { Status: Status.Draft, IsConfidential: false } || !Interview.IsComplete(brief.Brief))
        {
            return [];
        }

        var candidates = await queries.ListAsync(brief.Tenant, OpenOrSolved, null, MostOfAll, cancel);
        if (brief.Brief.Account is { } account)
        {
            var ofCustomer = await queries.OfAccountAsync(brief.Tenant, account, clock.GetUtcNow() - Lookback, MostOfCustomer, cancel);
            candidates = [.. candidates.Concat(ofCustomer).DistinctBy(e => e.Id)];
        }

        var matter = Matter.Of(brief);
        var alike = candidates.Where(e => e.Id != brief.Id && !e.IsConfidential && OpenOrSolved.Contains(e.Status) && matter.Shared(e) is not null).ToList();
        if (alike.Count == 0)
        {
            return [];
        }

        return
        [
            .. (await access.ReadByAsync(brief.Tenant, alike, brief.Csm, links, cancel))
                .Select(matter.Shared)
                .OfType<SimilarEscalation>()
                .OrderByDescending(similar => similar.IsOpen)
                .ThenByDescending(similar => similar.Tickets.Count > 0)
                .ThenByDescending(similar => similar.Account is not null)
                .ThenByDescending(similar => similar.Words.Count)
                .ThenByDescending(similar => similar.Escalation.LastEventAt)
                .Take(Most),
        ];
    }

    /// <summary>What a brief is about, as it is compared.</summary>
    /// <param name="Words">What its headline and impact speak of, with the word that does.</param>
    internal sealed record Matter(Brief Brief, IReadOnlyList<string> Tickets, IReadOnlyDictionary<string, string> Words)
    {
        public static Matter Of(Escalation escalation)
        {
            var brief = escalation.Brief;
            return new(
                brief,
                [
                    .. brief
                        .Passages.Values.Select(passage => passage.Text)
                        .Concat(brief.Checklist.Values.Select(answer => answer.Text))
                        .Concat(escalation.Draft.Notes)
                        .SelectMany(TicketNumbers.In)
                        .Distinct(),
                ],
                MatterWords.Of(
                    $"{brief.TextOf(BriefSection.Headline)}\n{brief.TextOf(BriefSection.CustomerImpact)}",
                    brief.Account is { } account ? [account] : []
                )
            );
        }

        /// <summary>
        /// What both share, if that is enough: a ticket; or one customer and two words; or, of different customers, four words that are
        /// at least half of what either speaks of. Null where it is not.
        /// </summary>
        public SimilarEscalation? Shared(Escalation escalation)
        {
            var other = Of(escalation with { Draft = escalation.Draft with { Notes = [] } });
            var account =
                Brief.Form.Subject == other.Brief.Form.Subject
                && Brief.Account is { } ours
                && other.Brief.Account is { } theirs
                && CustomerNames.AreSame(ours, theirs)
                    ? theirs
                    : null;
            IReadOnlyList<string> tickets = [.. Tickets.Intersect(other.Tickets)];
            IReadOnlyList<string> words = [.. Words.Where(word => other.Words.ContainsKey(word.Key)).Select(word => word.Value)];
            var isEnough =
                tickets.Count > 0
                || (account is not null && words.Count >= FewestWords)
                || (words.Count >= FewestWordsElsewhere && words.Count * 2 >= Math.Min(Words.Count, other.Words.Count));
            return isEnough ? new(escalation, account, tickets, words) : null;
        }
    }
}
