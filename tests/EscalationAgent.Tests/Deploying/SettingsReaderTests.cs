using EscalationAgent.Integrations;
using EscalationAgent.Storage;
using EscalationAgent.Teams;
using Microsoft.Extensions.Configuration;

namespace EscalationAgent.Tests.Deploying;

public sealed class SettingsReaderTests
{
    [Fact]
    public void A_mistyped_setting_is_named_and_all_values_that_cannot_be_read_are_named_at_once()
    {
        var settings = new SettingsReader(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Teams:AppIdd"] = "x",
                        ["Teams:appid"] = "x",
                        ["Storage:Tables:Prefixx"] = "x",
                        ["Storage:Tables:Prefix"] = "x",
                        ["Webhooks:0:Url"] = "https://hooks.example",
                        ["Webhooks:0:Urll"] = "https://hooks.example",
                        ["Drills:On"] = "perhaps",
                        ["Drills:AtOnce"] = "many",
                        ["Teams:MessagesPerMinute"] = "abc",
                    }
                )
                .Build()
        );

        var teams = settings.Read<TeamsSettings>("Teams");
        settings.Read<StorageSettings>("Storage");
        settings.ReadAll<WebhookSettings>("Webhooks");
        var drills = settings.Read<DrillSettings>("Drills");

        Assert.Equal(["Storage:Tables:Prefixx", "Teams:AppIdd", "Webhooks:0:Urll"], settings.Unknown.Order());
        Assert.Contains("Drills:On cannot be 'perhaps'; it may be true or false.", settings.Faults);
        Assert.Contains("Drills:AtOnce cannot be 'many'; write a number.", settings.Faults);
        Assert.Contains("Teams:MessagesPerMinute cannot be 'abc'; write a number.", settings.Faults);
        Assert.Equal(new DrillSettings().AtOnce, drills.AtOnce);
        Assert.Equal("x", teams.AppId);
    }
}
