using EscalationAgent;
using EscalationAgent.Drafting;
using EscalationAgent.Drafting.Prompts;
using EscalationAgent.Graph;
using EscalationAgent.Integrations;
using EscalationAgent.Mailing;
using EscalationAgent.Observability;
using EscalationAgent.Packaging;
using EscalationAgent.Playbooks;
using EscalationAgent.Reports;
using EscalationAgent.Scheduling;
using EscalationAgent.Storage;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Tab;
using Escalations;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using TeamsBot.Inbound;

var builder = WebApplication.CreateBuilder(ProgramVerbs.SettingsIn(args));
var playbooks = Path.Combine(AppContext.BaseDirectory, builder.Configuration["Playbooks:Folder"] ?? "playbooks");
var rotas = Path.Combine(AppContext.BaseDirectory, builder.Configuration["Rotas:Folder"] ?? "rotas");
var prompts = Path.Combine(AppContext.BaseDirectory, "prompts");
var settings = new SettingsReader(builder.Configuration);
var llm = settings.Read<LlmSettings>("Llm");
var storage = settings.Read<StorageSettings>("Storage");
var teams = settings.Read<TeamsSettings>("Teams");
var reports = settings.Read<ReportsSettings>("Reports");
var tab = settings.Read<TabSettings>("Tab");
var graph = settings.Read<GraphSettings>("Graph");
var mail = settings.Read<SmtpSettings>("Mail");
var webhooks = settings.ReadAll<WebhookSettings>("Webhooks");
var drills = settings.Read<DrillSettings>("Drills");
var tickets = settings.Read<TicketSettings>("Tickets");
var measures = settings.Read<MeasureSettings>("Measures");
var telemetry = TelemetrySettings.Of(builder.Configuration);
var isDevelopment = builder.Environment.IsDevelopment();

string[] tenants = [.. teams.Inbound(isDevelopment).AllowedTenants];
string[] faults =
[
    .. settings.Faults,
    .. teams.Faults(isDevelopment),
    .. storage.Faults(),
    .. llm.Faults(),
    .. graph.Faults(),
    .. mail.Faults(graph is { Enabled: true, MailSender.Length: > 0 }),
    .. reports.Faults(),
    .. tab.Faults(isDevelopment),
    .. telemetry.Faults(),
    .. WebhookSettings.Faults(webhooks, tenants),
    .. tickets.Faults(tenants),
    .. measures.Faults(tenants),
    .. drills.Faults(),
];

var defaultPlaybook = builder.Configuration["Playbooks:Default"] ?? PlaybookSetup.DefaultName;
var playbooksOff = builder.Configuration.GetSection("Playbooks:Off").Get<string[]>() ?? [];

string[] AllFaults() => [.. faults, .. PlaybookSetup.Faults(playbooks, defaultPlaybook, playbooksOff), .. settings.Unknown.Select(SettingsReader.OfUnknown)];

if (settings.Faults.Count > 0 && args is not [DoctorVerb.Name, ..])
{
    return StartupFailure.ToStart(AllFaults());
}

if (await ProgramVerbs.TryRunAsync(args, playbooks, prompts, storage, llm, builder.Configuration, teams.AppId) is { } exit)
{
    return exit;
}

#pragma warning disable RS0030 // The one place that chooses the clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030
if (args is [DoctorVerb.Name, ..])
{
    return await DoctorVerb.RunAsync(
        [
            .. DoctorVerb.Settings([.. faults, .. settings.Unknown.Select(SettingsReader.OfUnknown)]),
            DoctorVerb.Playbooks(playbooks, defaultPlaybook, playbooksOff),
            .. TeamsChecks.Of(teams, isDevelopment, () => teams.Credential(SignIn.Once), clock),
            TeamsChecks.Door(builder.Configuration["domain"]),
            StorageCheck.Of(storage),
            ModelCheck.Of(llm),
            GraphCheck.Of(graph, teams.TenantId, () => teams.Credential(SignIn.Once)),
            MailCheck.Of(mail, graph is { Enabled: true, MailSender.Length: > 0 }, clock),
            TabCheck
                .Of(tab.SignIn(teams, reports.PublicUrl, isDevelopment), reports.PublicUrl, isDevelopment, clock)
                .Unless([.. teams.Faults(isDevelopment), .. tab.Faults(isDevelopment)]),
            PackageCheck.Of(builder.Configuration["package"], teams.AppId, tab.SignIn(teams, null, isDevelopment).ClientId),
        ],
        Console.Out,
        clock,
        CancellationToken.None
    );
}

