using EscalationAgent.Integrations;
using EscalationAgent.Storage;
using EscalationAgent.Teams;
using Microsoft.Extensions.Configuration;

namespace EscalationAgent.Tests.Deploying;

public sealed class SettingsReaderTests
{
    [Fact]
    public void A_mistyped_setting_is_named_and_a_section_that_cannot_be_read_has_no_further_faults()
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
                        ["Drills:AtOnce"] = "900",
                    }
                )
                .Build()
        );

        settings.Read<TeamsSettings>("Teams");
        settings.Read<StorageSettings>("Storage");
        settings.ReadAll<WebhookSettings>("Webhooks");
        var drills = settings.Read<DrillSettings>("Drills");

        Assert.Equal(["Storage:Tables:Prefixx", "Teams:AppIdd", "Webhooks:0:Urll"], settings.Unknown.Order());
        Assert.Equal("Drills:On cannot be 'perhaps'; it may be true or false.", Assert.Single(settings.Faults));
        Assert.Empty(settings.OfRead("Drills", ["of a section without settings"]));
        Assert.Equal(["a fault"], settings.OfRead("Storage", ["a fault"]));
        Assert.NotNull(drills);
    }
}
