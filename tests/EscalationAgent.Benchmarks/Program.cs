using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EscalationAgent.Benchmarks;

if (args is [ReportLoad.Reports or ReportLoad.Filling, .. var sizes])
{
    return await ReportLoad.RunAsync(args[0], sizes);
}

// In this process: the generated projects of the other toolchains do not find the solution's output folder.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "escalation-agent-benchmarks"))
    .HideColumns(Column.Job, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount, Column.RatioSD);
BenchmarkSwitcher.FromTypes([typeof(CalendarBenchmarks), typeof(WatchBenchmarks)]).Run(args is [] ? ["--filter", "*"] : args, config);
return 0;
