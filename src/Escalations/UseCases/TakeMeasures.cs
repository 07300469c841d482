using Escalations.Launches;
using Escalations.Ports;
using TextAnalysis.Redaction;

namespace Escalations.UseCases;

/// <summary>What came of a batch.</summary>
/// <param name="Taken">How many were new, and taken.</param>
/// <param name="Known">How many had been taken before.</param>
/// <param name="Problems">What is wrong, line by line; where there is anything, nothing was taken.</param>
/// <param name="WasKnown">Whether the same delivery had been taken before.</param>
public sealed record MeasuresTaken(int Taken, int Known, IReadOnlyList<MeasureProblem> Problems, bool WasKnown = false)
{
    /// <summary>How many of those taken are no newer than what was known of their criterion, and so raise and clear nothing.</summary>
    public int Late { get; init; }
}

/// <param name="Line">From 1; 0 for the batch as a whole.</param>
public sealed record MeasureProblem(int Line, string Problem);

/// <summary>
/// Takes measures of a launch, a batch as a whole or not at all (A049), and raises and clears its alarms with them in one commit (A067). A
/// measure that was taken before changes nothing, whatever delivery brings it. A machine decides nothing: an alarm is told, with a button by
/// which a person starts an escalation.
/// </summary>
public sealed class TakeMeasures(CommandExecutor commandExecutor, IEscalations escalations, ILaunches launches, LaunchRecords records)
{
    private const int LongestText = 200;

    /// <summary>Clocks differ; what is further ahead would make all that follows late.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <param name="launch">Its name from a machine, its id from a person.</param>
    /// <param name="viewer">Who must be one of its people; null for a machine that has signed.</param>
    public async Task<MeasuresTaken> HandleAsync(Request request, Viewer? viewer, string launch, IReadOnlyList<SentMeasure> sent, CancellationToken cancel)
    {
        if (request.Delivery is { } delivery && await escalations.FindAnswerAsync(request.Tenant, delivery, cancel) is not null)
        {
            return new(0, 0, [], WasKnown: true);
        }

        try
        {
            return await TakeAsync(request, viewer, launch, sent, cancel);
        }
        catch (RefusedBatch refused)
        {
            return new(0, 0, refused.Problems);
        }
    }

    private async Task<MeasuresTaken> TakeAsync(Request request, Viewer? viewer, string launch, IReadOnlyList<SentMeasure> sent, CancellationToken cancel)
    {
        MeasuresTaken? taken = null;
        await commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                var found = viewer is null
                    ? await records.FindNamedAsync(request.Tenant, launch, cancel)
                    : await records.FindAsync(request.Tenant, launch, cancel);
                if (found is null || (viewer is not null && !await records.MayChangeAsync(viewer, found.Launch, cancel)))
                {
                    throw new RefusedBatch(new MeasureProblem(0, DomainWords.Say("launch.unknown")));
                }

                if (!found.Launch.IsOpen)
                {
                    throw new RefusedBatch(new MeasureProblem(0, DomainWords.Say("launch.closed", found.Launch.Name)));
                }

                if (sent.Count is 0 or > LaunchChange.Most)
                {
                    throw new RefusedBatch(new MeasureProblem(0, DomainWords.Say("measures.count", LaunchChange.Most)));
                }

                var read = sent.Select(one => (one.Line, Read: Read(found.Launch, one, now))).ToList();
                if (read.Exists(one => one.Read.Problem is not null))
                {
                    throw new RefusedBatch([.. read.Where(one => one.Read.Problem is not null).Select(one => new MeasureProblem(one.Line, one.Read.Problem!))]);
                }

                var twice = read.GroupBy(one => one.Read.Measure!.Key)
                    .SelectMany(same => same.Where(one => one.Read.Measure != same.First().Read.Measure))
                    .Select(one => new MeasureProblem(one.Line, DomainWords.Say("measures.twice")))
                    .ToList();
                if (twice.Count > 0)
                {
                    throw new RefusedBatch(twice);
                }

                var measures = new List<Measure>();
                foreach (var measure in read.Select(one => one.Read.Measure!).DistinctBy(measure => measure.Key))
                {
                    if (!await launches.IsMeasuredAsync(request.Tenant, found.Head.Id, measure.Key, cancel))
                    {
                        measures.Add(measure);
                    }
                }

                taken = new(measures.Count, sent.Count - measures.Count, [])
                {
                    Late = measures.Count(one =>
                        found.Head.Measured.GetValueOrDefault(Launch.KeyOf(one.Criterion)) is { } soFar
                        && found.Launch.FindCriterion(one.Criterion) is { } agreed
                        && !Thresholds.Counts(one, agreed.Criterion, soFar.Newest)
                    ),
                };
                if (measures.Count == 0)
                {
                    return new();
                }

                var (measured, alarms) = Thresholds.Judge(found.Launch, found.Head.Measured, measures);
                return await records.StoredAsync(request, found, now, alarms, cancel, measured, measures);
            },
            cancel
        );

        // Somebody else may have taken the same delivery just then.
        return taken ?? new(0, 0, [], WasKnown: true);
    }

    /// <summary>Ends an attempt without a trace: a refused delivery that were noted as seen could not be sent again, mended, under its id.</summary>
    private sealed class RefusedBatch(params IReadOnlyList<MeasureProblem> problems) : Exception
    {
        public IReadOnlyList<MeasureProblem> Problems => problems;
    }

    private static (Measure? Measure, string? Problem) Read(Launch launch, SentMeasure sent, DateTimeOffset now)
    {
        if (sent.IsMisshapen)
        {
            return (null, DomainWords.Say("measures.shape"));
        }

        if (sent.Criterion is null || launch.FindCriterion(sent.Criterion) is not { } agreed)
        {
            var known = string.Join(", ", launch.Criteria.Select(c => c.Criterion.Name));
            return (null, DomainWords.Say("measures.criterion", known.Length == 0 ? "–" : known));
        }

        if (MeasureText.Number(sent.Value) is not { } value)
        {
            return (null, DomainWords.Say("measures.value"));
        }

        if (MeasureText.Instant(sent.At) is not { } at)
        {
            return (null, DomainWords.Say("measures.at"));
        }

        return at > now + Ahead ? (null, DomainWords.Say("measures.ahead"))
            : sent.Source is not { Length: > 0 and <= LongestText } source || sent.Id is { Length: 0 or > LongestText }
                ? (null, DomainWords.Say("measures.source"))
            : Secrets.In(source).Count > 0 || (sent.Id is { } id && Secrets.In(id).Count > 0) ? (null, DomainWords.Say("launch.name.secret"))
            : (new(agreed.Criterion.Name, at, value, source) { Id = sent.Id }, null);
    }
}
