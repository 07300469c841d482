using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Inbound;

namespace TeamsBot.Tests.Inbound;

/// <summary>Which settings let the door open.</summary>
public sealed class InboundSettingsTests
{
    private static readonly InboundSettings Good = new() { AppId = Keys.App, AllowedTenants = [Keys.Tenant] };

    [Fact]
    public void Good_settings_have_no_faults()
    {
        Assert.Empty(Good.Validate(isDevelopment: false));
        Assert.Empty(Good.Validate(isDevelopment: true));
        Assert.Empty(new InboundSettings { Anonymous = true }.Validate(isDevelopment: true));
    }

    [Fact]
    public void No_settings_at_all_let_nobody_in() => Assert.Equal(2, new InboundSettings().Validate(isDevelopment: true).Count);

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var bad = new InboundSettings
        {
            AllowedTenants = [" "],
            MetadataAddress = "http://keys.example",
            Issuer = "",
            TurnLimit = TimeSpan.Zero,
        };

        Assert.Equal(5, bad.Validate(isDevelopment: false).Count);
    }

    [Fact]
    public void An_anonymous_door_is_for_Development_only()
    {
        Assert.Contains("Anonymous", Assert.Single((Good with { Anonymous = true }).Validate(isDevelopment: false)), StringComparison.Ordinal);
        Assert.Empty((Good with { Anonymous = true }).Validate(isDevelopment: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_an_app_id_no_token_can_be_checked(string appId) =>
        Assert.Contains("AppId", Assert.Single((Good with { AppId = appId }).Validate(isDevelopment: true)), StringComparison.Ordinal);

    [Fact]
    public void Without_a_tenant_nobody_could_come_in() =>
        Assert.Contains("AllowedTenants", Assert.Single((Good with { AllowedTenants = [] }).Validate(isDevelopment: true)), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://login.botframework.azure.us/v1/.well-known/openidconfiguration", true, true)]
    [InlineData("http://localhost:5000/metadata", true, false)]
    [InlineData("http://127.0.0.1:5000/metadata", true, false)]
    [InlineData("http://login.botframework.com/metadata", false, false)]
    [InlineData("https://user@login.botframework.com/metadata", false, false)]
    [InlineData("login.botframework.com", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    [InlineData("", false, false)]
    public void Keys_come_over_https_or_from_this_machine_in_Development(string address, bool inDevelopment, bool elsewhere)
    {
        var settings = Good with { MetadataAddress = address };

        Assert.Equal((inDevelopment, elsewhere), (settings.Validate(true).Count == 0, settings.Validate(false).Count == 0));
    }

    [Fact]
    public async Task Faults_stop_the_start_with_all_their_sentences()
    {
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            DoorUnderTest.StartAsync(_ => new InboundSettings { TurnLimit = TimeSpan.FromHours(1) })
        );

        Assert.All(["AppId", "AllowedTenants", "TurnLimit"], name => Assert.Contains(name, stopped.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_endpoint_without_a_handler_stops_the_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        builder.Services.AddMessagesEndpoint(Good);
        var app = builder.Build();

        Assert.Contains(
            nameof(ActivityHandler),
            Assert.Throws<InvalidOperationException>(() => app.MapMessagesEndpoint("/api/messages")).Message,
            StringComparison.Ordinal
        );
    }
}
