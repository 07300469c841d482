using Escalations.Deadlines;
using Escalations.Drafting;
using Escalations.Routing;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>The CSM decides category and severity, and sends the brief to its teams.</summary>
public sealed class RouteEscalation(CommandExecutor commandExecutor, FindManager findManager, PlaybookCatalog playbooks)
{
    /// <param name="seen">The version of the brief that the CSM reviewed.</param>
    /// <param name="because">Why they chose otherwise than suggested; null when they did not.</param>
    /// <param name="context">What only they know, for the team; null when they added nothing.</param>
    /// <param name="trigger">What set it off, as a key of the playbook; null where the playbook does not ask.</param>
    public Task<Response> HandleAsync(
        Request request,
        EscalationId id,
        int seen,
        string? category,
        Severity? severity,
        string? because,
        string? context,
        string? trigger,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (escalation, recipients, now) =>
            {
                if (escalation.Status == Status.Draft && seen < escalation.Version)
                {
                    return Response.Refused("The brief has changed since this card was drawn. Please look at it again, then route it.", id);
                }

                var playbook = playbooks.Of(escalation);
                category = escalation.Draft.Kind ?? category;
                if (category is null || severity is not { } level)
                {
                    return Response.Refused("Choose a category and a severity first.", id);
                }

                if (
                    escalation.Status == Status.Draft
                    && OpenContradictions.Of(escalation).Where(OpenContradictions.HoldsBack).Select(c => c.About).ToList() is { Count: > 0 } open
                )
                {
                    var what = escalation.Brief.Unproven.Any() ? "Some facts of the brief are not in what you wrote, and what" : "What";
                    return Response.Refused(
                        $"{what} you wrote disagrees on {string.Join(" and ", open)}. Press Check facts and say which one holds, or leave "
                            + $"it open; then route it.",
                        id
                    );
                }

                if (RouteTable.Route(playbook, category, level) is not Route route)
                {
                    return Response.Refused("That category is not in the playbook.", id);
                }

                if (route.Category.Form != escalation.Brief.Form || route.Category.IsConfidential != escalation.IsConfidential)
                {
                    return Response.Refused("That is another kind of matter, with other questions. Say `kind` to change which one it is.", id);
                }

                var triggerNow = playbook.Triggers.FirstOrDefault(t => t.Key == trigger)?.Key ?? escalation.Brief.Trigger;
                if (playbook.Triggers.Count > 0 && triggerNow is null)
                {
                    return Response.Refused($"Choose what set it off first: {string.Join(", ", playbook.Triggers.Select(t => t.Title))}.", id);
                }

                var authority = new Lifecycle.Authority(Actor.Human(request.By));
                var eventRecorder = new EventRecorder(escalation, playbook, now, request.Delivery);
                var decided = new ClassificationDecided(category, level, string.IsNullOrWhiteSpace(because) ? null : because.Trim());
                IReadOnlyList<EscalationEvent> decisions =
                [
                    .. context == escalation.Brief.Context ? [] : new[] { new ContextAdded(context) },
                    .. triggerNow is null || triggerNow == escalation.Brief.Trigger ? [] : new[] { new TriggerNamed(triggerNow) },
                    decided,
                ];
                if (escalation.Status == Status.Draft && eventRecorder.TryRecordAll(decisions, authority) is { } undecided)
                {
                    return Response.Refused(undecided, id);
                }

                var lost = recipients.Links.Unreachable;
                var bindings = TeamDirectory.Around(escalation, playbook, recipients.Links.Bindings);
                var teams = route.Teams.Select(t => t.Key).ToList();
                var deadlines = DeadlineRules.AtRouting(playbook, route.Category, level, now);
                // Who raises it cannot receive it in the same chat.
                var csm = new ToPerson(escalation.Csm.Id);
                var gone = route
                    .Teams.Select(team => (Team: team, Lost: LostPlace.Of(team.Key, bindings, lost)))
                    .Where(t => t.Lost is not null)
                    .ToDictionary(t => t.Team, t => t.Lost!);
                var unbound = route.Teams.Where(team => gone.ContainsKey(team) || bindings.All(b => b.Team != team.Key || b.To == csm)).ToList();
                if (escalation.Status == Status.Draft && (NotNamed(escalation, unbound) ?? Own(escalation, route, bindings)) is { } nobody)
                {
                    return Response.Refused(nobody, id) with { Change = eventRecorder.Change };
                }

                var accountableIsBound = !unbound.Contains(route.Accountable);
                if (!accountableIsBound && escalation.Status == Status.Draft)
                {
                    eventRecorder.TryRecord(new RoutingHeld([.. unbound.Select(t => t.Key)]), authority);
                    return new()
                    {
                        About = id,
                        IsRefusal = true,
                        Say =
                            $"{Missing(unbound, gone)}, so nothing was sent. {LostPlace.WhoLinks} has to type {Link(unbound)} in "
                            + $"{(gone.Count > 0 ? "the channel that receives now" : "that team's channel")}; I will tell you here as soon "
                            + $"as it is done. Your brief and your choices are kept.",
                        Change = eventRecorder.Change,
                        Messages =
                        [
                            new(csm, new CardUpdate(id)),
                            .. gone.Where(g => !escalation.Draft.AwaitedTeams.Contains(g.Key.Key)).Select(g => Wanted(escalation, g.Key, g.Value)),
                        ],
                    };
                }

                var again = escalation.GivenBackBy.Contains(route.Accountable.Key) ? decided.Because : null;
                return
                    eventRecorder.TryRecord(
                        new Routed(teams, deadlines, route.Category.Ladders.GetValueOrDefault(level, []), again, BesideOf(route)),
                        authority
                    )
                        is { } why
                    ? Response.Refused(why, id)
                    : new()
                    {
                        About = id,
                        Say =
                            unbound.Count == 0
                                ? null
                                : $"{Missing(unbound, gone)} and did not get a card. {LostPlace.WhoLinks} can type {Link(unbound)} in "
                                    + $"{(gone.Count > 0 ? "the channel that receives now" : "that team's channel")}; the card follows by "
                                    + $"itself.",
                        Change = eventRecorder.Change,
                        Messages =
                        [
                            .. recipients.MessagesAfter(escalation, eventRecorder.Now, eventRecorder.Last!),
                            .. findManager.Owed(eventRecorder.Now, bindings),
                        ],
                    };
            },
            cancel
        );

