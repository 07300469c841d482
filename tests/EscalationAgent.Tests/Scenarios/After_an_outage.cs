using System.Text;
using System.Text.RegularExpressions;
using EscalationAgent.Scheduling;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>The program comes back after two days, with hundreds open: everything is said, and nobody is flooded.</summary>
public sealed partial class After_an_outage(ITestOutputHelper output)
{
    private const string Product = Crowd.Product;

    private static readonly FakePerson[] Csms = [Ann, new("Dora Csm"), new("Emil Csm")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_place_gets_one_list_and_S1_by_itself_and_the_rest_waits_for_working_hours()
    {
        using var folder = new TemporaryFolder();
        await using var teams = await FakeTeams.StartAsync();
        var clock = new ClockWithoutTimers(new(2026, 3, 13, 10, 0, 0, TimeSpan.Zero));
        await using (var before = await Story.BeginAsync(clock, folder.Path, teams))
        {
            await SetUpAsync(before);
            await RouteAsync(before, 500);
            await before.QuietAsync(Cancel);
        }

        // From Friday 10:00 to Sunday 22:00 nothing runs.
        clock.Advance(TimeSpan.FromHours(60));
        var there = Places.ToDictionary(place => place, place => teams.In(place).Count);
        await using var story = await Story.BeginAsync(clock, folder.Path, teams);
        await BeatAsync(story);
        var sunday = await NewAsync(story, there, "Sunday night");
        Assert.All(sunday, place => Assert.True(place.Value.Lists.Count <= 3, $"{place.Key} got {place.Value.Lists.Count} messages"));
        Assert.DoesNotContain(sunday.Values.SelectMany(place => place.Lists.Concat(place.Singles)), text => Severities(text).Any(s => s >= Severity.S3));
        await AllSaidAsync(story, sunday, e => !IsStandard(e));

        clock.Advance(new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero) - clock.GetUtcNow());
        there = Places.ToDictionary(place => place, place => teams.In(place).Count);
        await BeatAsync(story);
        var monday = await NewAsync(story, there, "Monday 09:00");
        Assert.All(monday, place => Assert.True(place.Value.Lists.Count <= 3, $"{place.Key} got {place.Value.Lists.Count} messages"));
        await AllSaidAsync(story, monday, IsStandard);

        // What changed an escalation, or made something late, is on its card.
        foreach (var escalation in await EscalationsAsync(story))
        {
            var lane = new ToChannel(escalation.Assignment.Teams[0] == "product" ? Product : Engineering).OrderingKey;
            var history = (await story.Bot.Get<IEscalationStore>().HistoryAsync(FakeTeams.Tenant, escalation.Id, Cancel)).Select(HashChain.Open);
            var shows = history
                .Last(e => e.What is Routed or Acknowledged or NobodyAbove or EscalatedUp or Stalled or Reminded { Phase: AlarmPhase.Due })
                .Sequence;
            var card = await story.Bot.Get<IEscalationStore>().FindCardAsync(FakeTeams.Tenant, escalation.Id, lane, Cancel);
            Assert.True(card?.ShownVersion >= shows, $"The card of {escalation.Id} shows {card?.ShownVersion}, not {shows}");
        }
    }

