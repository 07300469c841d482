using Escalations.Launches;

namespace Escalations.UseCases;

/// <summary>Starts launches, and changes them as their people say.</summary>
public sealed class ManageLaunches(CommandExecutor commandExecutor, LaunchRecords records)
{
    public const int MostCriteria = 12;

    public const int MostMilestones = 20;

    /// <summary>Starts a launch. A name belongs to one launch while that is open.</summary>
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
                return Stored(request, head, now, [new LaunchStarted(name, viewer.Channel?.ChannelId)]);
            },
            cancel
        );

    /// <summary>Changes an open launch by what is decided of it.</summary>
    /// <param name="decide">What happens, or the sentence that says why nothing does; may be called several times.</param>
    public Task<Response> ChangeAsync(
        Request request,
        Viewer viewer,
        string id,
        Func<Launch, DateTimeOffset, (IReadOnlyList<LaunchEvent> Events, string? Problem)> decide,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (await records.FindAsync(request.Tenant, id, cancel) is not { } found || !await records.MayChangeAsync(viewer, found.Launch, cancel))
                {
                    return Response.Refused(DomainWords.Say("launch.unknown"));
                }

                if (!found.Launch.IsOpen)
                {
                    return Response.Refused(DomainWords.Say("launch.closed", found.Launch.Name));
                }

                var (events, problem) = decide(found.Launch, now);
                return problem is not null ? Response.Refused(problem)
                    : events.Count == 0 ? new()
                    : Stored(request, found.Head, now, events);
            },
            cancel
        );

    /// <summary>Who holds which role, and on which day it is; what is not named stays.</summary>
    /// <param name="because">Why the day is moved; needed where there was one.</param>
    public Task<Response> SetUpAsync(
        Request request,
        Viewer viewer,
        string id,
        DateOnly? day,
        string? because,
        IReadOnlyDictionary<string, Person> roles,
        CancellationToken cancel
    ) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (launch, _) =>
            {
                var events = new List<LaunchEvent>();
                if (day is { } other && other != launch.Day)
                {
                    if (launch.Day is not null && because is null)
                    {
                        return ([], DomainWords.Say("launch.why_moved"));
                    }

                    events.Add(new LaunchDaySet(other, launch.Day is null ? null : because));
                }

                events.AddRange(
                    roles
                        .Where(role => Launch.AllRoles.Contains(role.Key) && launch.Roles.GetValueOrDefault(role.Key)?.Id != role.Value.Id)
                        .Select(role => new RoleGiven(role.Key, role.Value))
                );
                return (events, null);
            },
            cancel
        );

    /// <summary>Puts a criterion on record as agreed, in place of an earlier one of its name.</summary>
    public Task<Response> AgreeAsync(Request request, Viewer viewer, string id, Criterion criterion, CancellationToken cancel) =>
        ChangeAsync(
            request,
            viewer,
            id,
            (launch, _) =>
                criterion.Key.Length == 0 || criterion.Name.Length > Launch.LongestName ? ([], DomainWords.Say("launch.criterion.name", Launch.LongestName))
                : !criterion.IsConsistent ? ([], DomainWords.Say("launch.criterion.clears"))
                : launch.FindCriterion(criterion.Name) is null && launch.Criteria.Count >= MostCriteria
                    ? ([], DomainWords.Say("launch.criterion.most", MostCriteria))
                : launch.FindCriterion(criterion.Name)?.Criterion == criterion ? ([], null)
                : ([new CriterionAgreed(criterion)], null),
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
            (launch, _) =>
            {
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
                    if (earlier is not null && because is null)
                    {
                        return ([], DomainWords.Say("launch.why_moved"));
                    }

                    events.Add(new MilestoneSet(earlier?.Name ?? name, day, earlier is null ? null : because));
                }

                if (metOn is { } met && earlier?.MetOn != met)
                {
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
            (launch, _) =>
                launch.Status == LaunchStatus.Live ? ([], null)
                : launch.Missing is { Count: > 0 } missing
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

    /// <summary>Closes a launch that is live; from then on nothing of it changes.</summary>
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
            (launch, _) =>
                launch.Status != LaunchStatus.Live ? ([], DomainWords.Say("launch.not_live"))
                : outcome is null ? ([], DomainWords.Say("launch.outcome"))
                : ([new LaunchClosed(outcome, before, after)], null),
            cancel
        );

    private static Response Stored(Request request, LaunchHead head, DateTimeOffset now, IReadOnlyList<LaunchEvent> events) =>
        new() { Directory = new() { Launch = LaunchRecords.Changed(request.Tenant, head, request.By, now, events) } };
}
