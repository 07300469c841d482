using Escalations.Launches;
using TextAnalysis.Redaction;

namespace Escalations.UseCases;

/// <summary>
/// Logs early signs of a launch and what becomes of them (A021): who may is decided by <see cref="ManageLaunches"/>, and whether one is
/// escalated by a person alone.
/// </summary>
public sealed class KeepRisks(ManageLaunches manage)
{
    /// <summary>So many are open at once.</summary>
    public const int Most = 30;

    /// <summary>So many are logged over the time of a launch.</summary>
    public const int MostEver = 300;

    /// <summary>What is seen, what is done against it and how it ended, in characters each.</summary>
    public const int LongestText = 300;

    /// <param name="milestone">The name of one of the launch's own; null for its day.</param>
    /// <param name="known">How many were logged when the form was shown: the same sign since then was logged by it, and is not logged twice.</param>
    public Task<Response> LogAsync(
        Request request,
        Viewer viewer,
        string id,
        string? what,
        Likelihood likelihood,
        RiskTrend trend,
        string? milestone,
        Person? owner,
        string? mitigation,
        int known,
        CancellationToken cancel
    ) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                what is null ? ([], DomainWords.Say("launch.risk.what"))
                : ManageLaunches.TooLong(LongestText, what, mitigation) is { } problem ? ([], problem)
                : found.Launch.Risks.Skip(known).Any(risk => risk.What == Secrets.Hide(what)) ? ([], null)
                : found.Launch.OpenRisks.Count >= Most || found.Launch.Risks.Count >= MostEver ? ([], DomainWords.Say("launch.risk.most", Most))
                : milestone is not null && found.Launch.FindMilestone(milestone) is null ? ([], DomainWords.Say("launch.meanwhile"))
                : ([new RiskLogged(what, likelihood, trend, milestone, owner, mitigation)], null),
            cancel
        );

    /// <summary>Puts on record how it is judged now; with nothing else than before, that somebody has looked at it.</summary>
    /// <param name="seen">As it was shown to who judges; what has been changed since is not undone.</param>
    public Task<Response> JudgeAsync(
        Request request,
        Viewer viewer,
        string id,
        Risk seen,
        Likelihood likelihood,
        RiskTrend trend,
        Person? owner,
        string? mitigation,
        CancellationToken cancel
    ) =>
        OfAsync(
            request,
            viewer,
            id,
            seen,
            risk =>
                ManageLaunches.TooLong(LongestText, mitigation) is { } problem ? ([], problem)
                : (likelihood, trend, owner?.Id, mitigation) == (risk.Likelihood, risk.Trend, risk.Owner?.Id, risk.Mitigation)
                    ? ([new RiskLookedAt(risk.Number)], null)
                : ([new RiskChanged(risk.Number, likelihood, trend, owner, mitigation)], null),
            cancel
        );

    /// <inheritdoc cref="JudgeAsync"/>
    public Task<Response> CloseAsync(Request request, Viewer viewer, string id, Risk seen, string? how, CancellationToken cancel) =>
        OfAsync(
            request,
            viewer,
            id,
            seen,
            risk =>
                how is null ? ([], DomainWords.Say("launch.risk.how"))
                : ManageLaunches.TooLong(LongestText, how) is { } problem ? ([], problem)
                : ([new RiskClosed(risk.Number, how)], null),
            cancel
        );

    private Task<Response> OfAsync(
        Request request,
        Viewer viewer,
        string id,
        Risk seen,
        Func<Risk, (IReadOnlyList<LaunchEvent> Events, string? Problem)> decide,
        CancellationToken cancel
    ) =>
        manage.ChangeAsync(
            request,
            viewer,
            id,
            (found, _) =>
                found.Launch.FindRisk(seen.Number) is not { IsOpen: true } risk ? ([], DomainWords.Say("launch.risk.choose"))
                : Judged(risk) != Judged(seen) ? ([], DomainWords.Say("launch.meanwhile"))
                : decide(risk),
            cancel
        );

    private static (Likelihood, RiskTrend, string?, string?) Judged(Risk risk) => (risk.Likelihood, risk.Trend, risk.Owner?.Id, risk.Mitigation);
}
