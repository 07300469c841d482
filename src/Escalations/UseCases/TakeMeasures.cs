using System.Globalization;
using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>A measure as it was sent, before anything of it is believed.</summary>
public sealed record SentMeasure(string? Id, string? Criterion, string? At, string? Value, string? Source);

/// <summary>What came of a batch.</summary>
/// <param name="Taken">How many were taken: all or none.</param>
/// <param name="Problems">What is wrong, line by line; where there is anything, nothing was taken.</param>
/// <param name="WasKnown">Whether the same batch had been taken before.</param>
public sealed record MeasuresTaken(int Taken, IReadOnlyList<MeasureProblem> Problems, bool WasKnown = false);

/// <param name="Line">From 1; 0 for the batch as a whole.</param>
public sealed record MeasureProblem(int Line, string Problem);

/// <summary>
/// Takes measures of a launch, a batch as a whole or not at all (A049), and raises and clears its alarms with them in one commit (A067). A
/// machine decides nothing: an alarm is told, with a button by which a person starts an escalation.
/// </summary>
public sealed class TakeMeasures(CommandExecutor commandExecutor, IEscalations escalations, LaunchRecords records, TimeProvider clock)
{
    private const int LongestText = 200;

    /// <summary>Clocks differ; what is further ahead would make all that follows late.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <param name="launch">Its name, or its id.</param>
    /// <param name="viewer">Who must be one of its people; null for a machine that has signed.</param>
    public async Task<MeasuresTaken> HandleAsync(Request request, Viewer? viewer, string launch, IReadOnlyList<SentMeasure> sent, CancellationToken cancel)
    {
        if (request.Delivery is { } delivery && await escalations.FindAnswerAsync(request.Tenant, delivery, cancel) is not null)
        {
            return new(0, [], WasKnown: true);
        }

        try
        {
            return await TakeAsync(request, viewer, launch, sent, cancel);
        }
        catch (RefusedBatch refused)
        {
            return new(0, refused.Problems);
        }
    }

    private async Task<MeasuresTaken> TakeAsync(Request request, Viewer? viewer, string launch, IReadOnlyList<SentMeasure> sent, CancellationToken cancel)
    {
        var isDecided = false;
        await commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                isDecided = true;
                var found = await records.FindAsync(request.Tenant, launch, cancel) ?? await records.FindNamedAsync(request.Tenant, launch, cancel);
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

                var read = sent.Select(one => Read(found.Launch, one, now)).ToList();
                if (read.Any(one => one.Problem is not null))
                {
                    throw new RefusedBatch([
                        .. read.Index().Where(one => one.Item.Problem is not null).Select(one => new MeasureProblem(one.Index + 1, one.Item.Problem!)),
                    ]);
                }

                IReadOnlyList<Measure> measures = [.. read.Select(one => one.Measure!)];
                var (measured, alarms) = Thresholds.Judge(found.Launch, found.Head.Measured, measures);
                var change = LaunchRecords.Changed(request.Tenant, found.Head, request.By, now, alarms, measured, measures);
                return new()
                {
                    Directory = new() { Launch = change },
                    Messages = [.. alarms.Index().SelectMany(alarm => Told(found.Launch, alarm.Item, found.Head.Version + alarm.Index + 1))],
                };
            },
            cancel
        );

        // Somebody else may have taken the same delivery just then.
        return isDecided ? new(sent.Count, []) : new(0, [], WasKnown: true);
    }

    /// <summary>Ends an attempt without a trace: a refused delivery that were noted as seen could not be sent again, mended, under its id.</summary>
    private sealed class RefusedBatch(params IReadOnlyList<MeasureProblem> problems) : Exception
    {
        public IReadOnlyList<MeasureProblem> Problems => problems;
    }

    /// <summary>What somebody typed or pasted: <c>criterion; value</c>, with an instant and a source behind it where they are known.</summary>
    /// <param name="by">Who measured where a line does not say.</param>
    public IReadOnlyList<SentMeasure> Lines(string text, string by)
    {
        var now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where((line, at) => at > 0 || !IsHeading(line))
                .Select(line =>
                    Fields(line) switch
                    {
                        [var criterion, var value] => new SentMeasure(null, criterion, now, value, by),
                        [var criterion, var at, var value] => new(null, criterion, at, value, by),
                        [var criterion, var at, var value, var source] => new(null, criterion, at, value, source.Length == 0 ? by : source),
                        _ => new(null, null, null, null, null),
                    }
                ),
        ];
    }

    private static bool IsHeading(string line) => Fields(line) is [var first, ..] && first.Trim().Equals("criterion", StringComparison.OrdinalIgnoreCase);

    private static string[] Fields(string line)
    {
        var separator =
            line.Contains('\t') ? '\t'
            : line.Contains(';') ? ';'
            : ',';
        return line.Split(separator, StringSplitOptions.TrimEntries);
    }

    private static (Measure? Measure, string? Problem) Read(Launch launch, SentMeasure sent, DateTimeOffset now)
    {
        if (sent.Criterion is null || launch.FindCriterion(sent.Criterion) is not { } agreed)
        {
            var known = string.Join(", ", launch.Criteria.Select(c => c.Criterion.Name));
            return (null, DomainWords.Say("measures.criterion", known.Length == 0 ? "–" : known));
        }

        if (!decimal.TryParse(sent.Value, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value))
        {
            return (null, DomainWords.Say("measures.value"));
        }

        if (
            !DateTimeOffset.TryParse(sent.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            || at.Year < 2000
        )
        {
            return (null, DomainWords.Say("measures.at"));
        }

        return at > now + Ahead ? (null, DomainWords.Say("measures.ahead"))
            : sent.Source is not { Length: > 0 and <= LongestText } source || sent.Id is { Length: > LongestText } ? (null, DomainWords.Say("measures.source"))
            : (new(agreed.Criterion.Name, at, value, source) { Id = sent.Id }, null);
    }

    /// <summary>Its lead, the owner of the criterion, and its channel hear of it, each once.</summary>
    private static IEnumerable<OutboxMessage> Told(Launch launch, LaunchEvent alarm, int sequence)
    {
        var criterion = alarm switch
        {
            AlarmRaised raised => raised.Against,
            AlarmCleared cleared => cleared.Against,
            _ => throw new ArgumentException($"{alarm.GetType().Name} is no alarm.", nameof(alarm)),
        };
        var people = new[] { launch.Roles.GetValueOrDefault(Launch.Lead) ?? launch.StartedBy, criterion.Owner };
        return people
            .OfType<Person>()
            .Select(Target (person) => new ToPerson(person.Id))
            .Concat(launch.ChannelId is { } channel ? [new ToChannel(channel)] : [])
            .Distinct()
            .Select(place => new OutboxMessage(place, new LaunchNotice(launch.Id, sequence)));
    }
}
