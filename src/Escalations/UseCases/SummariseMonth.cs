using Escalations.Access;
using Escalations.Ports;
using Escalations.Reporting;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>A month's review, or the sentence that says why there is none.</summary>
public sealed record MonthReport(ReportMonth Month, MonthlyReview? Review, string? Refusal);

/// <summary>Somebody wants the month's S1 and S2. Those who ask at once, in one language, get one and the same.</summary>
public sealed class SummariseMonth(IEscalationQueries queries, IEscalations escalations, IFeedback feedback, PlaybookCatalog playbooks, TimeProvider clock)
{
    private readonly SingleFlight<(string Tenant, ReportMonth Month, Language Language), MonthReport> flights = new();

    private string Zone => playbooks.Default.DefaultCalendar.TimeZone;

    /// <param name="month">A month such as <c>2026-11</c>; null for the last one that has ended.</param>
    public async Task<MonthReport> HandleAsync(string tenant, string? month, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var asked = ReportMonth.Of(now, Zone).Plus(-1);
        if (month is not null && !ReportMonth.TryParse(month, out asked, out var refusal))
        {
            return new(asked, null, refusal);
        }

        return asked.Borders(Zone).Start > now
            ? new(asked, null, DomainWords.Say("report.future", asked))
            : await flights.DoAsync((tenant, asked, ReaderLanguage.Current), stop => ReviewAsync(tenant, asked, now, stop), cancel);
    }

    private async Task<MonthReport> ReviewAsync(string tenant, ReportMonth month, DateTimeOffset now, CancellationToken cancel)
    {
        // Whatever was routed, resolved or open in these months has had an event in them, or is open still.
        var since = month.Plus(-MonthlyReview.MonthsBefore).Borders(Zone).Start;
        var found = new Dictionary<EscalationId, Escalation>();
        foreach (var (statuses, from) in new[] { ((Status[])[], since), ([.. Enum.GetValues<Status>().Where(s => s.IsActive())], DateTimeOffset.MinValue) })
        {
            await foreach (var escalation in queries.AllUpdatedAsync(tenant, statuses, UpdatePosition.Before(from), cancel))
            {
                if (escalation is { RoutedAt: not null, Decision.Severity: Severity.S1 or Severity.S2 })
                {
                    found[escalation.Id] = escalation;
                }
            }
        }

        var matters = new List<(Escalation, IReadOnlyList<RecordedEvent>)>();
        foreach (var escalation in found.Values)
        {
            var playbook = playbooks.Of(escalation);
            var reader = new AudienceView(playbook.FindTeam(playbook.LeadershipTeam)?.Audience ?? Audience.Full, escalation.Brief);
            IReadOnlyList<RecordedEvent> history = escalation.IsConfidential
                ? []
                : [.. (await escalations.HistoryAsync(tenant, escalation.Id, cancel)).Select(HashChain.Open)];

            // What is with its CSM again is read as the team gave it back: what they write since then is theirs alone.
            var shown = escalation;
            if (escalation.Status == Status.Draft && history.LastOrDefault(e => e.What is Returned or OtherPathChosen) is { } back)
            {
                history = [.. history.TakeWhile(e => e.Sequence <= back.Sequence)];
                shown = Escalation.Fold(tenant, escalation.Id, history);
            }

            matters.Add((reader.Of(shown), reader.Of(history)));
        }

        var answers = await feedback.FeedbackAsync(tenant, cancel);
        var isOver = month.Borders(Zone).End <= now;
        return new(
            month,
            MonthlyReview.Of(month, matters, playbooks.Of, now, Zone) with
            {
                Feedback = PlaybookFeedback.Of(month, isOver, playbooks.Newest, answers, TitleOf),
                Pilots = await PilotsAsync(tenant, month, isOver ? month : month.Plus(-1), answers, cancel),
            },
            null
        );
    }

    /// <summary>Each pilot, beside what its playbook or its teams have had otherwise in the same months.</summary>
    private async Task<IReadOnlyList<PilotComparison>> PilotsAsync(
        string tenant,
        ReportMonth month,
        ReportMonth lastOver,
        IReadOnlyList<FeedbackAnswer> answers,
        CancellationToken cancel
    )
    {
        var pilots = playbooks.Newest.Where(playbook => playbook.Pilot is not null).OrderBy(p => p.Version.Name, StringComparer.Ordinal).ToList();
        if (pilots.Count == 0)
        {
            return [];
        }

        var (start, end) = (month.Plus(1 - PilotComparison.Months).Borders(Zone).Start, month.Borders(Zone).End);
        var routed = new Dictionary<EscalationId, Escalation>();
        await foreach (var escalation in queries.AllUpdatedAsync(tenant, [], UpdatePosition.Before(start), cancel))
        {
            if (escalation is { IsConfidential: false, RoutedAt: { } at } && at >= start && at < end)
            {
                routed[escalation.Id] = escalation;
            }
        }

        var compared = new List<PilotComparison>();
        foreach (var playbook in pilots)
        {
            var name = playbook.Version.Name;
            var ofPilot = routed.Values.Where(e => e.Playbook.Name == name && Pilots.IsOf(playbooks, e)).ToList();
            var teams = ofPilot.Select(AccountableOf).OfType<string>().Union(playbook.Pilot!.Teams).ToHashSet();
            compared.Add(
                PilotComparison.Of(
                    playbook.Title,
                    playbook.Pilot.Until,
                    await escalations.OfLatestAsync(ofPilot, cancel),
                    await escalations.OfLatestAsync(
                        routed.Values.Except(ofPilot).Where(e => e.Playbook.Name == name || (AccountableOf(e) is { } team && teams.Contains(team))),
                        cancel
                    ),
                    [.. answers.Where(answer => answer.Playbook == name)],
                    lastOver
                )
            );
        }

        return compared;
    }

    private string? AccountableOf(Escalation escalation) => Pilots.ReceiversOf(playbooks.Of(escalation), escalation) is [var team, ..] ? team : null;

    private string TitleOf(string name) => playbooks.Newest.FirstOrDefault(playbook => playbook.Version.Name == name)?.Title ?? name;
}
