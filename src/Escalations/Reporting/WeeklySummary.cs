using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Escalations.Reporting;

/// <summary>The week, told to leadership. A figure that is not known is null; every field is always there.</summary>
/// <param name="ReportDate">The day that the report speaks of, in the report's zone.</param>
/// <param name="ActiveEscalations">With a receiving team: routed, acknowledged, in progress or stalled.</param>
/// <param name="NewThisWeek">First routed in the week, whatever became of them.</param>
/// <param name="ResolvedThisWeek">Called resolved in the week and not reopened, closed ones included.</param>
/// <param name="AverageResolutionTimeDays">From first routing to resolution, over those resolved in the week.</param>
/// <param name="Escalations">The first of the active ones, by severity, then the oldest first.</param>
public sealed record WeeklySummary(
    DateOnly ReportDate,
    int ActiveEscalations,
    int NewThisWeek,
    int ResolvedThisWeek,
    int Stalled,
    decimal? AverageResolutionTimeDays,
    IReadOnlyList<SummaryLine> Escalations,
    Trends Trends
)
{
    /// <summary>How well it was chosen what to escalate, how severe and when.</summary>
    public ChoiceCounts Choices { get; init; } = ChoiceCounts.None;

    /// <summary>The summary of the week that <paramref name="asOf"/> lies in, as it was at that instant.</summary>
    /// <param name="first">The first of the active ones, in order.</param>
    /// <param name="timeZone">IANA zone of the report's dates.</param>
    /// <param name="isNamed">Whether a category may be named in it; null for all.</param>
    public static WeeklySummary Of(
        WeekFigures figures,
        IEnumerable<ActiveEscalation> first,
        Playbook playbook,
        DateTimeOffset asOf,
        string timeZone,
        Func<string, bool>? isNamed = null
    )
    {
        var active = figures.Active.Sum(a => a.Count);
        var stalled = figures.Active.Where(a => a.Status == Status.Stalled).Sum(a => a.Count);
        var resolved = figures.Resolved.Aggregate(Durations.None, (sum, r) => sum + r.Took);
        return new(
            IsoWeek.DayOf(asOf, timeZone),
            active,
            figures.New,
            resolved.Count,
            stalled,
            OneDecimal(resolved.Average(TimeSpan.FromDays(1))),
            [.. first.Select(one => SummaryLine.Of(one, playbook, asOf, timeZone))],
            new(
                MostCommon(
                    [.. figures.Active.Select(a => (a.Category, a.Count)), .. figures.Resolved.Select(r => (r.Category, r.Took.Count))],
                    playbook,
                    isNamed
                ),
                Trends.Hours(figures.Acknowledged.Average(TimeSpan.FromHours(1))),
                Trends.Percent(stalled, active)
            )
            {
                HoursToAcknowledge = OneDecimal(figures.Acknowledged.Average(TimeSpan.FromHours(1))),
            }
        )
        {
            Choices = figures.Choices,
        };
    }

    /// <summary>The summary as it is handed out, with all active escalations in place of the first.</summary>
    /// <returns>What <see cref="WeeklyDocument.Json"/> writes; the escalations are asked for one by one while it is written.</returns>
    public WeeklyDocument With(IAsyncEnumerable<SummaryLine> escalations) =>
        new(ReportDate, ActiveEscalations, NewThisWeek, ResolvedThisWeek, Stalled, AverageResolutionTimeDays, escalations, Trends) { Choices = Choices };

    private static string? MostCommon(IEnumerable<(string? Category, int Count)> counts, Playbook playbook, Func<string, bool>? isNamed) =>
        counts
            .Where(c => c.Category is not null && isNamed?.Invoke(c.Category) is not false)
            .GroupBy(c => c.Category!, c => c.Count)
            .OrderByDescending(c => c.Sum())
            .ThenBy(c => playbook.Categories.TakeWhile(known => known.Key != c.Key).Count())
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Key)
            .FirstOrDefault();

    // The sum keeps one decimal in the written number: 4.0, not 4.
    private static decimal? OneDecimal(decimal? days) => days is { } d ? Math.Round(d, 1, MidpointRounding.AwayFromZero) + 0.0m : null;
}

