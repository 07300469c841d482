using System.Diagnostics;
using System.Globalization;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What the board and the lists cost with very many escalations. Says figures, and asserts nothing that a busy machine could break.</summary>
public sealed class The_tab_with_very_many(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task How_long_the_board_takes()
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("ESCALATION_AGENT_MANY") ?? "100000", CultureInfo.InvariantCulture);
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, settings: The_personal_tab.Settings(entra));
        var made = Stopwatch.GetTimestamp();
        await FillAsync(turned, many);
        output.WriteLine($"{many:N0} open, made in {Stopwatch.GetElapsedTime(made).TotalSeconds:0} s");
        var before = GC.GetTotalMemory(forceFullCollection: true) >> 20;
        await MeasureAsync(entra, turned, "board, the first time", "/api/me/board", 1);
        output.WriteLine($"memory: {(GC.GetTotalMemory(forceFullCollection: true) >> 20) - before} MB more");
        await MeasureAsync(entra, turned, "board", "/api/me/board?period=12w", 20);
        await MeasureAsync(entra, turned, "first page of all", "/api/me/escalations?view=all&state=open", 20);
        await MeasureAsync(entra, turned, "inbox", "/api/me/escalations?view=inbox", 20);
        await MeasureAsync(entra, turned, "search", "/api/me/escalations?view=all&q=customer+77", 5);
    }

    /// <summary>Only the matters of the launch are read, however many others there are.</summary>
    [Fact(Explicit = true)]
    public async Task How_long_a_launch_takes()
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("ESCALATION_AGENT_MANY") ?? "100000", CultureInfo.InvariantCulture);
        await using var entra = await FakeEntra.StartAsync();
        await using var turned = await OrionLaunch.BeginAsync(The_personal_tab.Settings(entra), Cancel);
        await FillAsync(turned, many);
        foreach (var matters in new[] { 0, 300, 700 })
        {
            foreach (var change in OrionLaunch.Many(many + 2_001 + matters, matters))
            {
                await OrionLaunch.CommitAsync(turned, change, Cancel);
            }

            foreach (var (person, isOwn) in new[] { (Ann, true), (OrionLaunch.Paul, false) })
            {
                var what = $"{(isOwn ? "their own" : "as a receiver")}, after {matters} more";
                await MeasureAsync(entra, turned, $"board of a launch, {what}", "/api/me/launches/orion", 20, person);
                await MeasureAsync(entra, turned, $"matters, {what}", "/api/me/launches/orion/matters?figure=open", 20, person);
                await MeasureAsync(entra, turned, $"launches, {what}", "/api/me/launches", 20, person);
            }
        }
    }

    private static async Task FillAsync(Turned turned, int many)
    {
        // Small numbers are those of the launch.
        for (var first = 1_001; first <= 1_000 + many; first += 1_000)
        {
            var at = Tuesday.AddMinutes(-(many - first) * 0.8);
            foreach (
                var change in OpenEscalations.Routed(FakeTeams.Tenant, EventSamples.Sarah, Enumerable.Range(0, 1_000).Select(i => (Severity)(i % 4)), first, at)
            )
            {
                await OrionLaunch.CommitAsync(turned, change, Cancel);
            }
        }
    }

    private async Task MeasureAsync(FakeEntra entra, Turned turned, string what, string path, int times, FakePerson? person = null)
    {
        var took = new List<double>();
        while (took.Count < times)
        {
            var since = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                $"Bearer {entra.TokenFor(person ?? Bob, The_personal_tab.Client, turned.Clock.GetUtcNow())}"
            );
            using var answer = await turned.People.Http.SendAsync(request, Cancel);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            took.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        took.Sort();
        output.WriteLine($"{what}: p50 {took[took.Count / 2]:0} ms, at most {took[^1]:0} ms");
    }
}
