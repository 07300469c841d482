using System.Diagnostics;
using System.Diagnostics.Metrics;
using TeamsBot.Connector;
using TeamsBot.Inbound;

namespace TeamsBot;

/// <summary>
/// What can be observed of the talk with Teams: a span and a duration for each turn and each call of the Connector, a count of
/// requests that were not let in. Ids, names and texts are never among the tags.
/// </summary>
public static class TeamsBotTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string SourceName = "TeamsBot";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<double> Turns = Meter.CreateHistogram(
        "teams_bot.turn.duration",
        "s",
        "From an activity that was let in to its answer, by type and status.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] }
    );

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "teams_bot.refusals",
        "{request}",
        "Requests that were not let in or not understood, by status and reason."
    );

    private static readonly Histogram<double> Calls = Meter.CreateHistogram(
        "teams_bot.connector.duration",
        "s",
        "A call of the Connector with all of its tries, by operation and outcome.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] }
    );

    /// <param name="takeAsync">Takes the turn, and answers failures too.</param>
    internal static async Task<ActivityResponse> OfTurnAsync(string type, Func<Task<ActivityResponse>> takeAsync)
    {
        using var span = Source.StartActivity($"turn {type}");
        var began = Stopwatch.GetTimestamp();
        var response = await takeAsync();
        TagList tags = new() { { "teams.activity.type", type }, { "http.response.status_code", response.Status } };
        Turns.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        SetTags(span, tags, isError: response.Status >= 500);
        return response;
    }

    internal static void OfRefusal(int status, string reason) => Refusals.Add(1, new TagList { { "http.response.status_code", status }, { "reason", reason } });

    /// <param name="what">The operation, in a few words without ids.</param>
    /// <param name="askAsync">Asks, and says how often.</param>
    internal static async Task<ConnectorResponse> OfCallAsync(string what, Func<Task<(ConnectorResponse Response, int Tries)>> askAsync)
    {
        using var span = Source.StartActivity(what, ActivityKind.Client);
        var began = Stopwatch.GetTimestamp();
        var outcome = "ok";
        try
        {
            var (response, tries) = await askAsync();
            span?.SetTag("http.request.resend_count", tries - 1);
            return response;
        }
        catch (Exception failure)
        {
            outcome = failure is ConnectorException { Kind: var kind } ? $"{kind}" : failure.GetType().Name;
            throw;
        }
        finally
        {
            TagList tags = new() { { "operation", what }, { "outcome", outcome } };
            Calls.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
            SetTags(span, tags, isError: outcome != "ok");
        }
    }

    private static void SetTags(Activity? span, TagList tags, bool isError)
    {
        if (span is null)
        {
            return;
        }

        foreach (var (key, value) in tags)
            span.SetTag(key, value);
        if (isError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
