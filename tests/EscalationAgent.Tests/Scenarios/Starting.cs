using System.Diagnostics;
using EscalationAgent.Tests.Fakes;

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
        var (exit, said) = await StartAsync("Production", ("Teams:AppId", "some-app"), ("Storage:Path", ""), ("Reports:ApiKey", "short"), ("Llm:Endpoint", "http://models.example/v1"), ("Llm:ApiKey", "key-canary"));
        Assert.NotEqual(0, exit);
        Assert.Contains("exactly one of ClientSecret, CertificatePath and ManagedIdentity", said);
        Assert.Contains("TenantId is missing", said);
        Assert.Contains("Storage:Path is empty", said);
        Assert.Contains("ApiKey is shorter", said);
        Assert.Contains("Llm: Model is missing", said);
        Assert.DoesNotContain("canary", said);
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
            folder.Path, Cancel,
            ("environment", "Production"), ("Teams:AppId", "4f52b2d0-0000-4000-8000-000000000001"), ("Teams:TenantId", "4f52b2d0-0000-4000-8000-000000000002"), ("Teams:ClientSecret", "not-a-real-secret"));
        using var http = new HttpClient { BaseAddress = bot.Address };
        using var message = await http.PostAsync("/api/messages", new StringContent("{}"), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, message.StatusCode);
        using var report = await http.GetAsync("/api/reports/weekly", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, report.StatusCode);
    }

    private static async Task<(int Exit, string Said)> StartAsync(string environment, params (string Name, string Value)[] settings)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll"),
            "--environment", environment, "--urls", "http://127.0.0.1:0", "--Playground:Start", "never",
            .. settings.SelectMany(s => new[] { $"--{s.Name}", s.Value }),
        ])
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
