using Escalations.Launches;

namespace Escalations.Tests.Launches;

/// <summary>An alarm is raised once and cleared once, whatever arrives when (A067).</summary>
public sealed class ThresholdsTests
{
    private static readonly Person Ann = new("ann", "Ann");
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly Criterion Errors = new("Checkout errors", CriterionKind.Defects, Direction.AtMost, 5, 3, "%");
    private static readonly Criterion Score = new("Score", CriterionKind.Experience, Direction.AtLeast, 40, 45);

    [Fact]
    public void Between_threshold_and_clearing_nothing_changes()
    {
        var (launch, measured) = (Begun(), NoMeasures);
        Assert.Equal([], Take(5));
        Assert.Equal([typeof(AlarmRaised)], Take(6));
        Assert.Equal([], Take(7));
        Assert.Equal([], Take(4));
        Assert.Equal([typeof(AlarmCleared)], Take(3));
        Assert.Equal([], Take(2));
        Assert.Equal(6, measured[Errors.Key].Count);

        IEnumerable<Type> Take(decimal value)
        {
            var at = Start.AddMinutes(measured.GetValueOrDefault(Errors.Key)?.Count ?? 0);
            (measured, var alarms) = Thresholds.Judge(launch, measured, [new("CHECKOUT ërrors", at, value, "probe")]);
            launch = After(launch, alarms);
            return alarms.Select(alarm => alarm.GetType());
        }
    }

    /// <summary>Any measures, in any order, in any batches, some of them twice.</summary>
    [Fact]
    public void Late_and_repeated_measures_never_raise_twice()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var sent = Enumerable
                .Range(0, random.Next(1, 60))
                .Select(_ => random.Next(2) == 0 ? Of(Errors, random.Next(0, 9)) : Of(Score, random.Next(36, 50)))
                .ToList();
            sent.AddRange(sent.Where(_ => random.Next(3) == 0).ToList());
            var batches = sent.Chunk(random.Next(1, 8)).ToList();
            var (launch, measured, events) = (Begun(), NoMeasures, new List<LaunchEvent>());
            foreach (var batch in batches)
            {
                (measured, var alarms) = Thresholds.Judge(launch, measured, batch);
                launch = After(launch, alarms);
                events.AddRange(alarms);

                // The same batch again says nothing.
                Assert.Empty(Thresholds.Judge(launch, measured, batch).Alarms);
            }

            foreach (var criterion in new[] { Errors, Score })
            {
                var own = events.Where(e => Against(e) == criterion).ToList();
                Assert.All(own.Index(), e => Assert.Equal(e.Index % 2 == 0, e.Item is AlarmRaised));
                Assert.Equal(own.Count % 2 == 1, launch.Alarms.Contains(criterion.Key));
                Assert.Equal(sent.Count(m => m.Criterion == criterion.Name), measured.GetValueOrDefault(criterion.Key)?.Count ?? 0);
                if (measured.GetValueOrDefault(criterion.Key) is { } soFar)
                {
                    // The newest one decides: beyond the threshold it is raised, cleared beyond the other value.
                    Assert.Equal(sent.Where(m => m.Criterion == criterion.Name).Max(m => m.At), soFar.Newest.At);
                    Assert.True(criterion.IsMetBy(soFar.Newest.Value) || launch.Alarms.Contains(criterion.Key));
                    Assert.False(criterion.IsClearedBy(soFar.Newest.Value) && launch.Alarms.Contains(criterion.Key));
                }
            }

            Measure Of(Criterion criterion, int value) => new(criterion.Name, Start.AddMinutes(random.Next(100)), value, "probe");
        }
    }

    /// <summary>Two probes that report on the full minute: the worse one is told, whichever comes first.</summary>
    [Theory]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    public void Of_one_instant_the_worst_counts_whichever_comes_first(int first, int second)
    {
        var (launch, measured) = (Begun(), NoMeasures);
        var raised = 0;
        foreach (var value in new[] { first, second, first })
        {
            (measured, var alarms) = Thresholds.Judge(launch, measured, [new(Errors.Name, Start, value, $"probe {value}")]);
            launch = After(launch, alarms);
            raised += alarms.Count(alarm => alarm is AlarmRaised);
        }

        Assert.Equal((1, 7, 3), (raised, (int)measured[Errors.Key].Newest.Value, measured[Errors.Key].Count));
        Assert.Empty(Thresholds.Judge(launch, measured, [new(Score.Name, Start, 45, "a"), new(Score.Name, Start, 44, "b")]).Alarms);
        Assert.Single(Thresholds.Judge(launch, measured, [new(Score.Name, Start, 45, "a"), new(Score.Name, Start, 30, "b")]).Alarms);
    }

    /// <summary>A criterion that is changed between measures is held against the last one at once, and alarms still alternate.</summary>
    [Fact]
    public void However_a_criterion_is_changed_an_alarm_is_raised_and_cleared_in_turn()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var (launch, measured, events) = (Begun(), NoMeasures, new List<LaunchEvent>());
            for (var step = 0; step < 30; step++)
            {
                IReadOnlyList<LaunchEvent> alarms;
                if (random.Next(4) == 0)
                {
                    var threshold = random.Next(1, 9);
                    var changed = Errors with { Threshold = threshold, ClearsAt = random.Next(0, threshold + 1) };
                    launch = After(launch, [new CriterionAgreed(changed)]);
                    alarms = Thresholds.Rejudge(launch, measured, changed) is { } alarm ? [alarm] : [];
                    Assert.Null(Thresholds.Rejudge(After(launch, alarms), measured, changed));
                }
                else
                {
                    Measure measure = new(Errors.Name, Start.AddMinutes(random.Next(100)), random.Next(0, 10), "probe");
                    (measured, alarms) = Thresholds.Judge(launch, measured, [measure]);
                }

                launch = After(launch, alarms);
                events.AddRange(alarms);
                var criterion = launch.FindCriterion(Errors.Name)!.Criterion;
                Assert.True(measured.GetValueOrDefault(Errors.Key) is not { } soFar || criterion.IsMetBy(soFar.Newest.Value) || launch.Alarms.Count == 1);
            }

            Assert.All(events.Index(), e => Assert.Equal(e.Index % 2 == 0, e.Item is AlarmRaised));
        }
    }

    [Theory]
    [InlineData("Orión  2", "orion 2")]
    [InlineData("ORIO\u0301N-2", "orion 2")]
    [InlineData("…", "")]
    public void A_name_is_known_however_it_is_written(string name, string key) => Assert.Equal(key, Launch.KeyOf(name));

    private static IReadOnlyDictionary<string, MeasuredSoFar> NoMeasures => LaunchHead.Empty("orion").Measured;

    private static Launch Begun() =>
        After(
            Launch.Fold("contoso", "orion", [new(1, Start, Ann, new LaunchStarted("Orion", null))]),
            [new CriterionAgreed(Errors), new CriterionAgreed(Score)]
        );

    private static Launch After(Launch launch, IEnumerable<LaunchEvent> events) =>
        events.Aggregate(launch, (now, what) => now.After(new(now.Version + 1, Start, Ann, what)));

    private static Criterion Against(LaunchEvent alarm) => alarm is AlarmRaised raised ? raised.Against : ((AlarmCleared)alarm).Against;
}
