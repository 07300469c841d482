using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>The whole program in this process, on a SQLite file of its own, with fake people and a fake Teams around it.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly TemporaryFolder? ownFolder;

    private RunningBot(FakeTeams teams, WebApplicationFactory<Program> program, TemporaryFolder? ownFolder)
    {
        Teams = teams;
        Program = program;
        this.ownFolder = ownFolder;
        People = new(program.CreateClient(), teams);
    }

    public FakeTeams Teams { get; }

    public WebApplicationFactory<Program> Program { get; }

    public FakeClient People { get; }

    /// <param name="clock">The clock of the program; null for the real one.</param>
    /// <param name="folder">Where its data are; null for a new folder that goes with it.</param>
    /// <param name="settings">Further settings, such as <see cref="FakeModel.Settings"/>.</param>
    /// <param name="administrators">Whom the settings name; null for Bob of the stories.</param>
    public static Task<RunningBot> StartAsync(FakeTeams teams, TimeProvider? clock = null, string? folder = null, Action<IServiceCollection>? with = null, IReadOnlyDictionary<string, string?>? settings = null, IReadOnlyList<FakePerson>? administrators = null)
    {
        var ownFolder = folder is null ? new TemporaryFolder() : null;
        var program = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("Playground:Start", "never");
            host.UseSetting("urls", "http://127.0.0.1:0"); // Programs that start side by side must not find each other's port taken.
            host.UseSetting("Storage:Path", Path.Combine(folder ?? ownFolder!.Path, "escalations.db"));
            host.UseSetting("Reports:Tenant", FakeTeams.Tenant);
            foreach (var (i, person) in (administrators ?? [Scenarios.Story.Bob]).Index())
            {
                host.UseSetting($"Teams:Administrators:{i}", person.AadObjectId);
            }

            foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            {
                host.UseSetting(name, value);
            }

            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
            host.ConfigureServices(services =>
            {
                if (clock is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(clock));
                }

                with?.Invoke(services);
            });
        });
        return Task.FromResult(new RunningBot(teams, program, ownFolder));
    }

    public T Get<T>()
        where T : notnull => Program.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        ownFolder?.Dispose();
    }
}
