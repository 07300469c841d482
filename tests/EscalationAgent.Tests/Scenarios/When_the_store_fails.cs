using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>
/// The program as a process on a disk that is full, or a file that somebody else holds: what it cannot keep it refuses at
/// once, it says that it is not ready, and it goes on by itself when the fault is over.
/// </summary>
public sealed class When_the_store_fails : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private FakeTeams teams = null!;
    private HttpClient http = null!;
    private FakeClient people = null!;
    private int begun;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Mount => Path.Combine(folder.Path, "disk");

    public async ValueTask InitializeAsync() => teams = await FakeTeams.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await teams.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A disk of 2 MB in memory that is filled to the brim; needs the right to mount.</summary>
    [Fact]
    public async Task A_full_disk()
    {
        TestStore.NeedsSqlite();
        Directory.CreateDirectory(Mount);
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Mount) is { } refusal)
        {
            Assert.Skip($"A small disk cannot be mounted here ({refusal}); the file-size limit is tried in its place.");
        }

        try
        {
            await using var bot = await StartAsync(Mount);
            var ballast = Path.Combine(Mount, "ballast");
            await FailsAndRecoversAsync(
                bot,
                Mount,
                TimeSpan.FromSeconds(8),
                () => FillAsync(ballast),
                () =>
                {
                    File.Delete(ballast);
                    return Task.CompletedTask;
                }
            );
        }
        finally
        {
            Assert.Null(await RunAsync("umount", "--lazy", Mount));
        }
    }

    /// <summary>The kernel refuses to let the process write any file beyond its first 4 KB, as it would on a disk that is full or broken.</summary>
    [Fact]
    public async Task A_limit_of_the_size_of_files()
    {
        TestStore.NeedsSqlite();
        await using var bot = await StartAsync(folder.Path);
        await FailsAndRecoversAsync(
            bot,
            folder.Path,
            TimeSpan.FromSeconds(8),
            async () => Assert.Null(await RunAsync("prlimit", "--pid", bot.Id.ToString(CultureInfo.InvariantCulture), "--fsize=4096:unlimited")),
            async () => Assert.Null(await RunAsync("prlimit", "--pid", bot.Id.ToString(CultureInfo.InvariantCulture), "--fsize=unlimited:unlimited"))
        );
    }

    [Theory]
    [InlineData(12)]
    [InlineData(25)]
    public async Task Another_process_holds_the_file(int seconds)
    {
        TestStore.NeedsSqlite();
        await using var bot = await StartAsync(folder.Path);
        using var other = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "escalations.db")};Pooling=False");
        other.Open();
        await FailsAndRecoversAsync(
            bot,
            folder.Path,
            TimeSpan.FromSeconds(seconds),
            () =>
            {
                other.Execute("BEGIN IMMEDIATE");
                return Task.CompletedTask;
            },
            () =>
            {
                other.Execute("ROLLBACK");
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>What is only read is refused as honestly, and served again afterwards.</summary>
    [Fact]
    public async Task The_weekly_report_waits_for_the_store()
    {
        TestStore.NeedsSqlite();
        var isDown = false;
        await using var story = await BeginAsync(teams: teams, with: services =>
        {
            var real = services.Last(service => service.ServiceType == typeof(IEscalationStore)).ImplementationFactory!;
            services.Replace(ServiceDescriptor.Singleton(s => UnavailableStore.Around((IEscalationStore)real(s), () => isDown)));
        });
        await story.LinkAsync(Cancel);
        isDown = true;
        using var refused = await story.People.Http.GetAsync("/api/reports/weekly", Cancel);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Empty(await refused.Content.ReadAsStringAsync(Cancel));

        isDown = false;
        using var served = await story.People.Http.GetAsync("/api/reports/weekly", Cancel);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    /// <summary>Whatever is asked of it at the start fails at first.</summary>
    [Fact]
    public async Task A_store_that_is_down_for_a_moment_ends_no_start()
    {
        TestStore.NeedsSqlite();
        var failures = 0;
        await using var story = await BeginAsync(teams: teams, with: services =>
        {
            var real = services.Last(service => service.ServiceType == typeof(IEscalationStore)).ImplementationFactory!;
            services.Replace(ServiceDescriptor.Singleton(s => UnavailableStore.Around((IEscalationStore)real(s), () => failures++ < 2)));
        });
        Assert.True(failures > 2);
        await story.LinkAsync(Cancel);
    }

    private async Task<BotProcess> StartAsync(string data)
    {
        var bot = await BotProcess.StartUnlimitedAsync(data, Cancel, ("Playground:Start", "never"));
        http = new() { BaseAddress = bot.Address, Timeout = TimeSpan.FromSeconds(30) };
        people = new(http, teams);
        return bot;
    }

    private async Task FailsAndRecoversAsync(BotProcess bot, string data, TimeSpan howLong, Func<Task> breakAsync, Func<Task> mendAsync)
    {
        var attempts = new List<Attempt> { await WriteAsync() };
        Assert.Equal(HttpStatusCode.OK, attempts[0].Status);
        await AnsweredAsync(attempts[0].Person, TimeSpan.FromSeconds(15));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync());

        await breakAsync();
        var fault = Stopwatch.StartNew();
        TimeSpan? unready = null;
        while (fault.Elapsed < howLong)
        {
            attempts.AddRange(await Task.WhenAll(WriteAsync(), WriteAsync()));
            if (unready is null && await ReadyAsync() == HttpStatusCode.ServiceUnavailable)
            {
                unready = fault.Elapsed;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), Clock, Cancel);
        }

        await mendAsync();
        var since = Stopwatch.StartNew();
        Attempt again;
        do
        {
            attempts.Add(again = await WriteAsync());
        } while (again.Status != HttpStatusCode.OK && since.Elapsed < TimeSpan.FromSeconds(5));
        await AnsweredAsync(again.Person, TimeSpan.FromSeconds(5) - since.Elapsed);
        var recovered = since.Elapsed;
        while (await ReadyAsync() != HttpStatusCode.OK && since.Elapsed < TimeSpan.FromSeconds(15))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), Clock, Cancel);
        }

        var ready = since.Elapsed;
        TestContext.Current.AddAttachment(
            "measured",
            $"unready after {unready}, works again after {recovered}, ready after {ready}, longest answer {attempts.Skip(1).Max(a => a.Took)}"
        );
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync());
        Assert.InRange(unready ?? TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(recovered < TimeSpan.FromSeconds(5), $"It took {recovered} until all was well.\n{bot.Output}");
        Assert.Contains(attempts, a => a.Status == HttpStatusCode.ServiceUnavailable);
        Assert.All(attempts, a =>
            Assert.True(a.Status == HttpStatusCode.OK || a is { Status: HttpStatusCode.ServiceUnavailable, RetryAfter: not null }, $"{a}")
        );

        // The first is the first message of a process that has just started; the fault comes after it.
        Assert.All(attempts.Skip(1), a => Assert.True(a.Took < TimeSpan.FromSeconds(6), $"{a}"));

        // A few lines for a fault, not a few for each second of it.
        // The framework's own line for each question about readiness is its asker's.
        var said = bot
            .Output.Split('\n')
            .Count(line =>
                (line.Contains("fail:", StringComparison.Ordinal) && !line.Contains("HealthChecks", StringComparison.Ordinal))
                || line.Contains("warn:", StringComparison.Ordinal)
                || line.Contains("   at ", StringComparison.Ordinal)
            );
        Assert.True(said <= 10, bot.Output);

        await bot.KillAsync(Cancel);
        using var store = SqliteStore.Open(Path.Combine(data, "escalations.db"));
        var stored = (await store.ListAsync(FakeTeams.Tenant, [], null, 1_000, Cancel)).Select(escalation => escalation.Csm.Id).Order();
        Assert.Equal(attempts.Where(a => a.Status == HttpStatusCode.OK).Select(a => a.Person.AadObjectId).Order(), stored);
    }

    /// <summary>Somebody new begins an escalation, once.</summary>
    private async Task<Attempt> WriteAsync()
    {
        var person = new FakePerson($"P{Interlocked.Increment(ref begun)} Csm");
        var activity = people.Activity(person, "message", FakeClient.Chat(person), null);
        activity["text"] = $"escalate {Notes}";
        var took = Stopwatch.StartNew();
        using var answer = await http.PostAsJsonAsync("/api/messages", activity, Cancel);
        return new(person, answer.StatusCode, answer.Headers.RetryAfter?.Delta, took.Elapsed);
    }

    private async Task AnsweredAsync(FakePerson person, TimeSpan atMost)
    {
        teams.Patience = atMost > TimeSpan.Zero ? atMost : TimeSpan.FromMilliseconds(100);
        await teams.ShowsAsync(person.ChatId, _ => true, "an answer", Cancel);
    }

    private async Task<HttpStatusCode> ReadyAsync()
    {
        using var answer = await http.GetAsync("/health/ready", Cancel);
        return answer.StatusCode;
    }

    private static async Task FillAsync(string ballast)
    {
        await using var file = File.Create(ballast, 1, FileOptions.WriteThrough);
        for (var size = 64 * 1024; size >= 512; size /= 2)
        {
            try
            {
                while (true)
                {
                    await file.WriteAsync(new byte[size], Cancel);
                }
            }
            catch (IOException)
            {
                // So much did not fit; less may.
            }
        }
    }

    /// <returns>What it complained about; null when it did as asked.</returns>
    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode == 0 ? null : $"{program}: {complaint.Trim()}";
    }

#pragma warning disable RS0030 // A fault of another program lasts real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    private sealed record Attempt(FakePerson Person, HttpStatusCode Status, TimeSpan? RetryAfter, TimeSpan Took);
}
