using Escalations.Launches;
using TextAnalysis.Redaction;

namespace Escalations.UseCases;

/// <summary>Starts launches, and changes them as their people say: who holds a role or a criterion of it, who started it, and administrators.</summary>
public sealed class ManageLaunches(CommandExecutor commandExecutor, LaunchRecords records)
{
    public const int MostCriteria = 12;

    public const int MostMilestones = 20;

    /// <summary>Why a day is moved, in characters: it stands on the card.</summary>
    public const int LongestReason = 300;

    /// <summary>How a launch ended, in characters.</summary>
    public const int LongestOutcome = 2_000;

    /// <summary>
    /// Starts a launch, which is led by who starts it and has in its roles whoever is linked to them. A name belongs to one launch while that
    /// is open. Its card is posted where it was started.
    /// </summary>
    public Task<Response> StartAsync(Request request, Viewer viewer, string name, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                name = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                if (Launch.KeyOf(name).Length == 0 || name.Length > Launch.LongestName)
                {
                    return Response.Refused(DomainWords.Say("launch.name", Launch.LongestName));
                }

                if (Secrets.In(name).Count > 0)
                {
                    return Response.Refused(DomainWords.Say("launch.name.secret"));
                }

                if (await records.IsGuestAsync(viewer, cancel))
                {
                    return Response.Refused(DomainWords.Say("launch.guest"));
                }

                var number = 1;
                while (await records.FindAsync(request.Tenant, LaunchRecords.IdOf(name, number), cancel) is { } found)
                {
                    if (found.Launch.IsOpen)
                    {
                        return Response.Refused(DomainWords.Say("launch.taken", name));
                    }

                    number++;
                }

                var head = LaunchHead.Empty(LaunchRecords.IdOf(name, number));
                var linked = viewer.Links.Bindings.Where(b => b.Person is not null && records.Roles.Contains(b.Team));
                IReadOnlyList<LaunchEvent> events =
                [
                    new LaunchStarted(name, viewer.Channel?.ChannelId),
                    new RoleGiven(Launch.Lead, request.By),
                    .. linked.DistinctBy(b => b.Team).Select(b => new RoleGiven(b.Team, b.Person!)),
                ];
                return new()
                {
                    Directory = new() { Launch = LaunchRecords.Changed(request.Tenant, head, request.By, now, events) },
                    Messages = request.ReplyTo is { } here ? [new(here, new LaunchNotice(head.Id, 1))] : [],
                };
            },
            cancel
        );

    /// <summary>Changes an open launch by what is decided of it.</summary>
    /// <param name="decide">What happens, or the sentence that says why nothing does; may be called several times.</param>
    /// <param name="tell">What else is said to whom when something happens.</param>
    /// <param name="afterEnd">Whether it is what comes after the end of a launch, and is refused before.</param>
    public Task<Response> ChangeAsync(
        Request request,
        Viewer viewer,
        string id,
        Func<FoundLaunch, DateTimeOffset, (IReadOnlyList<LaunchEvent> Events, string? Problem)> decide,
        CancellationToken cancel,
        bool afterEnd = false,
        IReadOnlyList<OutboxMessage>? tell = null
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (await records.FindAsync(request.Tenant, id, cancel) is not { } found || !await records.MayChangeAsync(viewer, found.Launch, cancel))
                {
                    return Response.Refused(DomainWords.Say("launch.unknown"));
                }

                if (found.Launch.IsOpen == afterEnd)
                {
                    return Response.Refused(DomainWords.Say(afterEnd ? "launch.not_closed" : "launch.closed", found.Launch.Name));
                }

                var (events, problem) = decide(found, now);
                problem ??= events.Any(NamesSecret) ? DomainWords.Say("launch.name.secret") : null;
                return problem is not null ? Response.Refused(problem)
                    : events.Count == 0 ? new()
                    : await records.StoredAsync(request, found, now, events, cancel) is var stored && tell is null ? stored
                    : stored with { Messages = [.. stored.Messages, .. tell!] };
            },
            cancel
        );

    /// <summary>Why one of these texts is not taken; null where all are short enough.</summary>
    /// <param name="longest">In characters.</param>
    internal static string? TooLong(int longest, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text?.Length > longest)
            {
                return DomainWords.Say("launch.shorter", longest);
            }
        }

        return null;
    }

    /// <summary>By a name things are found, so nothing in it is hidden: it must hold no secret.</summary>
    private static bool NamesSecret(LaunchEvent what) =>
        what switch
        {
            CriterionAgreed { Criterion: var agreed } => Secrets.In(agreed.Name).Count > 0 || (agreed.Unit is { } unit && Secrets.In(unit).Count > 0),
            MilestoneSet milestone => Secrets.In(milestone.Name).Count > 0,
            _ => false,
        };

    /// <summary>Says who holds which role; what is not named stays.</summary>
    public Task<Response> GiveRolesAsync(Request request, Viewer viewer, string id, IReadOnlyDictionary<string, Person> roles, CancellationToken cancel) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                (
                    [
                        .. roles
                            .Where(role => records.Roles.Contains(role.Key) && found.Launch.Roles.GetValueOrDefault(role.Key)?.Id != role.Value.Id)
                            .Select(role => new RoleGiven(role.Key, role.Value)),
                    ],
                    null
                ),
            cancel
        );

    /// <summary>
    /// Puts on record that a brief was begun from an alarm, so that nobody begins a second one without knowing. Whoever sees the alarm may begin one.
    /// </summary>
    public Task<Response> NoteEscalationAsync(Request request, string id, string criterion, EscalationId begun, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
                await records.FindAsync(request.Tenant, id, cancel) is { } found && found.Launch.Alarms.Contains(criterion)
                    ? await records.StoredAsync(request, found, now, [new EscalationBegun(criterion, begun)], cancel)
                    : new(),
            cancel
        );

    /// <summary>The same of a risk that has become worse: one brief for each time.</summary>
    public Task<Response> NoteEscalationAsync(Request request, string id, int risk, EscalationId begun, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
                await records.FindAsync(request.Tenant, id, cancel) is { } found
                && found.Launch.FindRisk(risk) is { IsOpen: true, Worsened: not null, Begun: null }
                    ? await records.StoredAsync(request, found, now, [new RiskEscalated(risk, begun)], cancel)
                    : new(),
            cancel
        );

    /// <summary>Sets the day of the launch, or moves it, which asks for a reason.</summary>
    public Task<Response> SetDayAsync(Request request, Viewer viewer, string id, DateOnly day, string? because, CancellationToken cancel) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.Day == day ? ([], null)
                : found.Launch.Day is null ? ([new LaunchDaySet(day, null)], null)
                : because is null ? ([], DomainWords.Say("launch.why_moved"))
                : TooLong(LongestReason, because) is { } tooLong ? ([], tooLong)
                : ([new LaunchDaySet(day, because)], null),
            cancel
        );

    /// <summary>
    /// Sets a criterion, in place of an earlier one of its name; who sets it agrees to it. What was measured last is held against it at once.
    /// </summary>
    public Task<Response> SetCriterionAsync(Request request, Viewer viewer, string id, Criterion criterion, CancellationToken cancel) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
            {
                var (launch, earlier) = (found.Launch, found.Launch.FindCriterion(criterion.Name)?.Criterion);
                return criterion.Key.Length == 0 || criterion.Name.Length > Launch.LongestName
                        ? ([], DomainWords.Say("launch.criterion.name", Launch.LongestName))
                    : !criterion.IsConsistent ? ([], DomainWords.Say("launch.criterion.clears"))
                    : earlier is null && launch.Criteria.Count >= MostCriteria ? ([], DomainWords.Say("launch.criterion.most", MostCriteria))
                    : earlier == criterion ? ([], null)
                    : (
                        [
                            new CriterionAgreed(criterion),
                            .. Thresholds.Rejudge(launch, found.Head.Measured, criterion) is { } alarm ? [alarm] : Array.Empty<LaunchEvent>(),
                        ],
                        null
                    );
            },
            cancel
        );

    /// <summary>Takes a criterion out, which asks for a reason: it had been agreed to.</summary>
    /// <param name="key">Its key.</param>
    public Task<Response> RemoveCriterionAsync(Request request, Viewer viewer, string id, string? key, string? because, CancellationToken cancel) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.Criteria.All(c => c.Criterion.Key != key) ? ([], DomainWords.Say("launch.criterion.choose"))
                : because is null ? ([], DomainWords.Say("launch.criterion.why_removed"))
                : TooLong(LongestReason, because) is { } tooLong ? ([], tooLong)
                : ([new CriterionRemoved(key!, because)], null),
            cancel
        );

    /// <summary>Puts on record that somebody agrees to the criteria as they are now.</summary>
    public Task<Response> AgreeAsync(Request request, Viewer viewer, string id, CancellationToken cancel) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.Criteria.Where(c => c.Agreed.All(one => one.By.Id != request.By.Id)).Select(c => c.Criterion.Key).ToList() switch
                {
                    [] => ([], found.Launch.Criteria.Count == 0 ? DomainWords.Say("launch.agree.nothing") : null),
                    var open => ([new AgreementGiven(open)], null),
                },
            cancel
        );

    /// <summary>Plans a milestone, moves it (which asks for a reason), or says that it is reached.</summary>
    public Task<Response> SetMilestoneAsync(
        Request request,
        Viewer viewer,
        string id,
        string name,
        DateOnly? due,
        string? because,
        DateOnly? metOn,
        CancellationToken cancel
    ) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (found, now) =>
            {
                var launch = found.Launch;
                var earlier = launch.Milestones.FirstOrDefault(m => Launch.KeyOf(m.Name) == Launch.KeyOf(name));
                var events = new List<LaunchEvent>();
                if (Launch.KeyOf(name).Length == 0 || name.Length > Launch.LongestName || (earlier is null && due is null))
                {
                    return ([], DomainWords.Say("launch.milestone.name", Launch.LongestName));
                }

                if (earlier is null && launch.Milestones.Count >= MostMilestones)
                {
                    return ([], DomainWords.Say("launch.milestone.most", MostMilestones));
                }

                if (due is { } day && day != earlier?.Due)
                {
                    // Else whatever came too late could be planned anew for a day on which it had come.
                    if (earlier?.MetOn is not null)
                    {
                        return ([], DomainWords.Say("launch.milestone.reached", earlier.Name));
                    }

                    if (earlier is not null && because is null)
                    {
                        return ([], DomainWords.Say("launch.why_moved"));
                    }

                    if (TooLong(LongestReason, because) is { } tooLong)
                    {
                        return ([], tooLong);
                    }

                    events.Add(new MilestoneSet(earlier?.Name ?? name, day, earlier is null ? null : because));
                }

                if (metOn is { } met && earlier?.MetOn != met)
                {
                    // Zones differ by a day.
                    if (met > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1))
                    {
                        return ([], DomainWords.Say("launch.milestone.ahead"));
                    }

                    events.Add(new MilestoneMet(earlier?.Name ?? name, met));
                }

                return (events, null);
            },
            cancel
        );

    /// <summary>A launch goes live once its criteria are agreed and its roles are given; what is missing is said.</summary>
    /// <param name="titleOf">What a role is called.</param>
    public Task<Response> GoLiveAsync(Request request, Viewer viewer, string id, Func<string, string> titleOf, CancellationToken cancel) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.Status == LaunchStatus.Live ? ([], null)
                : found.Launch.MissingOf(records.Roles) is { Count: > 0 } missing
                    ? (
                        [],
                        DomainWords.Say(
                            "launch.missing",
                            string.Join(", ", missing.Select(role => role is null ? DomainWords.Say("launch.missing.criteria") : titleOf(role)))
                        )
                    )
                : ([new WentLive()], null),
            cancel
        );

    /// <summary>Closes a launch, or calls it off where it never went live; from then on nothing of it changes.</summary>
    public Task<Response> CloseAsync(
        Request request,
        Viewer viewer,
        string id,
        string? outcome,
        RiskPosture before,
        RiskPosture after,
        CancellationToken cancel
    ) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (_, _) =>
                outcome is null ? ([], DomainWords.Say("launch.outcome"))
                : TooLong(LongestOutcome, outcome) is { } tooLong ? ([], tooLong)
                : ([new LaunchClosed(outcome, before, after)], null),
            cancel
        );
}
