using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using TextAnalysis.Tokens;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary><c>settings</c> shows and changes by presses what else takes a command: somebody's own, and a channel's.</summary>
public sealed class What_can_be_set
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Eve = new("Eve Other");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_chooses_their_language_and_what_they_are_told()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Ann, "head_of_engineering", Cancel);
        await turned.People.SaysAsync(Ann, "settings", Cancel);
        var card = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Your settings"), "her settings", Cancel);
        Assert.True(Shows(card, "You receive for Head of Engineering, in this chat."));

        var saved = await turned.People.PressesAsync(
            Ann,
            card,
            "Save",
            Cancel,
            new()
            {
                ["language"] = "fr",
                ["reminders"] = "no",
                ["updates"] = "7",
            }
        );
        Assert.Contains("C'est enregistré.", saved.Text, StringComparison.Ordinal);
        var contact = await ContactAsync(turned);
        Assert.Equal((Language.French, null), (contact.Language, contact.RemindersMutedUntil));

        // The seventh day has ended in Paris.
        Assert.Equal(new(2026, 3, 16, 23, 0, 0, TimeSpan.Zero), contact.UpdatesMutedUntil);

        // What was not offered, or is chosen to stay, changes nothing.
        await turned.People.PressesAsync(
            Ann,
            card,
            "Save",
            Cancel,
            new()
            {
                ["language"] = "xx",
                ["reminders"] = "9999",
                ["updates"] = "as-is",
            }
        );
        Assert.Equal(contact, await ContactAsync(turned));

        await turned.People.SaysAsync(Ann, "réglages", Cancel);
        var again = await turned.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Tes réglages"), "her settings, in French", Cancel);
        await turned.People.PressesAsync(
            Ann,
            again,
            "Enregistrer",
            Cancel,
            new()
            {
                ["language"] = "auto",
                ["reminders"] = "no",
                ["updates"] = "no",
            }
        );
        Assert.Equal((null, null), ((await ContactAsync(turned)).Language, (await ContactAsync(turned)).UpdatesMutedUntil));
    }

    /// <summary>Its language is for those to say who may link it; what is posted there reads so, and what is said elsewhere does not.</summary>
    [Fact]
    public async Task A_channel_has_a_language_of_its_own()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        turned.Teams.AddChannel(Engineering, Bob, Ann, Eve);
        await turned.Story.LinkAsync(Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.SaysInAsync(Eve, Engineering, "settings", Cancel);
        var card = await turned.Teams.ShowsAsync(Engineering, m => Shows(m, "Which teams are reached in this channel?"), "its settings", Cancel);
        foreach (var how in new[] { "language français", "language deutsch" })
        {
            await turned.People.SaysInAsync(Eve, Engineering, how, Cancel);
        }

        var refused = await turned.People.PressesAsync(Eve, card, "They are reached here", Cancel, new() { ["teams"] = "engineering", ["language"] = "fr" });
        Assert.Contains("Only an owner of this team in Teams", refused.Text, StringComparison.Ordinal);
        Assert.Null((await ChannelAsync(turned))?.Language);

        var set = await turned.People.PressesAsync(Bob, card, "They are reached here", Cancel, new() { ["teams"] = "", ["language"] = "fr" });
        Assert.Contains("j'écris en français", set.Text, StringComparison.Ordinal);
        Assert.Equal(Language.French, (await ChannelAsync(turned))?.Language);

        var posted = await turned.RouteAsync("S2", Cancel);
        Assert.Contains("Prendre en charge", Buttons(posted.Card!));
        Assert.Contains("Withdraw", Buttons(turned.CardIn(Ann.ChatId).Card!));
        await turned.PressAsync(Bob, posted, "Prendre en charge", Cancel);
        Assert.Contains(turned.Said(Engineering, "Bob Stone"), line => line.Contains("prise en charge", StringComparison.Ordinal));

        await turned.People.SaysInAsync(Bob, Engineering, "language automatic", Cancel);
        await turned.Teams.ShowsAsync(
            Engineering,
            m => m.Text?.StartsWith("From now on I write English", StringComparison.Ordinal) is true,
            "English again",
            Cancel
        );
        Assert.Null((await ChannelAsync(turned))?.Language);
    }

    private static async Task<Contact> ContactAsync(Turned turned) =>
        (await turned.Story.Bot.Get<IDirectory>().FindContactAsync(FakeTeams.Tenant, Ann.AadObjectId, Cancel))!;

    private static async Task<Channel?> ChannelAsync(Turned turned) =>
        await turned.Story.Bot.Get<IDirectory>().FindChannelAsync(FakeTeams.Tenant, Engineering, Cancel);
}