if (faults.Length > 0)
{
    return StartupFailure.ToStart(AllFaults());
}

if (PortCheck.Faults(builder.Configuration) is { Count: > 0 } taken)
{
    return StartupFailure.ToStart(taken);
}

try
{
    builder.Services.AddSingleton(clock);
    builder.Services.AddSingleton(new LinkSettings(reports.ApiKey, reports.PublicUrl)).AddSingleton<RunbookLinks>().AddSingleton<CalendarLinks>();
    builder.Services.AddSingleton<CalendarRate>();
    var connections = new ConnectionLimiter(teams.ConnectionLimits, clock);
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        connections.Guard(kestrel);
    });
    builder.Services.AddPlaybooks(playbooks, defaultPlaybook, playbooksOff);
    builder.Services.AddRotas(rotas);
    builder.Services.AddStorage(storage);
    builder.Services.AddDrafting(llm, prompts);
    builder.Services.AddGraph(graph, teams.TenantId, teams.Credential, mail.Around);
    builder.Services.AddTelemetry(telemetry);
    builder.Services.AddUseCases();
    builder.Services.AddTeams(teams, isDevelopment);
    builder.Services.AddTab(tab.SignIn(teams, reports.PublicUrl, isDevelopment), tab.AppId.Length > 0 ? tab.AppId : teams.AppId, isDevelopment);
    builder.Services.AddIntegrations(webhooks, tickets, tenants);
    builder.Services.AddDrills(drills, storage.Tables.IsConfigured);
    builder.Services.AddScheduling();
    builder.Services.AddSingleton(s => new RecurringJob("Looking for changed playbooks", PlaybookWatch.Every, s.GetRequiredService<PlaybookWatch>().RunAsync));
    builder.Services.AddSingleton(s => new RecurringJob("Ending idle drills", TimeSpan.FromMinutes(1), _ =>
        s.GetRequiredService<DrillWorlds>().EndIdleAsync()
    ));
    builder.Services.AddSingleton(s => new RecurringJob("Looking for changed rotas", RotaWatch.Every, s.GetRequiredService<RotaWatch>().RunAsync));
#if WITH_PLAYGROUND
    EscalationAgent.Playground.PlaygroundSetup.AddPlayground(builder.Services, builder.Configuration, builder.Environment, LoopbackCheck.IsLocal);
#endif

    var app = builder.Build();

    settings.Report(app.Logger);

    // A fault in them is said before anything starts.
    app.Services.GetRequiredService<RotaCatalog>();
    connections.Watch(app);
    app.UseStoreUnavailable();
    app.MapMessagesEndpoint("/api/messages");
    app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
    app.MapHealthChecks(
        "/health/ready",
        new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = HealthAnswer.WriteAsync }
    );
    app.MapTickets(tickets, tenants);
    app.MapMeasures(measures, tenants);
    var readers = new ReportAccess(reports, tenants, isDevelopment ? LoopbackCheck.IsLocal : null);
    app.MapWeeklyReport(readers);
    app.MapMonthlyReport(readers);
    app.MapEscalations(readers);
    app.MapRunbook();
    app.MapCalendar();
    app.MapTab();
#if WITH_PLAYGROUND
    EscalationAgent.Playground.PlaygroundSetup.MapPlayground(app, app.Environment);
#endif
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (fault is PlaybookException or RotaException or DrillException or PromptException or UnusableStorageException)
{
    return StartupFailure.ToStart([fault.Message]);
}
