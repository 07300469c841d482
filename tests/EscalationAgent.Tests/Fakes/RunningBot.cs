using EscalationAgent.Storage.AzureTables;
using Escalations.UseCases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>The whole program in this process, on a store of its own (<see cref="TestStore"/>), with fake people and a fake Teams around it.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    /// <summary>How long it may take to come to rest: far more than it needs on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder? ownFolder;

    private readonly string? database;
    private readonly Turns turns;
    private readonly KeptLog log;

    private RunningBot(FakeTeams teams, WebApplicationFactory<Program> program, TemporaryFolder? ownFolder, string? database, Turns turns, KeptLog log)
    {
        this.database = database;
        this.turns = turns;
        this.log = log;
        Teams = teams;
        Program = program;
        this.ownFolder = ownFolder;
        People = new(program.CreateClient(), teams);
    }

    public FakeTeams Teams { get; }

    /// <summary>Its SQLite file.</summary>
    public string Database => database ?? throw new InvalidOperationException("It runs on tables and has no file.");

    public WebApplicationFactory<Program> Program { get; }

    public FakeClient People { get; }

    /// <summary>Its warnings and errors so far.</summary>
    public string Log => log.Text;

    /// <param name="clock">The clock of the program; null for the real one.</param>
    /// <param name="folder">Where its data are; null for a new folder that goes with it.</param>
    /// <param name="settings">Further settings, such as <see cref="FakeModel.Settings"/>.</param>
    /// <param name="administrators">Whom the settings name; null for Bob of the stories.</param>
    public static async Task<RunningBot> StartAsync(
        FakeTeams teams,
        TimeProvider? clock = null,
        string? folder = null,
        Action<IServiceCollection>? with = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        IReadOnlyList<FakePerson>? administrators = null
    )
    {
        var ownFolder = folder is null ? new TemporaryFolder() : null;
        var store = await TestStore.SettingsAsync(folder ?? ownFolder!.Path);
        var turns = new Turns();
        var log = new KeptLog();
        var program = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("Playground:Start", "never");
            host.UseSetting("urls", "http://127.0.0.1:0"); // Programs that start side by side must not find each other's port taken.
            foreach (var (name, value) in store)
            {
                host.UseSetting(name, value);
            }

            host.UseSetting("Reports:Tenant", FakeTeams.Tenant);
            foreach (var (i, person) in (administrators ?? [Scenarios.Story.Bob]).Index())
            {
                host.UseSetting($"Teams:Administrators:{i}", person.AadObjectId);
            }

            foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            {
                host.UseSetting(name, value);
            }

            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(log));
            host.ConfigureServices(services =>
            {
                services.AddSingleton<IStartupFilter>(turns);
                if (clock is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(clock));
                }

                with?.Invoke(services);
            });
        });
        return new(teams, program, ownFolder, store.GetValueOrDefault(TestStore.Path), turns, log);
    }

    public T Get<T>()
        where T : notnull => Program.Services.GetRequiredService<T>();

    /// <summary>
    /// Until it has nothing more to do: no turn is being handled, and by its clock nothing that is owed can be done or is being
    /// done. What waits for a later time is left out.
    /// </summary>
    /// <param name="withDeadlines">Whether no deadline may be due either; those of a clock that is turned wait for a beat.</param>
    public async Task QuietAsync(CancellationToken cancel, bool withDeadlines = false)
    {
        var since = RealTime.GetTimestamp();
        while (await UnfinishedAsync(withDeadlines, cancel) is { } left)
        {
            Assert.True(RealTime.GetElapsedTime(since) < Patience, $"The bot does not come to rest:\n{left}\nIts log:\n{log.Text}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), RealTime, cancel);
        }
    }

    /// <summary>What the bot is doing, or could do now by its clock, in words; null for nothing.</summary>
    /// <param name="withDeadlines">Whether what the watch over deadlines would find at its next look counts.</param>
    private async Task<string?> UnfinishedAsync(bool withDeadlines, CancellationToken cancel)
    {
        if (turns.UnderWay is > 0 and var handled)
        {
            return $"{handled} turns are being handled.";
        }

        if (Get<OutboxSignal>().ListsWait)
        {
            return "More is being added to lists.";
        }

        if (database is null)
        {
            var tables = Get<AzureTableStore>();
            var now = Get<TimeProvider>().GetUtcNow();
            IReadOnlyList<string> due = withDeadlines ? [.. (await tables.DueAsync(now, 10, cancel)).Select(key => $"due: {key.Id}")] : [];
            return await tables.UnfinishedAsync(now, cancel) is { Count: > 0 } unfinished ? string.Join('\n', unfinished.Concat(due))
                : due.Count > 0 ? string.Join('\n', due)
                : null;
        }

        // One statement, so that nothing hides between two of them.
        await using var sqlite = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Database,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        await sqlite.OpenAsync(cancel);
        await using var ask = sqlite.CreateCommand();
        ask.CommandText = """
            SELECT 'owed to ' || lane || (CASE WHEN token IS NULL THEN '' ELSE ', under way' END) || ', attempt ' || attempts || ': ' || json || coalesce(' (' || why || ')', '')
            FROM owed WHERE head = 1 AND (token IS NOT NULL OR ready_at <= $now)
            UNION ALL
            SELECT 'due: ' || year || '-' || number FROM escalations WHERE $deadlines AND next_wake <= $now
            LIMIT 10
            """;
        ask.Parameters.AddWithValue("$now", Get<TimeProvider>().GetUtcNow().UtcTicks);
        ask.Parameters.AddWithValue("$deadlines", withDeadlines);
        await using var rows = await ask.ExecuteReaderAsync(cancel);
        var left = new List<string>();
        while (await rows.ReadAsync(cancel))
        {
            left.Add(rows.GetString(0));
        }

        return left.Count == 0 ? null : string.Join('\n', left);
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        ownFolder?.Dispose();
    }

#pragma warning disable RS0030 // It works in real time, whatever its clock shows.
    private static TimeProvider RealTime => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>Counts the requests that are being handled.</summary>
    private sealed class Turns : IStartupFilter
    {
        private int underWay;

        public int UnderWay => Volatile.Read(ref underWay);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (http, handle) =>
                    {
                        Interlocked.Increment(ref underWay);
                        try
                        {
                            await handle(http);
                        }
                        finally
                        {
                            Interlocked.Decrement(ref underWay);
                        }
                    }
                );
                next(app);
            };
    }
}
