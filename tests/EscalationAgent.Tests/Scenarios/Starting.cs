using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using EscalationAgent.Tests.Fakes;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What stops the start, and how the program says it.</summary>
public sealed class Starting
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_anonymous_door_stops_the_start_in_production()
    {
        var (exit, said) = await StartAsync("Production", ("Teams:Anonymous", "true"));
        Assert.NotEqual(0, exit);
        Assert.Contains("an anonymous door is for Development only", said);
    }

    [Fact]
    public async Task Production_without_settings_says_all_that_is_missing()
    {
        var (exit, said) = await StartAsync("Production");
        Assert.NotEqual(0, exit);
        Assert.Contains("AppId is missing", said);
        Assert.Contains("AllowedTenants is empty", said);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var (exit, said) = await StartAsync(
            "Production",
            ("Teams:AppId", "some-app"),
            ("Storage:Path", ""),
            ("Storage:Tables:Endpoint", "http://account.table.core.windows.net"),
            ("Storage:Tables:ConnectionString", "AccountKey=canary"),
            ("Storage:Tables:Prefix", "1-2"),
            ("Reports:ApiKey", "short"),
            ("Llm:Endpoint", "http://models.example/v1"),
            ("Llm:ApiKey", "key-canary")
        );
        Assert.NotEqual(0, exit);
        Assert.Contains("exactly one of ClientSecret, CertificatePath and ManagedIdentity", said);
        Assert.Contains("TenantId is missing", said);
        Assert.Contains("Storage:Path is empty", said);
        Assert.Contains("Storage:Tables has an Endpoint and a ConnectionString", said);
        Assert.Contains("Storage:Tables:Endpoint is no https address", said);
        Assert.Contains("Storage:Tables:ConnectionString cannot be read", said);
        Assert.Contains("Storage:Tables:Prefix must be", said);
        Assert.Contains("ApiKey is shorter", said);
        Assert.Contains("Llm: Model is missing", said);
        Assert.DoesNotContain("canary", said);
    }

    /// <summary>Who keeps a file does not pay for the other store.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_library_of_the_tables_is_loaded_only_where_they_are_used(bool onTables)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        if (onTables)
        {
            TestStore.UseTables();
        }
        else
        {
            TestStore.NeedsSqlite();
        }

        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        using var client = new HttpClient();
        Assert.Equal("", (await client.GetStringAsync(new Uri(bot.Address, "health/live"), Cancel)).Replace("Healthy", "", StringComparison.Ordinal));

        var loaded = await File.ReadAllTextAsync($"/proc/{bot.Id}/maps", Cancel);

        Assert.Equal(onTables, loaded.Contains("Azure.Data.Tables.dll", StringComparison.Ordinal));
    }

    /// <summary>Who does not use Graph does not pay for it.</summary>
    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task The_library_of_Graph_is_loaded_only_where_it_is_used(string enabled)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            Cancel,
            ("Playground:Start", "never"),
            ("Graph:Enabled", enabled),
            ("Graph:Endpoint", "http://127.0.0.1:9/v1.0")
        );
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", Cancel)).StatusCode);

        var loaded = await File.ReadAllTextAsync($"/proc/{bot.Id}/maps", Cancel);

        Assert.Equal(enabled == "true", loaded.Contains("Microsoft.Graph.Core.dll", StringComparison.Ordinal));
        Assert.Equal(enabled == "true", loaded.Contains("Microsoft.Kiota.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_model_its_libraries_are_not_loaded()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("What a process has loaded is read from /proc.");
        }

        Assert.Empty(await LoadedAsync());
        var loaded = await LoadedAsync(("Llm:Endpoint", "http://127.0.0.1:9/v1"), ("Llm:Model", "nobody"));
        Assert.Contains("Microsoft.SemanticKernel.Core.dll", loaded);

        static async Task<IReadOnlyList<string>> LoadedAsync(params (string Name, string Value)[] settings)
        {
            using var folder = new TemporaryFolder();
            await using var bot = await BotProcess.StartAsync(folder.Path, Cancel, [("Playground:Start", "never"), .. settings]);
            using var http = new HttpClient { BaseAddress = bot.Address };
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", Cancel)).StatusCode);
            string[] ofModels = ["Microsoft.SemanticKernel", "Microsoft.Extensions.AI", "OpenAI", "Azure.AI.OpenAI", "Azure.Identity", "Handlebars"];
            return
            [
                .. (await File.ReadAllLinesAsync($"/proc/{bot.Id}/maps", Cancel))
                    .Select(line => Path.GetFileName(line[(line.LastIndexOf(' ') + 1)..]))
                    .Where(file => ofModels.Any(name => file.StartsWith(name, StringComparison.Ordinal)))
                    .Distinct(),
            ];
        }
    }

    /// <summary>Who watches from nowhere does not pay for OpenTelemetry.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:9/")]
    public async Task The_libraries_of_telemetry_are_loaded_only_where_it_goes_somewhere(string? variable, string? value)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        using var folder = new TemporaryFolder();
        var environment = variable is null ? new Dictionary<string, string>() : new() { [variable] = value! };
        await using var bot = await BotProcess.StartAsync(folder.Path, environment, Cancel, ("Playground:Start", "never"));
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", Cancel)).StatusCode);

        var loaded = await File.ReadAllTextAsync($"/proc/{bot.Id}/maps", Cancel);

        Assert.Equal(variable is not null, loaded.Contains("OpenTelemetry", StringComparison.Ordinal));
        Assert.Equal(variable?[0] == 'A', loaded.Contains("Azure.Monitor.OpenTelemetry.Exporter.dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_string_that_is_none_stops_the_start()
    {
        var (exit, said) = await StartAsync("Development", ("APPLICATIONINSIGHTS_CONNECTION_STRING", "canary"));
        Assert.NotEqual(0, exit);
        Assert.Contains("APPLICATIONINSIGHTS_CONNECTION_STRING is no connection string", said);
        Assert.DoesNotContain("canary", said);
    }

    [Fact]
    public async Task A_rota_that_cannot_be_used_stops_the_start_with_each_fault_in_its_place()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            Path.Combine(folder.Path, "e.yaml"),
            "team: enginering\ntime_zone: UTC\nrotation: daily\nhand_over: \"09:00\"\nfirst_day: \"2026-11-02\"\npeople: [Ann]\nfallback: nobody\n"
        );

        var (exit, said) = await StartAsync("Development", ("Rotas:Folder", folder.Path), ("Playground:Start", "never"));

        Assert.NotEqual(0, exit);
        Assert.Contains("rotas/e.yaml:1:7: team is 'enginering', which is no team or role of a playbook", said);
        Assert.Contains("rotas/e.yaml:7:11: fallback is nobody", said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task An_unknown_playbook_stops_the_start()
    {
        var (exit, said) = await StartAsync("Development", ("Playbooks:Default", "no-such-playbook"));
        Assert.NotEqual(0, exit);
        Assert.Contains("no-such-playbook", said);
    }

    [Fact]
    public async Task Production_serves_with_a_registration_and_refuses_what_has_no_token()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            Cancel,
            ("environment", "Production"),
            ("Teams:AppId", "4f52b2d0-0000-4000-8000-000000000001"),
            ("Teams:TenantId", "4f52b2d0-0000-4000-8000-000000000002"),
            ("Teams:ClientSecret", "not-a-real-secret")
        );
        using var http = new HttpClient { BaseAddress = bot.Address };
        using var message = await http.PostAsync("/api/messages", new StringContent("{}"), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, message.StatusCode);
        using var report = await http.GetAsync("/api/reports/weekly", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, report.StatusCode);
    }

    /// <summary>What no setting can be is told with its name and what it may be, all of it at once.</summary>
    [Fact]
    public async Task Settings_that_cannot_be_read_are_told_by_their_names()
    {
        var (exit, said) = await StartAsync(
            "Development",
            ("Mail:Security", "None"),
            ("Reports:PublicUrl", "nowhere"),
            ("Drills:On", "perhaps"),
            ("Storage:Path", "")
        );
        Assert.Equal(1, exit);
        Assert.Contains("Mail:Security cannot be 'None'; it may be StartTls, Tls.", said, StringComparison.Ordinal);
        Assert.Contains("Drills:On cannot be 'perhaps'; it may be true or false.", said, StringComparison.Ordinal);
        Assert.Contains("Storage:Path is empty", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    /// <summary>One sentence and the way out, whoever has the port, on the address that is asked for.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("*")]
    public async Task A_taken_port_is_told_in_one_sentence_with_another_one(string host)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exit, said) = await StartAsync("Development", ("urls", $"http://{host}:{port}"));

        Assert.Equal(1, exit);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Escalation Agent cannot start:", lines[0].Trim());
        Assert.Matches(
            $@"^  Port {port} is taken: another program listens there, perhaps an agent that is still running\. Stop that one, or choose "
                + $@"another port: --urls http://(localhost|127\.0\.0\.1):\d+\.$",
            Assert.Single(lines.Skip(1)).TrimEnd()
        );

        // What it advises can be had.
        var advised = int.Parse(Regex.Match(said, @":(\d+)\.\s*$").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        using var free = new TcpListener(IPAddress.Loopback, advised);
        free.Start();
    }

#if DEBUG
    /// <summary>A stand-in for the Playground that takes its time, as the first download does.</summary>
    [Fact]
    public async Task A_slow_first_start_says_what_it_is_doing_and_writes_no_log_where_it_was_started()
    {
        Peer.Node(); // skips where there is none
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "slow.js");
        await File.WriteAllTextAsync(
            program,
            """
            const fs = require("fs"), path = require("path");
            for (let i = 0; i < 12; i++) console.error("npm http fetch GET 200 https://registry.npmjs.org/x 12ms");
            const log = process.env.M365_AGENTS_PLAYGROUND_LOGFILE || path.resolve("./devTools/m365agentsplayground.log");
            fs.mkdirSync(path.dirname(log), { recursive: true });
            fs.writeFileSync(log, "here");
            setTimeout(() => console.log("Listening on 56999"), 7000);
            setInterval(() => {}, 1000);
            """,
            Cancel
        );
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            new Dictionary<string, string> { ["XDG_DATA_HOME"] = Path.Combine(folder.Path, "own") },
            Cancel,
            ("Playground:Program", program)
        );
        Assert.Equal(56999, (await bot.PlaygroundAsync(Cancel)).Port);

        Assert.Matches(@"Downloading the Playground: 12 files so far, \d+ s\.", bot.Output);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "devTools")), "the Playground wrote its log where the agent was started");
        Assert.DoesNotContain("npm http", bot.Output);
    }
#endif

    private static async Task<(int Exit, string Said)> StartAsync(string environment, params (string Name, string Value)[] settings)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll"),
                "--environment",
                environment,
                "--urls",
                "http://127.0.0.1:0",
                "--Playground:Start",
                "never",
                .. settings.SelectMany(s => new[] { $"--{s.Name}", s.Value }),
            ]
        )
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + await error);
    }
}
