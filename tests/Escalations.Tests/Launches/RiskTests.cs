using System.Text.Json;
using Escalations.Launches;

namespace Escalations.Tests.Launches;

/// <summary>When a risk has become worse, and which is the worst (A021).</summary>
public sealed class RiskTests
{
    private static readonly Person Ann = new("ann", "Ann");
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Likelihood.Medium, RiskTrend.Same, Likelihood.Medium, RiskTrend.Same, false)]
    [InlineData(Likelihood.Medium, RiskTrend.Same, Likelihood.High, RiskTrend.Same, true)]
    [InlineData(Likelihood.Medium, RiskTrend.Same, Likelihood.High, RiskTrend.Better, true)]
    [InlineData(Likelihood.Medium, RiskTrend.Better, Likelihood.Medium, RiskTrend.Worse, true)]
    [InlineData(Likelihood.Medium, RiskTrend.Worse, Likelihood.Medium, RiskTrend.Worse, false)]
    [InlineData(Likelihood.High, RiskTrend.Same, Likelihood.Low, RiskTrend.Worse, false)]
    [InlineData(Likelihood.High, RiskTrend.Worse, Likelihood.High, RiskTrend.Same, false)]
    public void It_is_worse_when_it_is_more_likely_or_begins_to_get_worse(Likelihood from, RiskTrend was, Likelihood to, RiskTrend now, bool isWorse)
    {
        var launch = Fold(new RiskLogged("Late", from, was, null, null, null), new RiskChanged(1, to, now, null, null));

        Assert.Equal(isWorse, launch.Risks[0].Worsened == launch.Version);
    }

    /// <summary>Whatever is judged of it in whatever order: it is asked about only by what made it worse, and one brief belongs to each time.</summary>
    [Fact]
    public void A_brief_belongs_to_one_worsening()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var launch = Fold(new RiskLogged("Late", Any<Likelihood>(random), Any<RiskTrend>(random), null, null, null));
            for (var i = 0; i < 20; i++)
            {
                var before = launch.Risks[0];
                LaunchEvent what = random.Next(4) switch
                {
                    0 => new RiskLookedAt(1),
                    1 => new RiskEscalated(1, new(2026, i + 1)),
                    _ => new RiskChanged(1, Any<Likelihood>(random), Any<RiskTrend>(random), null, null),
                };
                launch = launch.After(Happened(launch.Version + 1, what));
                var after = launch.Risks[0];

                Assert.Equal(Start.AddMinutes(launch.Version), after.LookedAt);
                var isWorse = what is RiskChanged now && before.IsWorseWith(now.Likelihood, now.Trend);
                Assert.Equal(isWorse, after.Worsened == launch.Version);
                Assert.True(!isWorse || after.Begun is null);
                Assert.True(what is RiskChanged || after.Worsened == before.Worsened);
            }
        }
    }

    [Fact]
    public void The_most_likely_is_the_worst_then_what_gets_worse_then_the_oldest()
    {
        var launch = Fold(
            new RiskLogged("a", Likelihood.Low, RiskTrend.Worse, null, null, null),
            new RiskLogged("b", Likelihood.High, RiskTrend.Same, null, null, null),
            new RiskLogged("c", Likelihood.High, RiskTrend.Worse, null, null, null),
            new RiskLogged("d", Likelihood.High, RiskTrend.Same, null, null, null),
            new RiskLogged("e", Likelihood.High, RiskTrend.Worse, null, null, null),
            new RiskClosed(5, "It is over.")
        );

        Assert.Equal(["c", "b", "d", "a"], launch.OpenRisks.Select(risk => risk.What));
    }

    /// <summary>Stored names are for ever.</summary>
    [Fact]
    public void What_is_stored_of_it_is_read_again()
    {
        LaunchEvent[] events =
        [
            new RiskLogged("Late", Likelihood.Medium, RiskTrend.Same, "Load test", Ann, "A second bed"),
            new RiskChanged(1, Likelihood.High, RiskTrend.Worse, null, null),
            new RiskLookedAt(1),
            new RiskEscalated(1, new(2026, 1)),
            new RiskClosed(1, "It came."),
        ];
        string[] stored =
        [
            """{"event":"risk_logged.1","sign":"Late","likelihood":"Medium","trend":"Same","milestone":"Load test","owner":{"id":"ann","name":"Ann"},"mitigation":"A second bed"}""",
            """{"event":"risk_changed.1","number":1,"likelihood":"High","trend":"Worse"}""",
            """{"event":"risk_looked_at.1","number":1}""",
            """{"event":"risk_escalated.1","number":1,"id":{"year":2026,"number":1}}""",
            """{"event":"risk_closed.1","number":1,"how":"It came."}""",
        ];

        Assert.Equal(stored, events.Select(e => JsonSerializer.Serialize(e, LaunchJson.Default.LaunchEvent)));
        Assert.Equal(events, stored.Select(json => JsonSerializer.Deserialize(json, LaunchJson.Default.LaunchEvent)));
    }

    private static T Any<T>(Random random)
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(3)];

    private static Launch Fold(params LaunchEvent[] events) =>
        Launch.Fold(
            "contoso",
            "orion",
            new LaunchEvent[] { new LaunchStarted("Orion", null) }
                .Concat(events)
                .Select((what, i) => Happened(i + 1, what))
        );

    private static LaunchRecorded Happened(int sequence, LaunchEvent what) => new(sequence, Start.AddMinutes(sequence), Ann, what);
}
