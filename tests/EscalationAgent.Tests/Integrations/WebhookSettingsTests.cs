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

    [Fact]
    public void Two_of_one_name_and_a_tenant_that_is_not_said_are_refused()
    {
        Assert.Contains("called pager", Assert.Single(WebhookSettings.Faults([Good, Good with { Name = "Pager" }], ["one"])));
        Assert.Contains("Webhooks:0:Tenant", Assert.Single(WebhookSettings.Faults([Good], ["one", "two"])));
        Assert.Empty(WebhookSettings.Faults([Good with { Tenant = "two" }], ["one", "two"]));
    }
}
