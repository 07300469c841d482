using System.Diagnostics;
using System.Diagnostics.Metrics;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>
/// What can be observed of escalations: a span for each use case and each commit, how late alarms are, what drafts take and what
/// of them is proven. Ids, names and texts are never among the tags.
/// </summary>
public static class EscalationsTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string SourceName = "Escalations";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<double> UseCases = Meter.CreateHistogram(
        "escalations.use_case.duration",
        "s",
        "A use case that may change something, from the first look to the commit, by name and outcome.",
        advice: Quick
    );

    private static readonly Histogram<double> Commits = Meter.CreateHistogram(
        "escalations.commit.duration",
        "s",
        "A commit, by outcome: stored, repeated (handled before), changed_meanwhile, unavailable.",
        advice: Quick
    );

    private static readonly Histogram<double> Lateness = Meter.CreateHistogram(
        "escalations.alarm.lateness",
        "s",
        "From when an alarm was due to when it is on record, by deadline.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 15, 60, 300, 900, 3600, 14400, 86400] }
    );

    private static readonly Histogram<double> Drafts = Meter.CreateHistogram(
        "escalations.draft.duration",
        "s",
        "What writing a draft takes, by who wrote it: the model, or rules because it gave none.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 8, 15, 30, 75] }
    );

    private static readonly Counter<long> Facts = Meter.CreateCounter<long>(
        "escalations.draft.facts",
        "{fact}",
        "Facts in what models drafted, by verdict: proven by the CSM's words, or doubted."
    );

    private static InstrumentAdvice<double> Quick =>
        new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] };

    /// <param name="file">The path of its source file, whose name is the use case's.</param>
    internal static async Task<Response> OfUseCaseAsync(string file, Func<Task<Response>> doAsync)
    {
        var name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..^".cs".Length];
        using var observed = new Observed(name, UseCases, new() { { "use_case", name } });
        var response = await doAsync();
        observed.Outcome = response.Change is null && response.Directory is null ? "unchanged" : "changed";
        return response;
    }

    internal static async Task<CommitResult> OfCommitAsync(Func<Task<CommitResult>> commitAsync)
    {
        using var observed = new Observed("commit", Commits, []);
        try
        {
            var result = await commitAsync();
            observed.Outcome = result.First is null ? "stored" : "repeated";
            return result;
        }
        catch (Exception failure) when (failure is ChangedMeanwhileException or StoreUnavailableException)
        {
            observed.Outcome = failure is ChangedMeanwhileException ? "changed_meanwhile" : "unavailable";
            throw;
        }
    }

    internal static void OfAlarm(DeadlineKind deadline, TimeSpan late) =>
        Lateness.Record(Math.Max(late.TotalSeconds, 0), new TagList { { "deadline", $"{deadline}" } });

    /// <param name="facts">What was found in it; null when no model wrote it, or it came too late.</param>
    internal static void OfDraft(TimeSpan took, bool isByModel, FactCount? facts)
    {
        Drafts.Record(took.TotalSeconds, new TagList { { "writer", isByModel ? "model" : "rules" } });
        if (facts is { } found)
        {
            Facts.Add(found.Proven, new TagList { { "verdict", "proven" } });
            Facts.Add(found.Doubted, new TagList { { "verdict", "doubted" } });
        }
    }

    /// <summary>A span and a duration that end together; what nobody gives an outcome has failed.</summary>
    private sealed class Observed(string span, Histogram<double> duration, TagList tags) : IDisposable
    {
        private readonly Activity? activity = Source.StartActivity(span);
        private readonly long began = Stopwatch.GetTimestamp();

        public string? Outcome { get; set; }

        public void Dispose()
        {
            tags.Add("outcome", Outcome ?? "failed");
            duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
            if (activity is null)
            {
                return;
            }

            foreach (var (key, value) in tags)
            {
                activity.SetTag(key, value);
            }

            if (Outcome is null or "unavailable")
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }

            activity.Dispose();
        }
    }
}

/// <summary>How many facts of a draft what the CSM said proves, and how many it does not.</summary>
internal readonly record struct FactCount(int Proven, int Doubted);
