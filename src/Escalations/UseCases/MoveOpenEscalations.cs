using System.Text.Json;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// Brings all that is open of newly linked teams to their new place, the most severe first. It goes step by step, and each
/// step is stored with the place where it ended, so that it goes on there after a restart. S1 and S2 come at once; the rest
/// is paced, so that nobody finds thousands of cards in a channel that they have just linked.
/// </summary>
public sealed class MoveOpenEscalations(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>S1 and S2 in one step.</summary>
    public const int CriticalInStep = 50;

    /// <summary>S3 and S4 in one step.</summary>
    public const int StandardInStep = 10;

    /// <summary>From one step to the next, while there is more to bring.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private const int Page = 200;

    private const int LookedAtInStep = 2_000;

    /// <summary>One step of it.</summary>
    /// <returns>What became of the step, and which escalations could not be read and so were not moved.</returns>
    public async Task<(DeliveryResult Settlement, IReadOnlyList<EscalationId> Unreadable)> HandleAsync(
        ClaimedMessage claimed,
        MoveCards work,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var bindings = (await directory.LinksAsync(claimed.Tenant, cancel)).Bindings;
        var teams = bindings.Where(b => b.To == work.To && b.At == work.LinkedAt).Select(b => b.Team).ToHashSet();
        if (teams.Count == 0)
        {
            // They are linked to another place by now, and that one gets all of them.
            return (new Delivered(now), []);
        }

        var step = new Step(work.After);
        for (
            var page = await queries.OpenAsync(claimed.Tenant, step.At, Page, cancel);
            page.Count > 0 && !step.IsFull;
            page = await queries.OpenAsync(claimed.Tenant, step.At, Page, cancel)
        )
        {
            foreach (var position in page.TakeWhile(_ => !step.IsFull))
            {
                await LookAsync(claimed.Tenant, position, work.To, teams, bindings, step, cancel);
            }
        }

        var moved = work.Moved + step.Brought;
        var isFirst = work.Moved == 0 && step.Brought > 0;
        return (
            new Delivered(now)
            {
                FollowUps =
                [
                    .. step.Owed,
                    .. step.IsPaced && isFirst
                        ?
                        [
                            new(
                                work.To,
                                LocalizableMessage.Of("move.more", new TeamsValue([.. teams]), (int)(StandardInStep * (TimeSpan.FromMinutes(1) / Pause)))
                            ),
                        ]
                        : Array.Empty<OutboxMessage>(),
                    .. step.IsFull ? [new(claimed.Message.To, work with { After = step.At, Moved = moved }, NotBefore: step.IsPaced ? now + Pause : null)]
                    : moved > step.Brought ? [new(work.To, LocalizableMessage.Count("move.last", moved, new TeamsValue([.. teams])))]
                    : Array.Empty<OutboxMessage>(),
                ],
            },
            step.Unreadable
        );
    }

    private async Task LookAsync(
        string tenant,
        OpenPosition position,
        Target to,
        HashSet<string> teams,
        IReadOnlyList<Binding> bindings,
        Step step,
        CancellationToken cancel
    )
    {
        EscalationWithCards? found;
        try
        {
            found = await escalations.FindWithCardsAsync(tenant, position.Id, cancel);
        }
        catch (JsonException)
        {
            step.Passed(position, []);
            step.Unreadable.Add(position.Id);
            return;
        }

        step.Passed(
            position,
            found?.Escalation switch
            {
                { Status: Status.Draft } draft => draft.IsConfidential && to is not ToPerson ? [] : CanBeRouted(draft, teams),
                // Whoever held the role when it was asked has it.
                { IsConfidential: true } => [],
                { } routed when !routed.Status.IsEnded() && routed.Assignment.All.Any(teams.Contains) => Moved(routed, found.Cards, to, teams, bindings),
                _ => [],
            }
        );
    }

    /// <summary>The card in its new place, unless it is there already; where the escalation is no more, its card says so.</summary>
    private IReadOnlyList<OutboxMessage> Moved(
        Escalation escalation,
        IReadOnlyList<PostedCard> cards,
        Target to,
        HashSet<string> teams,
        IReadOnlyList<Binding> bindings
    )
    {
        var csm = new ToPerson(escalation.Csm.Id);
        var places = TeamDirectory.OfAll(escalation, playbooks.Of(escalation), bindings).Append(csm).Select(place => place.OrderingKey).ToHashSet();
        var isThere = cards.Any(card => card.OrderingKey == to.OrderingKey && card.HasMoved is not true && card.ShownVersion >= escalation.Version);
        return
        [
            .. to == csm || isThere ? [] : new[] { new OutboxMessage(to, new CardUpdate(escalation.Id)) },
            .. cards
                .Where(card => card.HasMoved is not true && !places.Contains(card.OrderingKey))
                .Select(card => new OutboxMessage(
                    Target.FromOrderingKey(card.OrderingKey),
                    new RetireCard(
                        escalation.Id,
                        card.ConversationId,
                        card.ActivityId,
                        card.ServiceUrl,
                        Because: LocalizableText.Of("move.elsewhere", new TeamsValue([.. escalation.Assignment.All.Where(teams.Contains)]))
                    )
                )),
        ];
    }

    private static IReadOnlyList<OutboxMessage> CanBeRouted(Escalation draft, HashSet<string> teams) =>
        draft.Draft.AwaitedTeams.Where(teams.Contains).ToList() is { Count: > 0 } there
            ?
            [
                new(new ToPerson(draft.Csm.Id), LocalizableMessage.Of("move.can_route", new TeamsValue(there), draft.Id)),
                new(new ToPerson(draft.Csm.Id), new CardUpdate(draft.Id, Fresh: true)),
            ]
            : [];

    /// <summary>How far a step has come.</summary>
    private sealed class Step(OpenPosition? after)
    {
        private int critical;
        private int standard;
        private int lookedAt;

        public OpenPosition? At { get; private set; } = after;

        public List<OutboxMessage> Owed { get; } = [];

        public List<EscalationId> Unreadable { get; } = [];

        public int Brought => critical + standard;

        /// <summary>So much has been brought that the rest waits a little.</summary>
        public bool IsPaced => critical >= CriticalInStep || standard >= StandardInStep;

        public bool IsFull => IsPaced || lookedAt >= LookedAtInStep;

        public void Passed(OpenPosition position, IReadOnlyList<OutboxMessage> messages)
        {
            At = position;
            lookedAt++;
            Owed.AddRange(messages);
            if (messages.Count > 0 && ((Severity)position.Urgency).IsCritical())
            {
                critical++;
            }
            else if (messages.Count > 0)
            {
                standard++;
            }
        }
    }
}
