using EscalationAgent.Integrations;
using EscalationAgent.Tests.Fakes;
using Escalations;

namespace EscalationAgent.Tests.Integrations;

/// <summary>Settings of webhooks that cannot be used are refused at the start, each with its name.</summary>
public sealed class WebhookSettingsTests
{
    private static readonly WebhookSettings Good = new()
    {
        Name = "pager",
        Url = "https://hooks.example.com/in",
        Secret = FakeReceiver.Secret,
    };

    public static TheoryData<string, string> Broken =>
        new()
        {
            { "Url", "http://hooks.example.com/in" },
            { "Url", "https://user:word@hooks.example.com/in" },
            { "Url", "/in" },
            { "Url", "https://10.0.0.5/in" },
            { "Url", "https://[fd00::5]/in" },
            { "Url", "file:///etc/passwd" },
            { "Name", "" },
            { "Name", "two words" },
            { "Name", "a:b" },
            { "Secret", "secret" },
            { "FormerSecret", "" },
            { "Audience", "everybody" },
            { "Audience", "1" },
            { "Severities", "S5" },
            { "Severities", "7" },
            { "Events", "notes_taken" },
            { "Events", "routed.1" },
        };

    [Fact]
    public void What_is_right_has_no_faults_and_reads_least_by_default()
    {
        Assert.Empty(WebhookSettings.Faults([Good, Good with { Name = "b", Url = "http://127.0.0.1:9000/x" }], []));
        Assert.Equal(Audience.Technical, Good.Subscription("t").Audience);
        Assert.Equal("t", Good.Subscription("t").Tenant);
        Assert.Equal("own", (Good with { Tenant = "own" }).Subscription("t").Tenant);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_wrong_is_named(string setting, string value)
    {
        var broken = setting switch
        {
            "Url" => Good with { Url = value },
            "Name" => Good with { Name = value },
            "Secret" => Good with { Secret = value },
            "FormerSecret" => Good with { FormerSecret = value },
            "Audience" => Good with { Audience = value },
            "Severities" => Good with { Severities = [value] },
            _ => Good with { Events = [value] },
        };

        var fault = Assert.Single(WebhookSettings.Faults([Good with { Name = "first" }, broken], []));
        Assert.StartsWith($"Webhooks:1:{setting} ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jira", "https://acme.atlassian.net", "bot@acme.example", "token", null, null)]
    [InlineData("webhook", "https://desk.example.com/in", "", "", FakeReceiver.Secret, null)]
    [InlineData("", "", "", "", null, null)]
    [InlineData("trello", "https://acme.example.com", "", "", null, "Tickets:System")]
    [InlineData("jira", "http://acme.atlassian.net", "bot@acme.example", "token", null, "Tickets:Url")]
    [InlineData("jira", "https://192.168.1.7", "bot@acme.example", "token", null, "Tickets:Url")]
    [InlineData("jira", "https://acme.atlassian.net", "bot", "token", null, "Tickets:Email")]
    [InlineData("jira", "https://acme.atlassian.net", "bot@acme.example", "", null, "Tickets:ApiToken")]
    [InlineData("webhook", "https://desk.example.com/in", "", "", "secret", "Tickets:Secret")]
    public void A_ticket_system_that_cannot_be_asked_is_named(string system, string url, string email, string token, string? secret, string? fault)
    {
        var settings = new TicketSettings
        {
            System = system,
            Url = url,
            Email = email,
            ApiToken = token,
            Secret = secret ?? "",
        };
        var faults = settings.Faults(["one"]).ToList();
        if (fault is null)
        {
            Assert.Empty(faults);
            return;
        }

        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_tells_of_tickets_needs_a_secret_and_a_tenant()
    {
        var inbound = new TicketSettings { InboundSecret = FakeReceiver.Secret };
        Assert.Empty(inbound.Faults(["one"]));
        Assert.Contains("Tickets:Tenant", Assert.Single(inbound.Faults([])));
        Assert.Contains("Tickets:InboundSecret", Assert.Single((inbound with { InboundSecret = "short" }).Faults(["one"])));
    }

    [Fact]
    public void Two_of_one_name_and_a_tenant_that_is_not_said_are_refused()
    {
        Assert.Contains("called pager", Assert.Single(WebhookSettings.Faults([Good, Good with { Name = "Pager" }], ["one"])));
        Assert.Contains("Webhooks:0:Tenant", Assert.Single(WebhookSettings.Faults([Good], ["one", "two"])));
        Assert.Empty(WebhookSettings.Faults([Good with { Tenant = "two" }], ["one", "two"]));
    }
}
