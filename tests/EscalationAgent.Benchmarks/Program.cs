using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EscalationAgent.Benchmarks;

switch (args)
{
    case [ReportLoad.Reports or ReportLoad.Filling, .. var sizes]:
        return await ReportLoad.RunAsync(args[0], sizes);
    case [TurnLoad.Verb, .. var options]:
        return await TurnLoad.RunAsync(options);
    case [EchoEndpoint.Verb, .. var options]:
        await EchoEndpoint.RunAsync(options);
        return 0;
    default:
        RunBenchmarks();
        return 0;
}

// Apart, so that the echo does not load BenchmarkDotNet.
void RunBenchmarks()
{
    // In this process: the generated projects of the other toolchains do not find the solution's output folder.
    var config = DefaultConfig
        .Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "escalation-agent-benchmarks"))
        .HideColumns(Column.Job, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount, Column.RatioSD);
    BenchmarkSwitcher
        .FromTypes([typeof(CalendarBenchmarks), typeof(CardBenchmarks), typeof(TokenBenchmarks), typeof(WatchBenchmarks)])
        .Run(args is [] ? ["--filter", "*"] : args, config);
}