    private static IReadOnlyDictionary<string, IReadOnlyList<string>>? BesideOf(Route route) => route.Category.Beside.Count > 0 ? route.Category.Beside : null;

    /// <summary>That somebody has to be named first, who is named for each matter; null when nobody has to.</summary>
    private static string? NotNamed(Escalation escalation, IEnumerable<Team> unbound) =>
        unbound.FirstOrDefault(team => team.Kind is ReceiverKind.Counterpart or ReceiverKind.Manager && !escalation.NamedReceivers.ContainsKey(team.Key))
            is { } team
            ? $"Say who the {team.Title.ToLowerInvariant()} is: type `{team.Key.Replace('_', ' ')}: ` and their name as Teams shows it. Your brief and your "
                + $"choices are kept."
            : null;

    /// <summary>That the CSM is the one who would receive it; null when they are not.</summary>
    private static string? Own(Escalation escalation, Route route, IReadOnlyList<Binding> bindings) =>
        route.Accountable.Kind == ReceiverKind.Role && bindings.FirstOrDefault(b => b.Team == route.Accountable.Key)?.To == new ToPerson(escalation.Csm.Id)
            ? $"At {route.Severity} this is yours to handle: you are the {route.Accountable.Title}. Handle it, or choose a higher severity if it is worse "
                + $"than that."
            : null;

    private static string Missing(List<Team> unbound, Dictionary<Team, Unreachable> gone) =>
        unbound.Where(gone.ContainsKey).ToList() is { Count: > 0 } lost
            ? $"{Titles(unbound)} cannot be reached ({string.Join("; ", lost.Select(team => gone[team].Why).Distinct())})"
            : $"{Titles(unbound)} {(unbound.Count == 1 ? "has" : "have")} no channel yet";

    /// <summary>Those who can link it hear that somebody waits for it; of what is confidential not even whose it is.</summary>
    private static OutboxMessage Wanted(Escalation escalation, Team team, Unreachable lost) =>
        new(
            new ToAdministrators(),
            new TextMessage(
                $"{(escalation.IsConfidential ? "Somebody" : InlineText.Sanitize(escalation.Csm.Name))} wants to route "
                    + $"{(escalation.IsConfidential ? "a matter" : escalation.Id.ToString())} to {team.Title}, which I cannot reach since "
                    + $"{lost.Since:d MMMM}: {lost.Why}. Say `@Escalation Agent link {team.Key}` in the channel that receives now, or add me "
                    + $"there again; they hear of it by themselves."
            )
        );

    private static string Titles(IEnumerable<Team> teams) => string.Join(" and ", teams.Select(t => t.Title));

    private static string Link(IEnumerable<Team> teams) => string.Join(" and ", teams.Select(t => $"`@Escalation Agent link {t.Key}`"));
}
