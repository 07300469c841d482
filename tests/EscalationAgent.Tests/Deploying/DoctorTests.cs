using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Identity;
using EscalationAgent.Drafting;
using EscalationAgent.Graph;
using EscalationAgent.Packaging;
using EscalationAgent.Storage;
using EscalationAgent.Teams;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage.AzureTables;

namespace EscalationAgent.Tests.Deploying;

/// <summary>What <c>doctor</c> says about each thing that the bot needs, when it is right and when it is not.</summary>
public sealed partial class DoctorTests : IAsyncLifetime
{
    private const string Bot = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
    private const string Tenant = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";
    private const string Secret = "canary~secret";

    private static readonly TeamsSettings Teams = new()
    {
        AppId = Bot,
        TenantId = Tenant,
        ClientSecret = Secret,
    };

    private readonly TemporaryFolder folder = new();
    private readonly ClockWithRealTimers clock = new(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
    private FakeEntra entra = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        entra = await FakeEntra.StartAsync();
        entra.Claims["appid"] = Bot;
        entra.Claims["tid"] = Tenant;
    }

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await entra.DisposeAsync();
    }

    [Fact]
    public async Task A_token_for_Teams_shows_that_the_identity_is_right()
    {
        Assert.Equal(Finding.Ok($"{Bot} gets a token for Teams."), await IdentityAsync(Teams));
        Assert.Contains($"/{Tenant}/oauth2/v2.0/token", Assert.Single(entra.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AADSTS7000222", "the client secret has expired")]
    [InlineData("AADSTS7000215", "the client secret is not the right one")]
    [InlineData("AADSTS700016", "the tenant knows no app of this id")]
    [InlineData("AADSTS90002", "there is no such tenant")]
    [InlineData("AADSTS7000229", "no enterprise application")]
    [InlineData("AADSTS53003", "Conditional Access")]
    [InlineData("AADSTS999999", "Entra refused it with AADSTS999999")]
    public async Task What_Entra_refuses_is_named_by_its_code_and_in_words(string code, string words)
    {
        entra.Refusal = code;

        var finding = await IdentityAsync(Teams);

        Assert.Equal((Health.Wrong, DeploySteps.Identity), (finding.Health, finding.Step));
        Assert.Contains(code, finding.Says, StringComparison.Ordinal);
        Assert.Contains(words, finding.Says, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, finding.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("Trace ID", finding.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appid", "the token is that of")]
    [InlineData("tid", "the token is of the tenant")]
    public async Task A_token_of_somebody_else_is_no_proof(string claim, string words)
    {
        entra.Claims[claim] = "00000000-0000-0000-0000-000000000007";

        var finding = await IdentityAsync(Teams);

        Assert.Equal(Health.Wrong, finding.Health);
        Assert.Contains(words, finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_Entra_cannot_be_reached_is_the_networks_matter()
    {
        await entra.StopAsync();

        var finding = await IdentityAsync(Teams);

        Assert.Equal((Health.Wrong, DeploySteps.Network), (finding.Health, finding.Step));
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_is_said()
    {
        var finding = await IdentityAsync(Teams with { ClientSecret = null, CertificatePath = folder.File("none.pfx") });

        Assert.Equal((Health.Wrong, DeploySteps.Identity), (finding.Health, finding.Step));
        Assert.Contains("Teams:CertificatePath", finding.Says, StringComparison.Ordinal);
    }

    /// <summary>As when none of the ways in which a machine may sign in is there: one of them looks for files of an editor.</summary>
    [Fact]
    public void What_a_machine_signs_in_with_is_not_taken_for_a_certificate()
    {
        var finding = SignIn.Failed(
            new CredentialUnavailableException("None.", new AggregateException(new FileNotFoundException(), new HttpRequestException()))
        );

        Assert.Equal((Health.Wrong, DeploySteps.Identity), (finding.Health, finding.Step));
        Assert.Contains("nothing on this machine signs in", finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_app_id_there_is_nothing_to_sign_in_with() =>
        Assert.Equal(Health.NotChecked, (await IdentityAsync(new(), isDevelopment: true)).Health);

    [Fact]
    public async Task What_has_wrong_settings_is_not_tried()
    {
        var finding = await IdentityAsync(Teams with { ManagedIdentity = true });

        Assert.Equal(Finding.NotChecked("its settings are wrong."), finding);
        Assert.Empty(entra.Requests);
    }

    [Fact]
    public async Task The_keys_of_Teams_are_fetched_from_where_the_door_fetches_them()
    {
        Assert.Equal(Finding.Ok("1 at 127.0.0.1."), await KeysAsync(entra.Metadata));

        var finding = await KeysAsync($"http://127.0.0.1:{FreePort()}/v1/.well-known/openidconfiguration");
        Assert.Equal((Health.Wrong, DeploySteps.Network), (finding.Health, finding.Step));
        Assert.Contains("ConnectionError", finding.Says, StringComparison.Ordinal);

        Assert.Contains("the answer was 404", (await KeysAsync($"{entra.Address}/elsewhere")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bot_is_asked_at_the_name_that_Teams_knows_it_by()
    {
        await using var bot = await BotProcess.StartAsync(folder.Path, Cancel, ("Playground:Start", "never"));
        using var toBot = new Elsewhere(bot.Address);
        using var toOther = new Elsewhere(new(entra.Address));
        using var toNobody = new Elsewhere(new($"http://127.0.0.1:{FreePort()}"));

        Assert.Equal(Finding.Ok("https://bot.contoso.com answers and is ready."), await LookAsync(TeamsChecks.Door("bot.contoso.com", toBot)));
        var other = await LookAsync(TeamsChecks.Door("bot.contoso.com", toOther));
        Assert.Equal((Health.Wrong, DeploySteps.Network), (other.Health, other.Step));
        Assert.Contains("answers 404", other.Says, StringComparison.Ordinal);
        Assert.Contains("ConnectionError", (await LookAsync(TeamsChecks.Door("bot.contoso.com", toNobody))).Says, StringComparison.Ordinal);
        Assert.Equal(Health.Wrong, (await LookAsync(TeamsChecks.Door("https://bot.contoso.com", toBot))).Health);
        Assert.Equal(Health.NotChecked, (await LookAsync(TeamsChecks.Door(null))).Health);
    }

    [Fact]
    public async Task A_file_that_can_be_made_is_right_and_none_is_made()
    {
        var path = folder.File("data", "escalations.db");

        var finding = await StorageAsync(new() { Path = path });

        Assert.Equal(Finding.Ok($"{path} can be made."), finding);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_file_in_use_is_right_and_stays_as_it_is()
    {
        var path = folder.File("escalations.db");
        using var store = SqliteStore.Open(path);
        var before = File.ReadAllBytes(path);

        Assert.Equal(Finding.Ok($"{path} can be read and written."), await StorageAsync(new() { Path = path }));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_file_of_something_else_is_wrong_and_stays()
    {
        var path = folder.File("escalations.db");
        File.WriteAllText(path, "Dear diary, this is no database at all.");

        var finding = await StorageAsync(new() { Path = path });

        Assert.Equal((Health.Wrong, DeploySteps.Storage), (finding.Health, finding.Step));
        Assert.Contains("no SQLite file", finding.Says, StringComparison.Ordinal);
        Assert.StartsWith("Dear diary", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_takes_no_files_is_wrong()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Even root can put nothing into /proc.");

        var finding = await StorageAsync(new() { Path = "/proc/escalation-agent/escalations.db" });

        Assert.Equal((Health.Wrong, DeploySteps.Storage), (finding.Health, finding.Step));
        Assert.Contains("cannot be written here", finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_that_take_a_row_are_right()
    {
        var tables = new TablesSettings { ConnectionString = await Azurite.ConnectionStringAsync(Cancel), Prefix = Azurite.NewPrefix() };

        Assert.Equal(Finding.Ok("its tables can be read and written."), await StorageAsync(new() { Tables = tables }));
    }

    [Fact]
    public async Task A_wrong_key_of_the_account_is_said_and_not_shown()
    {
        var right = await Azurite.ConnectionStringAsync(Cancel);
        var wrong = Key().Replace(right, "AccountKey=Y2FuYXJ5Y2FuYXJ5;");
        Assert.NotEqual(right, wrong);

        var finding = await StorageAsync(
            new()
            {
                Tables = new() { ConnectionString = wrong, Prefix = Azurite.NewPrefix() },
            }
        );

        Assert.Equal((Health.Wrong, DeploySteps.Storage), (finding.Health, finding.Step));
        Assert.Contains("403", finding.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("Y2FuYXJ5", finding.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AuthorizationPermissionMismatch", "the role Storage Table Data Contributor is missing")]
    [InlineData("KeyBasedAuthenticationNotPermitted", "the account takes no keys")]
    [InlineData("AuthorizationFailure", "network rules")]
    public async Task Why_the_account_refuses_is_told_apart(string code, string words)
    {
        entra.TableRefusal = code;

        var finding = await StorageAsync(
            new()
            {
                Tables = new() { ConnectionString = AccountAt(entra.Address), Prefix = "t" },
            }
        );

        Assert.Equal((Health.Wrong, DeploySteps.Storage), (finding.Health, finding.Step));
        Assert.Contains(words, finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_said()
    {
        var finding = await StorageAsync(
            new()
            {
                Tables = new() { ConnectionString = AccountAt($"http://127.0.0.1:{FreePort()}"), Prefix = "t" },
            }
        );

        Assert.Equal((Health.Wrong, DeploySteps.Storage), (finding.Health, finding.Step));
        Assert.Contains("cannot be reached", finding.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(LlmProvider.Compatible))]
    [InlineData(nameof(LlmProvider.OpenAI))]
    [InlineData(nameof(LlmProvider.AzureOpenAI))]
    public async Task A_model_is_asked_by_its_own_connector_for_one_word(string provider)
    {
        await using var model = await FakeModel.StartAsync(Replies.Says("ready"));

        Assert.Equal(Finding.Ok("fake-1 at 127.0.0.1 answers."), await ModelAsync(model.As(provider)));
        Assert.Single(model.Requests);

        model.Always(Replies.Error(401));
        var refused = await ModelAsync(model.As(provider));
        Assert.Equal((Health.Wrong, DeploySteps.Model), (refused.Health, refused.Step));
        Assert.Contains("refused the key (401)", refused.Says, StringComparison.Ordinal);

        model.Always(Replies.Error(404));
        Assert.Contains("is not known at its endpoint (404)", (await ModelAsync(model.As(provider))).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_there_silent_or_not_set_is_told_apart()
    {
        var nowhere = new LlmSettings
        {
            Endpoint = $"http://127.0.0.1:{FreePort()}/v1",
            Model = "nobody",
            TimeoutSeconds = 60,
        };
        Assert.Contains("is not reachable", (await ModelAsync(nowhere)).Says, StringComparison.Ordinal);

        await using var silent = await FakeModel.StartAsync(Replies.Silence, timeoutSeconds: 1);
        Assert.Contains("did not answer within 1 seconds", (await ModelAsync(silent.Llm)).Says, StringComparison.Ordinal);

        Assert.Equal(Health.NotChecked, (await ModelAsync(new())).Health);
    }

    [Theory]
    [InlineData("User.Read.All Presence.Read.All", Health.Ok, "it may Presence.Read.All, User.Read.All")]
    [InlineData("User.Read.All", Health.Wrong, "nobody has consented to Presence.Read.All")]
    [InlineData("", Health.Wrong, "nobody has consented to Presence.Read.All, User.Read.All")]
    public async Task What_Graph_may_be_asked_is_read_out_of_the_token(string roles, object health, string words)
    {
        entra.Claims["roles"] = new JsonArray([.. roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => JsonValue.Create(r))]);

        var finding = await GraphAsync(new() { Enabled = true });

        Assert.Equal(health, finding.Health);
        Assert.Contains(words, finding.Says, StringComparison.Ordinal);
        Assert.Contains("scope=https%3A%2F%2Fgraph.microsoft.com%2F.default", Assert.Single(entra.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mail_that_Exchange_alone_allows_is_no_fault()
    {
        entra.Claims["roles"] = new JsonArray("User.Read.All", "Presence.Read.All");

        var finding = await GraphAsync(new() { Enabled = true, MailSender = "escalations@contoso.com" });

        Assert.Equal(Health.NotChecked, finding.Health);
        Assert.Contains("Exchange", finding.Says, StringComparison.Ordinal);
        Assert.Equal(Health.NotChecked, (await GraphAsync(new())).Health);
    }

    [Fact]
    public async Task A_Teams_app_for_another_bot_is_found()
    {
        var zip = folder.File("app.zip");
        using var said = new StringWriter();
        Assert.Equal(
            0,
            PackageVerb.Run(
                ["--bot-id", Bot, "--domain", "bot.contoso.com", "--output", zip, "--manifest", Path.Combine(Peer.Root, "manifest")],
                "",
                said,
                said
            )
        );

        Assert.Equal(Health.Ok, (await LookAsync(PackageCheck.Of(zip, Bot.ToUpperInvariant(), Bot))).Health);
        var elsewhere = await LookAsync(PackageCheck.Of(zip, Bot, Tenant));
        Assert.Equal((Health.Wrong, DeploySteps.App), (elsewhere.Health, elsewhere.Step));
        Assert.Contains($"signs people in to {Bot}, and the tab takes tokens of {Tenant}", elsewhere.Says, StringComparison.Ordinal);
        var other = await LookAsync(PackageCheck.Of(zip, Tenant, Tenant));
        Assert.Equal((Health.Wrong, DeploySteps.App), (other.Health, other.Step));
        Assert.Contains($"is for the bot {Bot}, and Teams:AppId is {Tenant}", other.Says, StringComparison.Ordinal);
        Assert.Equal(Health.NotChecked, (await LookAsync(PackageCheck.Of(null, Bot, Bot))).Health);
        File.WriteAllText(zip, "no zip");
        Assert.Equal(Health.Wrong, (await LookAsync(PackageCheck.Of(zip, Bot, Bot))).Health);
    }

    [Fact]
    public async Task A_line_is_said_about_each_and_one_that_is_wrong_decides()
    {
        var (exit, said) = await RunAsync(
            new("first", _ => Task.FromResult(Finding.Ok("fine."))),
            new("second", _ => Task.FromResult(Finding.Wrong("two\nlines.", DeploySteps.Storage))),
            new("third", _ => Task.FromResult(Finding.NotChecked("no reason."))),
            new("fourth", _ => throw new InvalidOperationException($"canary {Secret}"))
        );

        Assert.Equal(1, exit);
        Assert.Equal(
            [
                "ok           first: fine.",
                "wrong        second: two lines. See docs/deploy.md#storage",
                "not checked  third: no reason.",
                "wrong        fourth: could not be tried: InvalidOperationException. See docs/deploy.md#settings",
                "2 of 4 are wrong.",
            ],
            said
        );
        var (fine, last) = await RunAsync(new Check("one", _ => Task.FromResult(Finding.Ok("fine."))));
        Assert.Equal((0, "Nothing is wrong."), (fine, last[^1]));
    }

    [Fact]
    public async Task Nobody_waits_for_ever()
    {
        var still = new TestClock(new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
        var looking = DoctorVerb.RunAsync([new("silent", cancel => WaitAsync(cancel))], TextWriter.Null, still, Cancel);

        still.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(1, await looking);

        async Task<Finding> WaitAsync(CancellationToken cancel)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, still, cancel);
            return Finding.Ok("");
        }
    }

    /// <summary>A line that is wrong leads to a heading of the guide.</summary>
    [Fact]
    public void Each_step_is_a_heading_of_the_guide()
    {
        var guide = File.ReadAllText(Path.Combine(Peer.Root, "docs", "deploy.md"));
        var anchors = Heading().Matches(guide).Select(h => Marks().Replace(h.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')).ToHashSet();

        Assert.NotEmpty(DeploySteps.All);
        Assert.Empty(DeploySteps.All.Except(anchors));
    }

    [Fact]
    public async Task The_program_says_that_all_is_right_with_real_parts_around_it()
    {
        await using var model = await FakeModel.StartAsync(Replies.Says("ready"));
        var zip = folder.File("app.zip");

        var (exit, packed) = await ProgramAsync("package", [("bot-id", Bot), ("domain", "bot.contoso.com"), ("output", zip)]);
        Assert.True(exit == 0, packed);
        (exit, var said) = await ProgramAsync(
            "doctor",
            [
                ("Teams:AppId", Bot),
                ("Teams:TenantId", Tenant),
                ("Teams:ManagedIdentity", "true"),
                ("Teams:MetadataAddress", entra.Metadata),
                ("Storage:Tables:ConnectionString", await Azurite.ConnectionStringAsync(Cancel)),
                ("Storage:Tables:Prefix", Azurite.NewPrefix()),
                .. model.Settings.Select(s => (s.Key, s.Value!)),
                ("Tab:Authority", entra.Address),
                ("package", zip),
            ]
        );

        Assert.True(exit == 0, said);
        Assert.Equal(
            ["settings", "playbooks", "identity", "keys of Teams", "storage", "model", "tab", "Teams app"],
            Line().Matches(said).Where(line => line.Groups[1].Value == "ok").Select(line => line.Groups[2].Value)
        );
        Assert.Contains("not checked  Microsoft Graph: it is switched off.", said, StringComparison.Ordinal);
        Assert.Contains("not checked  mail: no mail server is set.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_says_all_that_is_wrong_and_no_secret()
    {
        var (exit, said) = await ProgramAsync(
            "doctor",
            [
                ("Teams:AppId", Bot),
                ("Teams:TenantId", Tenant),
                ("Teams:ClientSecret", Secret),
                ("Teams:ManagedIdentity", "true"),
                ("Teams:MessagesPerMinute", "1"),
                ("Storage:Path", folder.File("app.zip", "escalations.db")),
                ("Llm:Endpoint", $"http://127.0.0.1:{FreePort()}/v1"),
                ("Llm:Model", "nobody"),
                ("Llm:ApiKey", Secret),
                ("Playbooks:Folder", folder.File("none")),
            ],
            before: () => File.WriteAllText(folder.File("app.zip"), "a file, no folder")
        );

        Assert.Equal(1, exit);
        Assert.Equal(
            ["settings", "settings", "playbooks", "storage", "model"],
            Line().Matches(said).Where(line => line.Groups[1].Value == "wrong").Select(line => line.Groups[2].Value)
        );
        Assert.All(said.Split('\n').Where(line => line.StartsWith("wrong", StringComparison.Ordinal)), line => Assert.Contains("docs/deploy.md#", line));
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
    }

    private Task<Finding> IdentityAsync(TeamsSettings settings, bool isDevelopment = false) =>
        LookAsync(TeamsChecks.Of(settings, isDevelopment, () => settings.Credential(entra.With), clock).First());

    private Task<Finding> KeysAsync(string metadata) =>
        LookAsync(TeamsChecks.Of(Teams with { MetadataAddress = metadata }, isDevelopment: true, () => null!, clock).Last());

    private static Task<Finding> StorageAsync(StorageSettings settings) => LookAsync(StorageCheck.Of(settings));

    private static Task<Finding> ModelAsync(LlmSettings settings) => LookAsync(ModelCheck.Of(settings));

    private Task<Finding> GraphAsync(GraphSettings settings) => LookAsync(GraphCheck.Of(settings, Tenant, () => Teams.Credential(entra.With)));

    private static Task<Finding> LookAsync(Check check) => check.LookAsync(Cancel);

    private async Task<(int Exit, string[] Said)> RunAsync(params Check[] checks)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var exit = await DoctorVerb.RunAsync(checks, said, clock, Cancel);
        return (exit, said.ToString().TrimEnd().Split('\n'));
    }

    private async Task<(int Exit, string Said)> ProgramAsync(string verb, IEnumerable<(string Name, string Value)> settings, Action? before = null)
    {
        before?.Invoke();
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll"), verb, .. settings.SelectMany(s => new[] { $"--{s.Name}", s.Value })]
        )
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in entra.IdentityVariables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var said = await process.StandardOutput.ReadToEndAsync(Cancel) + await error;
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, said);
    }

    private static string AccountAt(string address) =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Y2FuYXJ5;TableEndpoint={address}/devstoreaccount1;";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("AccountKey=[^;]+;")]
    private static partial Regex Key();

    [GeneratedRegex("^#{2,4} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex Marks();

    [GeneratedRegex("^(ok|wrong|not checked) +([^:]+): ", RegexOptions.Multiline)]
    private static partial Regex Line();
}
