using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

/// <summary>A client, its clock and the other end, for one test.</summary>
public abstract class ConnectorTests : IAsyncLifetime
{
    private readonly CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected const string Chat = "a:1-alex";
    protected const string Channel = "19:abc@thread.tacv2";

    private protected static readonly OutgoingActivity Hello = OutgoingActivity.Words("Hello");

    private protected WaitingClock Clock { get; private set; } = new() { SkipWaits = true };

    private protected FakeTeams Teams { get; private set; } = null!;

    private protected FakeCredential Credential { get; private set; } = null!;

    /// <summary>Half a minute of real time: a guard that is lost must fail its test, not hang it.</summary>
    private protected CancellationToken Cancel => patience.Token;

    private protected static Uri Service => FakeTeams.Trusted;

    public virtual async ValueTask InitializeAsync()
    {
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        Teams = await FakeTeams.OpenAsync(Clock);
        Credential = new FakeCredential(Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Teams.DisposeAsync();
        patience.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>For tests that turn the clock by hand.</summary>
    private protected void StopTheClock() => Clock = new WaitingClock();

    private protected ConnectorClient Client(ConnectorSettings? settings = null) =>
        new(settings ?? new ConnectorSettings { AppName = "EscalationAgent", TenantId = "tenant-1" }, Credential, Clock, Teams.Transport, new Half());

    private protected static async Task<ConnectorException> FailsAsync(Task call) => await Assert.ThrowsAsync<ConnectorException>(() => call);

    // Always the middle, so that a back-off is exactly its base.
    private sealed class Half : Random
    {
        public override double NextDouble() => 0.5;
    }
}
