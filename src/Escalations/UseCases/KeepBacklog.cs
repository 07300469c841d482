using Escalations.Launches;
using TextAnalysis.Redaction;

namespace Escalations.UseCases;

/// <summary>
/// Adds work to the backlog of a launch and ends it, and keeps the rules by which it is ordered and the decisions against them (A043). Who
/// may is decided by <see cref="ManageLaunches"/>.
/// </summary>
public sealed class KeepBacklog(ManageLaunches manage)
{
    /// <summary>So much work is open at once.</summary>
    public const int Most = 50;

    /// <summary>So much is added over the time of a launch.</summary>
    public const int MostEver = 500;

    /// <summary>In characters.</summary>
    public const int LongestTitle = 150;

    /// <param name="day">By when it is wanted; null for no day.</param>
    /// <param name="known">How much was there when the form was shown: the same work since then was added by it, and is not added twice.</param>
    public Task<Response> AddAsync(
        Request request,
        Viewer viewer,
        string id,
        string? title,
        WorkKind kind,
        bool isCustomerFacing,
        Person? owner,
        DateOnly? day,
        int known,
        CancellationToken cancel
    ) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                title is null ? ([], DomainWords.Say("launch.work.title"))
                : ManageLaunches.TooLong(LongestTitle, title) is { } tooLong ? ([], tooLong)
                : found.Launch.Work.Skip(known).Any(work => work.Title == Secrets.Hide(title) && work.Kind == kind) ? ([], null)
                : found.Launch.OpenWork.Count() >= Most || found.Launch.Work.Count >= MostEver ? ([], DomainWords.Say("launch.work.most", Most))
                : ([new WorkAdded(title, kind, isCustomerFacing, owner, day)], null),
            cancel
        );

    /// <summary>It is done, or dropped, which asks for a reason.</summary>
    public Task<Response> EndAsync(Request request, Viewer viewer, string id, int number, bool isDone, string? because, CancellationToken cancel) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.OpenWork.All(work => work.Number != number) ? ([], DomainWords.Say("launch.work.choose"))
                : !isDone && because is null ? ([], DomainWords.Say("launch.work.why_dropped"))
                : ManageLaunches.TooLong(ManageLaunches.LongestReason, because) is { } tooLong ? ([], tooLong)
                : ([new WorkEnded(number, isDone, because)], null),
            cancel
        );

    /// <summary>Sets the rules; who sets them agrees to them. To change those that were agreed asks for a reason.</summary>
    /// <param name="seen">As they were shown; what was agreed since is not undone.</param>
    public Task<Response> SetRulesAsync(
        Request request,
        Viewer viewer,
        string id,
        AgreedRules? seen,
        BacklogRules rules,
        string? because,
        CancellationToken cancel
    ) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
            {
                var earlier = found.Launch.Rules;
                return rules.Order.Count == 0 || rules.Order.Distinct().Count() < rules.Order.Count ? ([], DomainWords.Say("launch.rules.choose"))
                    : rules.AgingDays is < BacklogRules.LeastAgingDays or > BacklogRules.MostAgingDays
                        ? ([], DomainWords.Say("launch.rules.days", BacklogRules.LeastAgingDays, BacklogRules.MostAgingDays))
                    : !IsSame(seen, earlier) ? ([], DomainWords.Say("launch.meanwhile"))
                    : earlier?.Rules.IsSameAs(rules) is true ? ([], null)
                    : earlier is not null && because is null ? ([], DomainWords.Say("launch.rules.why"))
                    : ManageLaunches.TooLong(ManageLaunches.LongestReason, because) is { } tooLong ? ([], tooLong)
                    : ([new RulesAgreed(rules.Order, rules.AgingDays, earlier is null ? null : because)], null);
            },
            cancel
        );

    /// <summary>Puts on record that somebody upholds the rules as they are.</summary>
    /// <inheritdoc cref="SetRulesAsync"/>
    public Task<Response> AgreeAsync(Request request, Viewer viewer, string id, AgreedRules? seen, CancellationToken cancel) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.Rules is not { } rules ? ([], DomainWords.Say("launch.rules.none"))
                : !IsSame(seen, rules) ? ([], DomainWords.Say("launch.newer"))
                : rules.Agreed.Any(one => one.By.Id == request.By.Id) ? ([], null)
                : ([new RulesUpheld()], null),
            cancel
        );

    /// <summary>Puts an item where the rules would not, or lets the rules say again where it is; either is a decision with a reason.</summary>
    /// <param name="items">The keys of what is on the backlog as the reader sees it.</param>
    /// <param name="place">From 1; null for where the rules say.</param>
    /// <param name="seen">Where it was put when it was shown; what was decided since is not undone.</param>
    public Task<Response> PlaceAsync(
        Request request,
        Viewer viewer,
        string id,
        IReadOnlyCollection<string> items,
        string item,
        int? place,
        string? because,
        Placement? seen,
        CancellationToken cancel
    ) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                !items.Contains(item) ? ([], DomainWords.Say("launch.item.choose"))
                : place < 1 || place > items.Count ? ([], DomainWords.Say("launch.item.place", items.Count))
                : because is null ? ([], DomainWords.Say("launch.item.why"))
                : ManageLaunches.TooLong(ManageLaunches.LongestReason, because) is { } tooLong ? ([], tooLong)
                : found.Launch.Placed.GetValueOrDefault(item) != seen ? ([], DomainWords.Say("launch.meanwhile"))
                : place == seen?.Place ? ([], null)
                : ([new ItemPlaced(item, place, because)], null),
            cancel
        );

    private static bool IsSame(AgreedRules? one, AgreedRules? other) => one is null ? other is null : other is not null && one.Rules.IsSameAs(other.Rules);
}