/// <summary>The weekly summary as it is handed out; the fields are those of <see cref="WeeklySummary"/>.</summary>
public sealed record WeeklyDocument(
    DateOnly ReportDate,
    int ActiveEscalations,
    int NewThisWeek,
    int ResolvedThisWeek,
    int Stalled,
    decimal? AverageResolutionTimeDays,
    IAsyncEnumerable<SummaryLine> Escalations,
    Trends Trends
)
{
    /// <inheritdoc cref="WeeklySummary.Choices"/>
    public ChoiceCounts Choices { get; init; } = ChoiceCounts.None;

    // Names keep their letters: "Müller", not "M\u00FCller".
    private static readonly WeeklySummaryJson Written = new(
        new JsonSerializerOptions(WeeklySummaryJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>How it is written, to a stream.</summary>
    public static JsonTypeInfo<WeeklyDocument> Json => Written.WeeklyDocument;
}

/// <summary>One active escalation in the summary.</summary>
/// <param name="Severity"><c>critical</c> or <c>standard</c>.</param>
/// <param name="DaysOpen">Whole days since it was first routed.</param>
/// <param name="ArrAtRisk">Rounded to whole units.</param>
/// <param name="NextUpdateDue">When the CSM is next owed news.</param>
public sealed record SummaryLine(
    string Id,
    string? Account,
    string? Category,
    string? Severity,
    string Status,
    int DaysOpen,
    string? Owner,
    long? ArrAtRisk,
    string? CustomerSentiment,
    DateOnly? NextUpdateDue
)
{
    /// <summary>As people name it; the document knows only the class.</summary>
    [JsonIgnore]
    public Severity? Level { get; init; }

    /// <param name="timeZone">IANA zone of the dates.</param>
    public static SummaryLine Of(ActiveEscalation active, Playbook playbook, DateTimeOffset asOf, string timeZone)
    {
        var state = active.State;
        return new(
            active.Id.ToString(),
            state.Account,
            state.Category,
            state.Severity?.Class(),
            state.Status.Key(),
            (int)(asOf - state.RoutedAt).TotalDays,
            state.Owner,
            state.ArrAtRisk is { } arr ? (long)Math.Round(arr, MidpointRounding.AwayFromZero) : null,
            state.Sentiment is { } mood ? JsonNamingPolicy.SnakeCaseLower.ConvertName(mood.ToString()) : null,
            NextUpdate(state, playbook, asOf, timeZone)
        )
        {
            Level = state.Severity,
        };
    }

    /// <summary>
    /// When the CSM is next owed an update. Where the record says no such deadline, as old ones do, cadences in clock time run from
    /// the report ("daily" is tomorrow), those in business days from the team's last act,
    /// or from the routing while there is none (R01). A day that has passed stays: the update is late.
    /// </summary>
    private static DateOnly? NextUpdate(ActiveState state, Playbook playbook, DateTimeOffset asOf, string timeZone)
    {
        if (state.Severity is not { } severity)
        {
            return null;
        }

        if (state.CsmUpdateDueAt is { } due)
        {
            return IsoWeek.DayOf(due, timeZone);
        }

        var today = IsoWeek.DayOf(asOf, timeZone);
        var every = playbook.LevelOf(severity).Updates.Csm.Within;
        return every.Unit switch
        {
            TermUnit.Minutes or TermUnit.WorkingMinutes => IsoWeek.DayOf(asOf.AddMinutes(every.Amount), timeZone),
            TermUnit.Hours or TermUnit.WorkingHours => IsoWeek.DayOf(asOf.AddHours(every.Amount), timeZone),
            TermUnit.Days => today.AddDays(every.Amount),
            TermUnit.Weeks => today.AddDays(7 * every.Amount),
            TermUnit.BusinessDays => WorkdaysLater(IsoWeek.DayOf(state.LastMovedAt!.Value, timeZone), every.Amount),
            _ => today,
        };
    }

    private static DateOnly WorkdaysLater(DateOnly day, int amount)
    {
        for (var left = amount; left > 0; left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1)
        {
            day = day.AddDays(1);
        }

        return day;
    }
}

/// <summary>What the week shows as a whole.</summary>
/// <param name="MostCommonCategory">Among those active and those resolved in the week; of equals, the playbook's first.</param>
/// <param name="AvgTimeToAcknowledge">
/// By the clock, over acknowledgements in the week, each from the first routing of that attempt:
/// being sent on to a manager does not restart the wait.
/// </param>
/// <param name="StallRate">Stalled in a hundred active ones.</param>
public sealed record Trends(string? MostCommonCategory, string? AvgTimeToAcknowledge, string StallRate)
{
    /// <summary><see cref="AvgTimeToAcknowledge"/> as a number; null while there is none.</summary>
    [JsonIgnore]
    public decimal? HoursToAcknowledge { get; init; }

    internal static string? Hours(decimal? hours) =>
        hours is { } h ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(h, 1, MidpointRounding.AwayFromZero):0.0} hours") : null;

    internal static string Percent(int part, int whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : Math.Round(100m * part / whole, MidpointRounding.AwayFromZero)):0}%");
}

/// <summary>How the summary is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(WeeklyDocument))]
public sealed partial class WeeklySummaryJson : JsonSerializerContext;
