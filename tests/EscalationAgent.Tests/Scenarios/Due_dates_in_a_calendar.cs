using System.Net;
using System.Text.RegularExpressions;
using EscalationAgent.Tests.Fakes;
using Ical.Net;
using Ical.Net.CalendarComponents;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What is due from somebody, as a feed that a calendar subscribes to by a secret address.</summary>
public sealed partial class Due_dates_in_a_calendar
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly FakePerson Eve = new("Eve Two");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_holds_what_is_due_from_one_person_moves_with_it_and_cancels_what_is_over()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.Story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        var (hers, hannas) = (await AddressAsync(turned, Ann), await AddressAsync(turned, Turned.Hanna));
        Assert.Empty(await EventsAsync(turned, hers));

        await turned.RouteAsync("S2", Cancel);
        var escalation = await turned.EscalationAsync(Cancel);
        var outcome = Assert.Single(await EventsAsync(turned, hers), e => e.Uid == "esc-2026-0001-outcome@escalation-agent");
        Assert.Equal(escalation.DueAt(Escalations.DeadlineKind.Outcome), new DateTimeOffset(outcome.DtStart!.AsUtc, TimeSpan.Zero));
        Assert.Equal(("CONFIRMED", true), (outcome.Status, outcome.Summary!.StartsWith("Acme Corp: ", StringComparison.Ordinal)));
        Assert.Contains("(ESC-2026-0001)", outcome.Summary, StringComparison.Ordinal);

        // Hanna is above, and nothing is due from her before she is asked.
        Assert.Empty(await EventsAsync(turned, hannas));
        await turned.TurnAsync(TimeSpan.FromHours(1), Cancel);
        Assert.Single(await EventsAsync(turned, hannas), e => e is { Uid: "esc-2026-0001-acknowledge@escalation-agent", Status: "CONFIRMED" });

        await turned.PressAsync(Turned.Hanna, turned.CardIn(Turned.Hanna.ChatId), "Acknowledge", Cancel);
        Assert.Single(await EventsAsync(turned, hannas), e => e is { Uid: "esc-2026-0001-acknowledge@escalation-agent", Status: "CANCELLED" });
        await turned.PressAsync(Turned.Hanna, turned.CardIn(Turned.Hanna.ChatId), "Resolve", Cancel, "Resolve", new() { ["text"] = "The index is there." });
        var after = await EventsAsync(turned, hers);
        Assert.Single(after, e => e is { Uid: "esc-2026-0001-outcome@escalation-agent", Status: "CANCELLED" });
        Assert.Single(after, e => e is { Uid: "esc-2026-0001-confirmation@escalation-agent", Status: "CONFIRMED" });
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Confirm and close", Cancel);
        Assert.All(await EventsAsync(turned, hers), e => Assert.True(e.Status == "CANCELLED" || e.Uid!.Contains("review", StringComparison.Ordinal), e.Uid));
    }

    [Fact]
    public async Task The_address_is_secret_can_be_replaced_and_ended_and_nobody_else_has_one_by_it()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var first = await AddressAsync(turned, Ann);
        Assert.Equal(first, await AddressAsync(turned, Ann));
        var second = await AddressAsync(turned, Ann, "calendar new");
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(turned, first));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(turned, second));
        foreach (var wrong in new[] { second[..^4], second.Replace(".ics", "A.ics", StringComparison.Ordinal), "/calendar/a.b.ics", "/calendar/.ics" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(turned, wrong));
        }

        Assert.Contains("There is no feed of your due dates any more.", await AskedAsync(turned, Ann, "calendar off"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(turned, second));
        Assert.NotEqual(second, await AddressAsync(turned, Ann, "kalender"));

        // Who asks too often waits.
        var other = await AddressAsync(turned, Bob);
        HttpStatusCode last = default;
        for (var i = 0; i < 40 && last != HttpStatusCode.TooManyRequests; i++)
        {
            last = await StatusAsync(turned, other);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Whoever_covers_has_it_in_theirs_while_they_do()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var eves = await AddressAsync(turned, Eve);
        await AskedAsync(turned, Ann, "away until friday, Eve Two covers");
        await turned.RouteAsync("S2", Cancel);
        Assert.Contains(await EventsAsync(turned, eves), e => e.Uid == "esc-2026-0001-outcome@escalation-agent");
        await AskedAsync(turned, Ann, "back");
        Assert.Empty(await EventsAsync(turned, eves));
    }

    [Fact]
    public async Task Without_an_address_of_the_bot_there_is_none()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel, with: services =>
            Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.Replace(
                services,
                Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton(EscalationAgent.Teams.CalendarLinks.None)
            )
        );
        Assert.Contains("There can be no calendar feed here", await AskedAsync(turned, Ann, "calendar"), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<CalendarEvent>> EventsAsync(Turned turned, string address)
    {
        using var answer = await turned.People.Http.GetAsync(address, Cancel);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return [.. Calendar.Load(await answer.Content.ReadAsStringAsync(Cancel))!.Events];
    }

    private static async Task<HttpStatusCode> StatusAsync(Turned turned, string address)
    {
        using var answer = await turned.People.Http.GetAsync(address, Cancel);
        return answer.StatusCode;
    }

    private static async Task<string> AddressAsync(Turned turned, FakePerson who, string said = "calendar") =>
        new Uri(Address().Match(await AskedAsync(turned, who, said)).Groups[1].Value).AbsolutePath;

    private static async Task<string> AskedAsync(Turned turned, FakePerson who, string said)
    {
        await turned.People.SaysAsync(who, said, Cancel);
        await turned.Story.QuietAsync(Cancel);
        return turned.Teams.In(who.ChatId)[^1].Text ?? "";
    }

    [GeneratedRegex(@"\]\((http[^)]+\.ics)\)")]
    private static partial Regex Address();
}
