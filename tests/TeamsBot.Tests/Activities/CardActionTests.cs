using System.Text.Json.Nodes;
using TeamsBot.Activities;

namespace TeamsBot.Tests.Activities;

/// <summary>What a pressed button says.</summary>
public sealed class CardActionTests
{
    [Fact]
    public void A_pressed_button_tells_its_verb_and_what_was_typed()
    {
        var action = CardAction.Of(Sample.Activity("action-execute"))!;

        Assert.Equal(("save", CardTrigger.Manual), (action.Verb, action.Trigger));
        Assert.Equal("Al", action.Data.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{"action":{"verb":"v","data":{}},"trigger":"automatic"}""", "v", CardTrigger.Automatic)]
    [InlineData("""{"action":{"verb":"v"},"trigger":"manual"}""", "v", CardTrigger.Manual)]
    [InlineData("""{"action":{"verb":null,"data":null},"trigger":null}""", "", CardTrigger.Manual)]
    [InlineData("""{"action":{},"trigger":"brandNew"}""", "", CardTrigger.Manual)]
    public void What_is_missing_has_a_plain_meaning(string value, string verb, CardTrigger trigger)
    {
        var action = CardAction.Of(Invoke(value))!;

        Assert.Equal((verb, trigger, "{}"), (action.Verb, action.Trigger, action.Data.GetRawText()));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"{}\"")]
    [InlineData("""{"action":null}""")]
    [InlineData("""{"action":"save"}""")]
    [InlineData("""{"action":{"verb":1}}""")]
    [InlineData("""{"action":{"verb":"v","data":"x"}}""")]
    [InlineData("""{"action":{"verb":"v","data":[]}}""")]
    [InlineData("""{"action":{"verb":"v"},"trigger":1}""")]
    public void What_makes_no_sense_is_no_action(string value) => Assert.Null(CardAction.Of(Invoke(value)));

    [Fact]
    public void Another_invoke_is_no_card_action() => Assert.Null(CardAction.Of(Sample.Activity("compose-extension-query")));

    private static Activity Invoke(string value) =>
        Sample.Activity(
            new JsonObject
            {
                ["type"] = "invoke",
                ["name"] = "adaptiveCard/action",
                ["value"] = JsonNode.Parse(value),
            }
        );
}