    /// <summary>What the clock had to say of one deadline while Teams was away is said once, as it is now.</summary>
    [Fact]
    public async Task A_later_reminder_of_the_same_deadline_replaces_those_that_were_not_sent()
    {
        var start = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
        await using var turned = await Turned.BeginAsync(start, Cancel);
        await turned.People.InstallsAsync(Bob, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        foreach (var place in new[] { Bob.ChatId, Ann.ChatId, Engineering, Leadership })
        {
            turned.Teams.Refuse(place, 500, "InternalServerError");
        }

        // The resolution is due after 4 hours: a warning, the word at it, and two after it.
        foreach (var hours in new[] { 3, 4, 5, 7 })
        {
            turned.Clock.Advance(start.AddHours(hours) - turned.Clock.GetUtcNow());
            await turned.Story.Bot.Get<JobRunner>().BeatAsync(Cancel);
            await turned.Story.QuietAsync(Cancel);
        }

        foreach (var place in new[] { Bob.ChatId, Ann.ChatId, Engineering, Leadership })
        {
            turned.Teams.Accept(place);
        }

        await turned.TurnAsync(TimeSpan.FromMinutes(10), Cancel);
        await turned.Story.QuietAsync(Cancel);
        var told = Assert.Single(turned.Said(Bob.ChatId, "Resolution is"));
        Assert.Contains("overdue since", told, StringComparison.Ordinal);
    }

    private static string[] Places => [Engineering, Product, Leadership, .. Csms.Select(csm => csm.ChatId)];

    private static bool IsStandard(Escalation escalation) => !escalation.Decision!.Severity.IsCritical();

    private async Task<Dictionary<string, (List<string> Lists, List<string> Singles)>> NewAsync(Story story, Dictionary<string, int> there, string when)
    {
        await story.QuietAsync(Cancel);
        var severe = (await EscalationsAsync(story)).Where(e => e.Decision!.Severity == Severity.S1).Select(e => e.Id.ToString()).ToHashSet();
        var found = new Dictionary<string, (List<string>, List<string>)>();
        foreach (var place in Places)
        {
            var said = story.Teams.In(place).Skip(there[place]).Select(m => m.Text ?? string.Join(" ", PressAnswer.Texts(m.Card!))).ToList();
            var threads = story.Teams.In(place).Skip(there[place]).ToList();
            Assert.All(said, text => Assert.True(Encoding.UTF8.GetByteCount(text) <= 28 * 1024, "A message is too large for Teams."));
            var singles = new List<string>();
            var others = new List<string>();
            foreach (var (text, message) in said.Zip(threads))
            {
                var ids = Ids(text);
                var isOfS1 =
                    ids.Count > 0
                        ? ids.All(severe.Contains)
                        : story
                            .Teams.In(place)
                            .Any(m =>
                                m.ConversationId == message.ConversationId
                                && m.Card is { } card
                                && PressAnswer.Texts(card).Any(t => Ids(t).Any(severe.Contains))
                            );
                (isOfS1 ? singles : others).Add(text);
            }

            found[place] = (others, singles);
            output.WriteLine(
                $"{when}: {place} got {others.Count} messages and {singles.Count} about one S1 each; the longest of "
                    + $"{said.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty().Max()} bytes"
            );
            others.ForEach(text => output.WriteLine("    " + (text.Length > 400 ? $"{text[..250]} … {text[^150..]}" : text).ReplaceLineEndings("\n    ")));
        }

        return found;
    }

    /// <summary>
    /// Whatever nobody has acknowledged is named in its team's channel and in leadership's: in a list, by itself, or behind what the
    /// list says to say.
    /// </summary>
    private static async Task AllSaidAsync(Story story, Dictionary<string, (List<string> Lists, List<string> Singles)> news, Func<Escalation, bool> which)
    {
        foreach (var place in new[] { Engineering, Product, Leadership })
        {
            var named = news[place].Lists.Concat(news[place].Singles).SelectMany(Ids).ToHashSet();
            if (news[place].Lists.Any(text => text.Contains("more: say `@Escalation Agent open`", StringComparison.Ordinal)))
            {
                named.UnionWith(await OpenAsync(story, place));
            }

            var due = (await EscalationsAsync(story)).Where(e =>
                e.Status == Status.Routed && which(e) && e.Decision!.Severity != Severity.S1 && e.Assignment.IsAtLaddersEnd
            );
            var missing = due.Where(e => place == Leadership || (e.Assignment.Teams[0] == "product") == (place == Product))
                .Where(e => !named.Contains(e.Id.ToString()))
                .ToList();
            Assert.True(
                missing.Count == 0,
                $"{place} was not told of {string.Join(", ", missing.Take(5).Select(e => $"{e.Id} {e.Decision!.Severity}"))}, {missing.Count} in all"
            );
        }
    }

    /// <summary>Reads page after page.</summary>
    private static async Task<IReadOnlyList<string>> OpenAsync(Story story, string place)
    {
        var ids = new List<string>();
        for (var page = 1; ; page++)
        {
            var before = story.Teams.In(place).Count;
            await story.People.SaysInAsync(Bob, place, $"open {page}", Cancel);
            await story.QuietAsync(Cancel);
            var answer = Assert.Single(story.Teams.In(place).Skip(before)).Text!;
            ids.AddRange(Ids(answer));
            if (!answer.Contains($"`@Escalation Agent open {page + 1}`", StringComparison.Ordinal))
            {
                return ids;
            }
        }
    }

    private static async Task BeatAsync(Story story)
    {
        await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
        await story.QuietAsync(Cancel);
        await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
        await story.QuietAsync(Cancel);
    }

    private static async Task SetUpAsync(Story story)
    {
        story.Teams.AddChannel(Product, Bob, Cleo);
        await story.LinkAsync(Cancel);
        await story.People.SaysInAsync(Bob, Product, "link product", Cancel);
        await story.Teams.ShowsAsync(Product, m => m.Text?.Contains("now receives for") is true, "that it is linked", Cancel);
        foreach (var csm in Csms)
        {
            await story.People.InstallsAsync(csm, Cancel);
        }
    }

    /// <summary>4 % S1, 16 % S2, 40 % S3, 40 % S4; a third of them has been acknowledged.</summary>
    private static Task RouteAsync(Story story, int count) =>
        Crowd.RouteAsync(
            story,
            count,
            Csms,
            i =>
                (i % 25) switch
                {
                    0 => Severity.S1,
                    < 5 => Severity.S2,
                    < 15 => Severity.S3,
                    _ => Severity.S4,
                },
            i => i % 3 == 0,
            Cancel
        );

    private static async Task<IReadOnlyList<Escalation>> EscalationsAsync(Story story) =>
        await story.Bot.Get<IEscalationStore>().ListAsync(FakeTeams.Tenant, [], null, 1000, Cancel);

    private static IReadOnlyList<string> Ids(string text) => [.. Id().Matches(text).Select(found => found.Value).Distinct()];

    private static IEnumerable<Severity> Severities(string text) => Row().Matches(text).Select(row => Enum.Parse<Severity>(row.Groups[1].Value));

    [GeneratedRegex(@"ESC-\d{4}-\d{4,}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"\*\*(S[1-4])\*\* \[?(\*\*)?ESC", RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
