using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EscalationAgent.Drafting.Filters;
using EscalationAgent.Observability;
using EscalationAgent.Outbox;
using Escalations.UseCases;
using TeamsBot;

namespace EscalationAgent.Tests.House;

/// <summary>The dashboard asks for figures that there are, by the names that they have in Prometheus, and shows all of ours.</summary>
public sealed partial class DashboardTests
{
    private static readonly string[] Platform =
    [
        "dotnet_process_cpu_time_seconds_total",
        "dotnet_process_memory_working_set_bytes",
        "http_server_request_duration_seconds_bucket",
    ];

    [Fact]
    public void It_shows_each_of_our_figures_and_no_other()
    {
        var asked = Queries().SelectMany(query => Name().Matches(query).Select(match => match.Value)).Except(Platform).Distinct().ToList();
        var ours = Instruments().Select(NamesOf).ToList();

        Assert.Empty(asked.Except(ours.SelectMany(names => names)));
        Assert.Empty(ours.Where(names => !names.Intersect(asked).Any()).Select(names => names[0]));
        Assert.True(ours.Count >= 14, $"Only {ours.Count} figures were found.");
    }

    private static IEnumerable<string> Queries()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(Peer.Root, "deploy", "grafana-dashboard.json")))!;
        return dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => (string)target!["expr"]!);
    }

    private static List<Instrument> Instruments()
    {
        var found = new List<Instrument>();
        using var backlog = new BacklogMeter(null!, null!, null!, null!);
        Type[] holders = [typeof(TeamsBotTelemetry), typeof(EscalationsTelemetry), typeof(OutboxTelemetry), typeof(TelemetryFilter)];
        foreach (var holder in holders)
        {
            RuntimeHelpers.RunClassConstructor(holder.TypeHandle);
        }

        string[] meters =
        [
            TeamsBotTelemetry.SourceName,
            EscalationsTelemetry.SourceName,
            OutboxTelemetry.SourceName,
            TelemetryFilter.SourceName,
            BacklogMeter.MeterName,
        ];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (meters.Contains(instrument.Meter.Name))
                {
                    found.Add(instrument);
                }
            },
        };
        listener.Start();
        return [.. found.DistinctBy(instrument => instrument.Name)];
    }

    /// <summary>As OpenTelemetry's specification has it: dots become underscores, the unit follows, a sum ends with total.</summary>
    private static string[] NamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        var kind = instrument.GetType().GetGenericTypeDefinition();
        return kind == typeof(Histogram<>) ? [$"{name}_bucket", $"{name}_count", $"{name}_sum"]
            : kind == typeof(Counter<>) ? [$"{name}_total"]
            : [name];
    }

    [GeneratedRegex("(?:teams_bot|escalations|escalation_agent|gen_ai_client|http_server|dotnet)_[a-z_]+")]
    private static partial Regex Name();
}
