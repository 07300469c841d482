using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Escalations.Reporting;

/// <summary>All that has happened to one escalation.</summary>
public sealed record History(string Tenant, EscalationId Id, IReadOnlyList<RecordedEvent> Events);

/// <summary>The week, told to leadership. A figure that is not known is null; every field is always there.</summary>
/// <param name="ReportDate">The day that the report speaks of, in the report's zone.</param>
/// <param name="ActiveEscalations">With a receiving team: routed, acknowledged, in progress or stalled.</param>
/// <param name="NewThisWeek">First routed in the week, whatever became of them.</param>
/// <param name="ResolvedThisWeek">Called resolved in the week and not reopened, closed ones included.</param>
/// <param name="AverageResolutionTimeDays">From first routing to resolution, over those resolved in the week.</param>
/// <param name="Escalations">The active ones, by severity, then the oldest first.</param>
public sealed record WeeklySummary(
    DateOnly ReportDate,
    int ActiveEscalations,
    int NewThisWeek,
    int ResolvedThisWeek,
    int Stalled,
    decimal? AverageResolutionTimeDays,
    IReadOnlyList<SummaryLine> Escalations,
    Trends Trends)
{
    /// <summary>The summary as it was at <paramref name="asOf"/>, for the week that this instant lies in. What happened later is not seen.</summary>
    /// <param name="timeZone">IANA zone of the week's borders and the report's dates.</param>
    public static WeeklySummary Of(IEnumerable<History> histories, Playbook playbook, DateTimeOffset asOf, string timeZone) =>
        Week.Until(histories, playbook, asOf, timeZone).Summary();

    /// <summary>The summary as it is handed out.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Written.WeeklySummary);

    // Names keep their letters: "Müller", not "M\u00FCller".
    private static readonly WeeklySummaryJson Written =
        new(new JsonSerializerOptions(WeeklySummaryJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
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
    DateOnly? NextUpdateDue);

/// <summary>What the week shows as a whole.</summary>
/// <param name="MostCommonCategory">Among those active and those resolved in the week; of equals, the playbook's first.</param>
/// <param name="AvgTimeToAcknowledge">
/// By the clock, over acknowledgements in the week, each from the first routing of that attempt:
/// being sent on to a manager does not restart the wait.
/// </param>
/// <param name="StallRate">Stalled in a hundred active ones.</param>
public sealed record Trends(string? MostCommonCategory, string? AvgTimeToAcknowledge, string StallRate)
{
    internal static string? Hours(double? hours) =>
        hours is { } h ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round((decimal)h, 1, MidpointRounding.AwayFromZero):0.0} hours") : null;

    internal static string Percent(int part, int whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : Math.Round(100m * part / whole, MidpointRounding.AwayFromZero)):0}%");
}

/// <summary>How the summary is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(WeeklySummary))]
public sealed partial class WeeklySummaryJson : JsonSerializerContext;
