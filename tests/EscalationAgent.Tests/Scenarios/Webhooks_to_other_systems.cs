using System.Globalization;
using EscalationAgent.Integrations;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.UseCases;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Other systems hear of each event once, in order and signed, however long they were down.</summary>
public sealed class Webhooks_to_other_systems : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private FakeReceiver receiver = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await FakeReceiver.StartAsync();

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public async Task An_S1_whose_endpoint_is_down_for_a_while_is_told_there_once_and_in_order()
    {
        receiver.Status = (_, _) => 503;
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: receiver.Settings());
        var card = await turned.AcknowledgedAsync("S1", Cancel);
        await turned.PressAsync(Bob, card, "Start work", Cancel);
        await WaitAsync(turned, TimeSpan.FromMinutes(2));
        await turned.PressAsync(Bob, card, "Post update", Cancel, "Post update", Update("The cache is full."));
        Assert.NotEmpty(receiver.Tried);
        Assert.Empty(receiver.Taken);

        receiver.Status = null;
        await WaitAsync(turned, TimeSpan.FromMinutes(5));

        Assert.Equal(
            ["escalation.routed", "escalation.acknowledged", "escalation.work_started", "escalation.update_posted"],
            receiver.Taken.Select(one => one.Type)
        );
        Assert.All(receiver.Taken, one =>
        {
            Assert.True(new WebhookSignature([FakeReceiver.Secret]).IsSignedBy(one.Id, one.Timestamp, one.Body, one.Signatures));
            Assert.Equal(turned.Clock.GetUtcNow().ToUnixTimeSeconds(), long.Parse(one.Timestamp, CultureInfo.InvariantCulture));
            Assert.Equal(FakeTeams.Tenant, (string)one.Data["tenant"]!);
            Assert.Equal("S1", (string)one.Data["escalation"]!["severity"]!);
        });

        // Each says what was so right after it, though all were told late.
        Assert.Equal(["routed", "acknowledged", "in_progress", "in_progress"], receiver.Taken.Select(one => (string)one.Data["escalation"]!["status"]!));
        Assert.Equal(4, receiver.Taken.Select(one => one.Id).Distinct().Count());
        Assert.Superset(receiver.Tried.Select(one => one.Id).ToHashSet(), receiver.Taken.Select(one => one.Id).ToHashSet());
        Assert.DoesNotContain("85k", string.Concat(receiver.Taken.Select(one => one.Json.ToJsonString())));

        var sent = receiver.Tried.Count;
        await WaitAsync(turned, TimeSpan.FromHours(2));
        Assert.Equal(sent, receiver.Tried.Count);

        // The log says how it went, and neither where to nor what.
        Assert.Contains("it answers 503", turned.Story.Bot.Log);
        Assert.DoesNotContain("canary", turned.Story.Bot.Log);
        Assert.DoesNotContain("Acme", turned.Story.Bot.Log);
        Assert.DoesNotContain("MfKQ9", turned.Story.Bot.Log);
    }

    [Fact]
    public async Task How_long_a_busy_endpoint_asks_to_wait_is_waited()
    {
        receiver.Status = (_, response) =>
        {
            response.Headers.RetryAfter = "600";
            return 429;
        };
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: receiver.Settings());
        await turned.RouteAsync("S2", Cancel);
        Assert.Single(receiver.Tried);
        receiver.Status = null;

        await WaitAsync(turned, TimeSpan.FromSeconds(599));
        Assert.Empty(receiver.Taken);
        await WaitAsync(turned, TimeSpan.FromSeconds(1));
        Assert.Equal("escalation.routed", Assert.Single(receiver.Taken).Type);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_switched_off_and_administrators_hear_it_once()
    {
        receiver.Status = (_, _) => 410;
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: receiver.Settings());
        await turned.AcknowledgedAsync("S2", Cancel);
        var tried = receiver.Tried.Count;
        Assert.InRange(tried, 1, 2);
        Assert.Contains("restart me", Assert.Single(turned.Said(Bob.ChatId, "The webhook pager is switched off")));

        receiver.Status = null;
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Start work", Cancel);
        await WaitAsync(turned, TimeSpan.FromHours(1));
        Assert.Equal(tried, receiver.Tried.Count);
        Assert.Single(turned.Said(Bob.ChatId, "The webhook pager"));
    }

    [Fact]
    public async Task What_an_endpoint_refuses_is_given_up_and_administrators_hear_it_once_a_day()
    {
        receiver.Status = (_, _) => 400;
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: receiver.Settings());
        await turned.RouteAsync("S3", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        for (var i = 0; i < 24; i++)
        {
            await WaitAsync(turned, TimeSpan.FromMinutes(6));
        }

        Assert.Contains("has not taken what I owed it about ESC-2026-0001: it answers 400", Assert.Single(turned.Said(Bob.ChatId, "The webhook pager")));
    }

    [Fact]
    public async Task Down_for_days_it_is_given_up_and_told()
    {
        receiver.Status = (_, _) => 500;
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: receiver.Settings());
        await turned.RouteAsync("S2", Cancel);
        await WaitAsync(turned, TimeSpan.FromDays(2.9));
        Assert.Empty(turned.Said(Bob.ChatId, "The webhook pager"));
        await WaitAsync(turned, TimeSpan.FromDays(0.2));
        Assert.Contains("it answers 500", Assert.Single(turned.Said(Bob.ChatId, "The webhook pager")));
    }

    [Theory]
    [InlineData("Webhooks:0:Playbooks:0", "escalation-matrix")]
    [InlineData("Webhooks:0:Severities:0", "S1")]
    [InlineData("Webhooks:0:Events:0", "closed")]
    [InlineData("Webhooks:0:Tenant", "another tenant")]
    public async Task What_an_endpoint_does_not_want_is_not_posted_to_it(string setting, string value)
    {
        var settings = receiver.Settings();
        settings[setting] = value;
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: settings);
        await turned.AcknowledgedAsync("S2", Cancel);
        Assert.Empty(receiver.Tried);
    }

    /// <summary>Whoever hears of S1 only hears of what becomes one from then on, and that it is none any more.</summary>
    [Fact]
    public async Task Who_wants_some_severities_hears_of_the_change_away_from_them()
    {
        var settings = receiver.Settings();
        settings["Webhooks:0:Severities:0"] = "S1";
        await using var turned = await Turned.BeginAsync(Monday, Cancel, settings: settings);
        await turned.RouteAsync("S2", Cancel);
        foreach (var severity in new[] { "S1", "S3", "S4" })
        {
            await turned.ReclassifyAsync(severity, "So it is.", Cancel);
        }

        Assert.Equal(["S1", "S3"], receiver.Taken.Select(one => (string)one.Data["escalation"]!["severity"]!));
        Assert.Contains(await turned.HistoryAsync(Cancel), e => e is Reclassified { Severity: Severity.S4 });
    }

    private static async Task WaitAsync(Turned turned, TimeSpan by)
    {
        turned.Clock.Advance(by);
        turned.Story.Bot.Get<OutboxSignal>().Ring();
        await turned.Story.QuietAsync(Cancel);
    }
}
