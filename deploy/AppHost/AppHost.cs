// For developers: the bot on Azurite's tables, with the dashboard that shows its logs, spans and figures.
//   dotnet run --project deploy/AppHost
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// What UseDevelopmentStorage=true means.
const int TablePort = 10002;

var builder = DistributedApplication.CreateBuilder(args);
builder.Services.AddHealthChecks().AddAsyncCheck("azurite", AnswersAsync);

var azurite = builder
    .AddExecutable(
        "azurite",
        "npx",
        ".",
        "--yes",
        "--package",
        "azurite",
        "azurite-table",
        "--inMemoryPersistence",
        "--skipApiVersionCheck",
        "--tablePort",
        $"{TablePort}"
    )
    .WithEndpoint(port: TablePort, targetPort: TablePort, scheme: "http", name: "table", isProxied: false)
    .WithHealthCheck("azurite");

builder.AddProject<Projects.EscalationAgent>("bot").WithEnvironment("Storage__Tables__ConnectionString", "UseDevelopmentStorage=true").WaitFor(azurite);

await builder.Build().RunAsync();

// A program counts as running before its port answers.
static async Task<HealthCheckResult> AnswersAsync(CancellationToken cancel)
{
    using var socket = new TcpClient();
    try
    {
        await socket.ConnectAsync("127.0.0.1", TablePort, cancel);
        return HealthCheckResult.Healthy();
    }
    catch (SocketException failure)
    {
        return HealthCheckResult.Unhealthy("Azurite does not answer yet.", failure);
    }
}
