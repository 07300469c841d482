using Escalations.Deadlines;
using Escalations.Drafting;
using Escalations.Routing;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>The CSM decides category and severity, and sends the brief to its teams.</summary>
public sealed class RouteEscalation(CommandExecutor commandExecutor, FindManager findManager, LaunchRecords launches, PlaybookCatalog playbooks)
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
                    return Response.Refused(DomainWords.Say("route.changed"), id);
                }

                var playbook = playbooks.Of(escalation);
                category = escalation.Draft.Kind ?? category ?? playbook.OnlyCategory;
                if (category is null || severity is not { } level)
                {
                    return Response.Refused(DomainWords.Say("guard.a_decision"), id);
                }

                if (
                    escalation.Status == Status.Draft
                    && OpenContradictions.Of(escalation).Where(OpenContradictions.HoldsBack).Select(OpenContradictions.TitleOf).ToList() is { Count: > 0 } open
                )
                {
                    return Response.Refused(
                        escalation.Brief.Unproven.Any()
                            ? DomainWords.Say("route.disagrees.unproven", Listed(open))
                            : DomainWords.Say("route.disagrees", Listed(open)),
                        id
                    );
                }

                if (RouteTable.Route(playbook, category, level) is not Route route)
                {
                    return Response.Refused(DomainWords.Say("route.no_category"), id);
                }

                if (route.Category.Form != escalation.Brief.Form || route.Category.IsConfidential != escalation.IsConfidential)
                {
                    return Response.Refused(DomainWords.Say("route.other_kind"), id);
                }

                if (Pilots.WhyNot(playbooks, escalation, category, level, now) is { } outside)
                {
                    return Response.Refused(outside, id);
                }

                var triggers = playbook.TriggersOf(category);
                var triggerNow = triggers.FirstOrDefault(t => t.Key == trigger)?.Key ?? escalation.Brief.Trigger;
                if (triggers.Count > 0 && triggerNow is null)
                {
                    return Response.Refused(
                        DomainWords.Say("route.no_trigger", string.Join(", ", triggers.Select(t => playbook.InReaderLanguage(t.Title)))),
                        id
                    );
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

                if (
                    escalation.Status == Status.Draft
                    && Intake.Interview.IsComplete(escalation.Brief)
                    && !escalation.Brief.Unproven.Any()
                    && route.Category.Checklist is { } checklist
                    && checklist.OpenIn(eventRecorder.Now) is { Count: > 0 } unanswered
                )
                {
                    // The decision stays on record, so that it need not be made again.
                    return Response.Refused(
                        DomainWords.Say(
                            "route.checklist",
                            playbook.InReaderLanguage(checklist.Title),
                            string.Join(", ", unanswered.Select(item => DomainWords.InSentence(playbook.InReaderLanguage(item.Title))))
                        ),
                        id
                    ) with
                    {
                        Change = eventRecorder.Change,
                    };
                }

                var lost = recipients.Links.Unreachable;
                var holders = await launches.HoldersForAsync(escalation, cancel);
                var bindings = TeamDirectory.Around(escalation.WithReceivers(holders), playbook, recipients.Links.Bindings);
                var teams = route.Teams.Select(t => t.Key).ToList();
                var deadlines = DeadlineRules.AtRouting(playbook, route.Category, level, now);
                // Who raises it cannot receive it in the same chat.
                var csm = new ToPerson(escalation.Csm.Id);
                var gone = route
                    .Teams.Select(team => (Team: team, Lost: LostPlace.Of(team.Key, bindings, lost)))
                    .Where(t => t.Lost is not null)
                    .ToDictionary(t => t.Team, t => t.Lost!);
                var unbound = route.Teams.Where(team => gone.ContainsKey(team) || bindings.All(b => b.Team != team.Key || b.To == csm)).ToList();
                if (escalation.Status == Status.Draft && (NotNamed(escalation, unbound, playbook) ?? Own(escalation, route, bindings, playbook)) is { } nobody)
                {
                    return Response.Refused(nobody, id) with { Change = eventRecorder.Change };
                }

                // What is confidential reaches nobody later: all who receive it have to be there.
                var accountableIsBound = escalation.IsConfidential ? unbound.Count == 0 : !unbound.Contains(route.Accountable);
                if (!accountableIsBound && escalation.Status == Status.Draft)
                {
                    eventRecorder.TryRecord(new RoutingHeld([.. unbound.Select(t => t.Key)]), authority);
                    return new()
                    {
                        About = id,
                        IsRefusal = true,
                        Say =
                            escalation.IsConfidential || unbound.TrueForAll(team => team.Kind == ReceiverKind.Role)
                                ? DomainWords.Say(
                                    "route.not_held",
                                    Listed(unbound.Select(team => playbook.InReaderLanguage(team.Title))),
                                    Listed(unbound.Select(team => $"`link {team.Key} to me`"))
                                )
                                : DomainWords.Say("route.not_sent", Missing(unbound, gone), WhoLinks, Link(unbound), WhereToLink(gone)),
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
                        new Routed(
                            teams,
                            deadlines,
                            route.Category.Ladders.GetValueOrDefault(level, []),
                            again,
                            BesideOf(route),
                            HeldBy(recipients, escalation, teams, holders),
                            route.Category.ConsultedAt(level) is { Count: > 0 } consulted ? consulted : null,
                            route.Category.InformedAt(level) is { Count: > 0 } informed ? informed : null
                        ),
                        authority
                    )
                        is { } why
                    ? Response.Refused(why, id)
                    : new()
                    {
                        About = id,
                        Say = unbound.Count == 0 ? null : DomainWords.Say("route.no_card", Missing(unbound, gone), WhoLinks, Link(unbound), WhereToLink(gone)),
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

    /// <summary>Of what is confidential, who holds these teams and roles now; of a launch's matter, who holds the roles of that launch.</summary>
    private static IReadOnlyDictionary<string, Person>? HeldBy(
        Recipients recipients,
        Escalation escalation,
        IEnumerable<string> teams,
        IReadOnlyDictionary<string, Person> holders
    ) => recipients.HeldBy(escalation.WithReceivers(holders), teams) ?? (holders.Count > 0 ? holders : null);

    private static IReadOnlyDictionary<string, IReadOnlyList<string>>? BesideOf(Route route) => route.Category.Beside.Count > 0 ? route.Category.Beside : null;

    /// <summary>That somebody has to be named first, who is named for each matter; null when nobody has to.</summary>
    private static string? NotNamed(Escalation escalation, IEnumerable<Team> unbound, Playbook playbook) =>
        unbound.FirstOrDefault(team => team.IsNamed && !escalation.NamedReceivers.ContainsKey(team.Key)) is { } team
            ? DomainWords.Say("route.name_first", DomainWords.InSentence(playbook.InReaderLanguage(team.Title)), team.Key.Replace('_', ' '))
            : null;

    /// <summary>That the CSM is the one who would receive it; null when they are not.</summary>
    private static string? Own(Escalation escalation, Route route, IReadOnlyList<Binding> bindings, Playbook playbook) =>
        route.Accountable.Kind == ReceiverKind.Role && bindings.FirstOrDefault(b => b.Team == route.Accountable.Key)?.To == new ToPerson(escalation.Csm.Id)
            ? DomainWords.Say("route.own", route.Severity, playbook.InReaderLanguage(route.Accountable.Title))
            : null;

    private string Missing(List<Team> unbound, Dictionary<Team, Unreachable> gone) =>
        unbound.Where(gone.ContainsKey).ToList() is { Count: > 0 } lost
            ? DomainWords.Say("route.unreachable", Titles(unbound), string.Join("; ", lost.Select(team => DomainWords.OfRecord(gone[team].Why)).Distinct()))
            : DomainWords.Count("route.no_channel", unbound.Count, Titles(unbound));

    private static string WhoLinks => DomainWords.Say("route.who_links");

    private static string WhereToLink(Dictionary<Team, Unreachable> gone) =>
        gone.Count > 0 ? DomainWords.Say("route.where.now") : DomainWords.Say("route.where.team");

    private static string Listed(IEnumerable<string> items) => string.Join(DomainWords.Say("route.and"), items);

    /// <summary>Those who can link it hear that somebody waits for it; of what is confidential not even whose it is.</summary>
    private static OutboxMessage Wanted(Escalation escalation, Team team, Unreachable lost) =>
        new(
            new ToAdministrators(),
            LocalizableMessage.Of(
                "route.wanted",
                escalation.IsConfidential ? LocalizableText.Of("route.wanted.somebody") : InlineText.Sanitize(escalation.Csm.Name),
                escalation.IsConfidential ? LocalizableText.Of("route.wanted.matter") : escalation.Id,
                LocalizableText.Of("route.wanted.lost", new TeamsValue([team.Key]), DateOnly.FromDateTime(lost.Since.UtcDateTime), new RecordedValue(lost.Why)),
                team.Key
            )
        );

    private string Titles(IEnumerable<Team> teams) => Listed(teams.Select(t => playbooks.InReaderLanguage(t.Title)));

    private static string Link(IEnumerable<Team> teams) => Listed(teams.Select(t => $"`@Escalation Agent link {t.Key}`"));
}
