using System.Text;
using System.Text.Json.Nodes;
using EscalationAgent.Scheduling;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Storage;
using Escalations;
using Escalations.UseCases;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Passing faults pass, what is gone is told, what is too large is shortened, and what may have arrived is sent once more at most.</summary>
public sealed class When_Teams_fails
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, "ConversationNotFound")]
    [InlineData(404, null)]
    [InlineData(403, null)]
    [InlineData(403, "Forbidden")]
    public async Task One_404_on_a_card_passes(int status, string? code)
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var posts = Once(turned, "POST", Engineering, Trouble.Status(status, code));
        await RouteAsync(turned);
        Assert.Equal(1, posts());
        Assert.Empty(Cards(turned));

        await WaitAsync(turned, TimeSpan.FromSeconds(4.9));
        Assert.Equal(1, posts());
        await WaitAsync(turned, TimeSpan.FromSeconds(0.1));

        Assert.Equal(2, posts());
        Assert.True(Shows(Assert.Single(Cards(turned)), "Acknowledge"));
        Assert.Empty(turned.Said(Ann.ChatId, "could not"));
        Assert.Single(turned.Said(Ann.ChatId, "is with Engineering"));
    }

    [Fact]
    public async Task A_card_that_is_not_found_for_minutes_is_told_and_on_record()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var posts = Always(turned, "POST", Engineering, Trouble.Status(404, "ConversationNotFound"));
        await RouteAsync(turned);
        foreach (var (seconds, tried) in new[] { (5, 2), (30, 3) })
        {
            await WaitAsync(turned, TimeSpan.FromSeconds(seconds));
            Assert.Equal(tried, posts());
        }

        await WaitAsync(turned, TimeSpan.FromSeconds(119));
        Assert.Empty(turned.Said(Ann.ChatId, "could not"));
        await WaitAsync(turned, TimeSpan.FromSeconds(1));

        Assert.InRange(posts(), 4, 5);
        Assert.Contains("it is gone", Assert.Single(turned.Said(Ann.ChatId, "could not post")));
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed);
    }

    /// <summary>Once it is known, each new message shows by one try whether the place is back.</summary>
    [Fact]
    public async Task A_place_that_is_known_to_be_gone_is_tried_once_for_each_message()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var posts = 0;
        turned.Teams.Troubles = (verb, place, body) =>
        {
            var isPost = verb is "POST" or "PUT" && !IsProbe(body) && place.StartsWith(Engineering, StringComparison.Ordinal);
            posts += isPost ? 1 : 0;
            return isPost ? Trouble.Status(404, "ConversationNotFound") : null;
        };
        await turned.PressAsync(Bob, card, "Start work", Cancel);
        for (var round = 0; round < 8; round++)
        {
            // The card and the line wait one after the other.
            foreach (var seconds in (int[])[5, 30, 120])
            {
                await WaitAsync(turned, TimeSpan.FromSeconds(seconds));
            }
        }

        Assert.Single(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel), lost => lost.Place == new ToChannel(Engineering));
        var before = posts;
        await turned.People.SaysAsync(Ann, "withdraw ESC-2026-0001: the customer has left", Cancel);
        await turned.Story.QuietAsync(Cancel);
        Assert.InRange(posts - before, 1, 2); // the card, and the line under it
        var once = posts;
        foreach (var seconds in (int[])[5, 30, 120])
        {
            await WaitAsync(turned, TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(once, posts);
    }

    [Fact]
    public async Task One_404_on_a_card_s_update_passes_and_the_card_is_not_posted_anew()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        Once(turned, "PUT", card.ConversationId, Trouble.Status(404, "ConversationNotFound"));
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        await WaitAsync(turned, TimeSpan.FromSeconds(5));

        var shown = Assert.Single(Cards(turned));
        Assert.True(Shows(shown, "Bob Stone (Eng Lead)"));
        Assert.Single(turned.Said(Engineering, "acknowledged it"));
    }

    [Fact]
    public async Task A_card_whose_thread_is_gone_for_minutes_is_posted_anew()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        Always(turned, "*", card.ConversationId, Trouble.Status(404, "ConversationNotFound"));
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        foreach (var seconds in (int[])[5, 30, 120])
        {
            Assert.Single(Cards(turned));
            await WaitAsync(turned, TimeSpan.FromSeconds(seconds));
        }

        var fresh = Assert.Single(Cards(turned), c => c.Id != card.Id);
        Assert.True(Shows(fresh, "Bob Stone (Eng Lead)"));
        Assert.Contains(turned.Teams.In(fresh.ConversationId), m => m.Text?.Contains("acknowledged it", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task One_404_on_a_line_in_the_thread_passes()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        Once(turned, "POST", card.ConversationId, Trouble.Status(404, "ConversationNotFound"));
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        Assert.Empty(turned.Said(Engineering, "acknowledged it"));
        await WaitAsync(turned, TimeSpan.FromSeconds(5));

        Assert.Single(turned.Said(Engineering, "acknowledged it"));
        Assert.Single(Cards(turned));
        Assert.Empty(turned.Said(Ann.ChatId, "is gone"));
    }

    [Fact]
    public async Task Lines_whose_thread_is_gone_become_posts_of_their_own()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        Always(turned, "POST", card.ConversationId, Trouble.Status(404, "ConversationNotFound"));
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        await turned.PressAsync(Bob, card, "Start work", Cancel);
        foreach (var seconds in (int[])[5, 30, 120, 5, 30, 120])
        {
            await WaitAsync(turned, TimeSpan.FromSeconds(seconds));
        }

        string[] lines = ["acknowledged it", "started work"];
        Assert.All(lines, line => Assert.StartsWith("**ESC-2026-0001**", Assert.Single(turned.Said(Engineering, line)), StringComparison.Ordinal));
        Assert.Single(Cards(turned));
    }

    /// <summary>A section that is too long for the card is in the thread, in two messages where one is too large.</summary>
    [Fact]
    public async Task A_card_that_Teams_finds_too_large_is_posted_shorter_and_the_rest_is_in_its_thread()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var most = RefusingFromFourFifthsOfTheFirst(turned, "POST", Engineering);
        var refusingCards = turned.Teams.Troubles!;
        turned.Teams.Troubles = (verb, place, body) =>
            refusingCards(verb, place, body)
            ?? (
                verb == "POST" && place != Engineering && place.StartsWith(Engineering, StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(body) > 1_500
                    ? Trouble.Status(413, "MessageSizeTooBig")
                    : null
            );
        await RouteAsync(turned, $"{Ask} {string.Join(' ', Enumerable.Range(1, 150).Select(i => $"Report {i} loads."))}");

        var card = Assert.Single(Cards(turned));
        Assert.True(Buttons(card.Card!).Contains("Acknowledge") && Shows(card, "shortened"));
        Assert.InRange(Encoding.UTF8.GetByteCount(card.Activity.ToJsonString(Relaxed)), 1, most());
        var thread = string.Join(' ', turned.Teams.In(card.ConversationId).Select(m => m.Text));
        Assert.All(["cannot run reports, costing them an estimated 4 hours", "raised the cache to 8 GB", "Assign an engineer by Thursday"], text =>
            Assert.Contains(text, thread)
        );
        Assert.All(Enumerable.Range(1, 150), i => Assert.Matches($@"\bReport {i} loads", thread));
        Assert.Empty(turned.Said(Ann.ChatId, "could not"));

        // Its later updates are as short from the first, and say the rest no second time.
        var messages = turned.Teams.In(Engineering).Count;
        turned.Teams.Troubles = (verb, _, body) =>
            verb == "PUT" && Encoding.UTF8.GetByteCount(body) > most() ? throw new InvalidOperationException("It was tried at its full size.") : null;
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        Assert.True(Shows(Cards(turned).Single(), "Bob Stone (Eng Lead)"));
        Assert.Equal(messages + 1, turned.Teams.In(Engineering).Count);
    }

    [Fact]
    public async Task An_update_that_is_too_large_is_shown_shorter()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var most = Encoding.UTF8.GetByteCount(card.Activity.ToJsonString(Relaxed)) + 800;
        var update = Update(string.Join(' ', Enumerable.Range(1, 150).Select(i => $"Report {i} loads.")));
        foreach (
            var (name, value) in new JsonObject
            {
                ["verb"] = "update-anyway",
                ["id"] = "ESC-2026-0001",
                ["seen"] = (await turned.EscalationAsync(Cancel)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }
        )
        {
            update[name] = value!.DeepClone();
        }

        turned.Teams.Troubles = (verb, place, body) =>
            verb == "PUT" && place == card.ConversationId && Encoding.UTF8.GetByteCount(body) > most ? Trouble.Status(413, "MessageSizeTooBig") : null;
        await turned.People.PressesAsync(Bob, card, "update-anyway", update, Cancel);
        await turned.Story.QuietAsync(Cancel);

        var shown = Cards(turned).Single();
        Assert.True(Shows(shown, "Report 1 loads") && Shows(shown, "shortened") && !Shows(shown, "Report 150 loads"));
        Assert.InRange(Encoding.UTF8.GetByteCount(shown.Activity.ToJsonString(Relaxed)), 1, most);
        Assert.Empty(turned.Said(Ann.ChatId, "could not"));
    }

    [Fact]
    public async Task What_is_too_large_however_short_is_no_reason_to_install_anything()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        Refusing(turned, body => body.Contains("AdaptiveCard", StringComparison.Ordinal) && body.Contains("Who takes it on?", StringComparison.Ordinal));
        await RouteAsync(turned);

        var told = Assert.Single(turned.Said(Ann.ChatId, "could not post"));
        Assert.Contains("too large", told);
        Assert.DoesNotContain("add me", told);
    }

    /// <summary>The chat is there, so that nobody is told that she is gone; once, though each change of the card is refused.</summary>
    [Theory]
    [InlineData(400, "BadSyntax", "Teams refused it")]
    [InlineData(413, "MessageSizeTooBig", "too large")]
    public async Task A_card_that_its_csm_cannot_be_shown_is_told_to_her_alone(int status, string code, string why)
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        turned.Teams.Troubles = (_, place, body) =>
            place == Ann.ChatId && body.Contains("AdaptiveCard", StringComparison.Ordinal) ? Trouble.Status(status, code) : null;
        await turned.PressAsync(Bob, card, "Acknowledge", Cancel);
        await turned.PressAsync(Bob, card, "Start work", Cancel);

        var told = Assert.Single(turned.Said(Ann.ChatId, "I could not show ESC-2026-0001 here"));
        Assert.Contains(why, told);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is DeliveryFailed);
        Assert.Empty(await turned.Store.UnreachableAsync(FakeTeams.Tenant, Cancel));
    }

    public static TheoryData<string, int, bool> LostAnswers
    {
        get
        {
            var all = new TheoryData<string, int, bool>();
            foreach (var isCard in (bool[])[true, false])
            {
                all.Add("closes the connection", 0, isCard);
                foreach (var status in (int[])[500, 501, 502, 504, 408])
                {
                    all.Add("answers", status, isCard);
                }
            }

            return all;
        }
    }

    /// <summary>It is delivered, and the answer says otherwise: it is sent once more, says so itself, and never a third time.</summary>
    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task What_may_have_arrived_is_sent_once_more_and_says_so(string how, int status, bool isCard)
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var trouble = status == 0 ? Trouble.HangsUp : Trouble.Status(status, delivers: true);
        Assert.NotNull(how);
        var line = isCard ? "" : (await turned.RouteAsync("S2", Cancel)).ConversationId;
        var posts = Once(turned, "POST", isCard ? Engineering : line, trouble);
        await (isCard ? RouteAsync(turned) : turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel));
        Assert.Equal(1, posts());
        await WaitAsync(turned, TimeSpan.FromSeconds(10));
        await WaitAsync(turned, TimeSpan.FromHours(1));

        Assert.Equal(2, posts());
        var both = isCard ? Cards(turned) : [.. turned.Teams.In(line).Where(m => m.Text?.Contains("acknowledged it", StringComparison.Ordinal) is true)];
        Assert.Equal(2, both.Count);
        Assert.Equal([false, true], both.Select(m => isCard ? Shows(m, "Posted again") : m.Text!.Contains("Sent again", StringComparison.Ordinal)));
        Assert.Empty(turned.Said(Ann.ChatId, "could not"));

        // What comes after it is no longer in doubt.
        var before = turned.Teams.In(Engineering).Count;
        await turned.PressAsync(Bob, Cards(turned)[^1], isCard ? "Acknowledge" : "Start work", Cancel);
        Assert.DoesNotContain(turned.Teams.In(Engineering).Skip(before), m => m.Text?.Contains("Sent again", StringComparison.Ordinal) is true);
        Assert.False(Shows(Cards(turned)[^1], "Posted again"));
    }

    [Fact]
    public async Task A_card_that_was_taken_without_a_name_is_posted_once_more_and_says_so()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var posts = Once(turned, "POST", Engineering, Trouble.AnswersGarbage);
        await RouteAsync(turned);
        await WaitAsync(turned, TimeSpan.FromSeconds(10));
        await WaitAsync(turned, TimeSpan.FromHours(1));

        Assert.Equal(2, posts());
        Assert.Equal([false, true], Cards(turned).Select(m => Shows(m, "Posted again")));
    }

    /// <summary>The client's own limit, in real time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_hangs_after_it_was_delivered_is_sent_once_more(bool isCard)
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        var place = isCard ? Engineering : (await story.RouteAsync(Cancel)).ConversationId;
        var posts = 0;
        story.Teams.Troubles = (verb, conversation, body) => verb == "POST" && conversation == place && !IsProbe(body) && ++posts == 1 ? Trouble.Hangs : null;
        if (isCard)
        {
            var review = await story.ReviewAsync(Cancel);
            await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", because: "So it is."));
        }
        else
        {
            await story.People.PressesAsync(Bob, story.Teams.In(Engineering).Last(m => m.Card is not null), "Acknowledge", Cancel);
        }

        for (var waited = 0; posts < 2 && waited < 400; waited++)
        {
            await RealAsync(100);
        }

        await RealAsync(1_000);
        Assert.Equal(2, posts);
        Assert.Single(story.Teams.In(Engineering), m =>
            m.Text?.Contains("Sent again", StringComparison.Ordinal) is true || (m.Card is not null && Shows(m, "Posted again"))
        );
    }

    /// <summary>The first copy is known once somebody presses on it: it gives way, and what was pressed is done.</summary>
    [Fact]
    public async Task Of_a_card_that_is_there_twice_one_is_left_after_a_press_on_the_unknown_one()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        Once(turned, "POST", Engineering, Trouble.HangsUp);
        await RouteAsync(turned);
        await WaitAsync(turned, TimeSpan.FromSeconds(10));
        var (first, second) = (Cards(turned)[0], Cards(turned)[1]);

        var answer = await turned.People.PressesAsync(Bob, first, "Acknowledge", Cancel);
        await turned.Story.QuietAsync(Cancel);

        Assert.Contains("Bob Stone (Eng Lead)", answer.Text);
        Assert.Equal([false, true], Live(turned));
        Assert.True(Shows(Cards(turned)[1], "Bob Stone (Eng Lead)"));
        Assert.Contains(turned.Teams.In(second.ConversationId), m => m.Text?.Contains("acknowledged it", StringComparison.Ordinal) is true);

        // A press on the one that is on record concerns it alone.
        await turned.PressAsync(Bob, second, "Start work", Cancel);
        Assert.Equal([false, true], Live(turned));
    }

    [Fact]
    public async Task A_press_before_the_second_posting_makes_it_unnecessary()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var posts = Once(turned, "POST", Engineering, Trouble.HangsUp);
        await RouteAsync(turned);
        await turned.People.PressesAsync(Bob, Assert.Single(Cards(turned)), "Acknowledge", Cancel);
        await WaitAsync(turned, TimeSpan.FromSeconds(10));

        Assert.Equal(1, posts());
        Assert.True(Shows(Assert.Single(Cards(turned)), "Bob Stone (Eng Lead)"));
        Assert.Single(turned.Said(Engineering, "acknowledged it"));
        Assert.Single(turned.Said(Ann.ChatId, "is with Engineering"));
    }

    /// <summary>The one time that is left is not spent while posting fails, though reading works.</summary>
    [Fact]
    public async Task What_may_have_arrived_waits_until_messages_are_taken_again()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var posts = 0;
        turned.Teams.Troubles = (verb, place, body) =>
        {
            if (verb != "POST" || place != Engineering)
            {
                return null;
            }

            posts += IsProbe(body) ? 0 : 1;
            return Trouble.Status(502);
        };
        await RouteAsync(turned);
        await WaitAsync(turned, TimeSpan.FromSeconds(10));
        await WaitAsync(turned, TimeSpan.FromMinutes(10));
        Assert.Equal(1, posts);
        Assert.Empty(turned.Said(Ann.ChatId, "could not post"));

        turned.Teams.Troubles = null;
        await WaitAsync(turned, TimeSpan.FromMinutes(10));
        Assert.True(Shows(Assert.Single(Cards(turned)), "Posted again"));
    }

    [Fact]
    public async Task What_was_confirmed_neither_time_is_told_and_taken_on_when_somebody_presses_on_it()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var posts = Always(turned, "POST", Engineering, Trouble.HangsUp);
        await RouteAsync(turned);
        await WaitAsync(turned, TimeSpan.FromSeconds(10));
        await WaitAsync(turned, TimeSpan.FromMinutes(10));
        Assert.Equal(2, posts());
        var told = Assert.Single(turned.Said(Ann.ChatId, "could not post"));
        Assert.Contains("it may be there", told);
        Assert.DoesNotContain("add me", told);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is EscalatedUp or NobodyAbove);

        turned.Teams.Troubles = null;
        await turned.People.PressesAsync(Bob, Cards(turned)[1], "Acknowledge", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.PressesAsync(Bob, Cards(turned)[0], "Acknowledge", Cancel);
        await turned.Story.QuietAsync(Cancel);

        Assert.Single(Live(turned), live => live);
        Assert.True(Shows(Cards(turned).Last(c => !Shows(c, "moved down")), "Bob Stone (Eng Lead)"));
    }

    /// <summary>While Teams does not answer at all, nothing is tried that could double, however long it takes.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_long_outage_loses_nothing_and_doubles_nothing(int status)
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        await turned.Story.QuietAsync(Cancel);
        var posts = Always(turned, "POST", Engineering, Trouble.Status(status));
        var counted = turned.Teams.Troubles!;
        turned.Teams.Troubles = (verb, conversation, body) =>
            counted(verb, conversation, body) ?? (verb == "GET" || (IsProbe(body) && conversation == Engineering) ? Trouble.Status(status) : null);
        await RouteAsync(turned);
        for (var minute = 0; minute < 30; minute++)
        {
            await WaitAsync(turned, TimeSpan.FromMinutes(1), quiet: minute % 10 == 9);
        }

        Assert.Equal(1, posts());
        turned.Teams.Troubles = null;
        await WaitAsync(turned, TimeSpan.FromMinutes(6));

        Assert.True(Shows(Assert.Single(Cards(turned)), "Acknowledge"));
        Assert.Empty(turned.Said(Ann.ChatId, "could not"));
    }

    /// <summary>Buttons carry no more than which posting they stand on; a forged one, or one of another card, changes nothing.</summary>
    [Fact]
    public async Task A_forged_copy_retires_no_card_that_is_on_record()
    {
        await using var turned = await Turned.BeginAsync(Monday, Cancel);
        var card = await turned.RouteAsync("S2", Cancel);
        var id = (await turned.EscalationAsync(Cancel)).Id.ToString();
        foreach (var copy in (string[])["", "1", "x.y", "1.1", card.Card!.ToJsonString().Split("\"copy\":\"")[1].Split('"')[0]])
        {
            await turned.People.PressesAsync(
                Bob,
                card,
                "show",
                new JsonObject
                {
                    ["verb"] = "show",
                    ["id"] = id,
                    ["seen"] = "1",
                    ["copy"] = copy,
                },
                Cancel
            );
            await turned.People.PressesAsync(
                new FakePerson("Eve Stranger"),
                card,
                "show",
                new JsonObject
                {
                    ["verb"] = "show",
                    ["id"] = "ESC-2026-9999",
                    ["seen"] = "1",
                    ["copy"] = copy,
                },
                Cancel
            );
        }

        await turned.Story.QuietAsync(Cancel);
        Assert.Equal([true], Live(turned));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task While_Teams_refuses_everything_for_a_minute_the_program_is_not_ready(int status)
    {
        var clock = new FakeTimeProvider(Monday);
        await using var story = await BeginAsync(clock);
        await story.LinkAsync(Cancel);
        var asked = new TaskCompletionSource();
        story.Teams.Troubles = (_, _, _) =>
        {
            asked.TrySetResult();
            return Trouble.Status(status);
        };
        await story.People.SaysAsync(Ann, "matrix", Cancel);
        await asked.Task.WaitAsync(Cancel);
        Assert.InRange(await SecondsUntilAsync(isReady: false, 600), 55, 70);

        // It stays so while it lasts, however rarely each message is tried.
        Assert.Equal(600, await SecondsUntilAsync(isReady: true, 600));
        story.Teams.Troubles = null;
        Assert.InRange(await SecondsUntilAsync(isReady: true, 600), 0, 15);
        for (var waits = 0; waits < 3; waits++)
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            story.Bot.Get<OutboxSignal>().Ring();
            await story.QuietAsync(Cancel);
        }

        Assert.Single(story.Teams.In(Ann.ChatId), m => m.Card is not null);

        async Task<int> SecondsUntilAsync(bool isReady, int atMost)
        {
            for (var seconds = 0; seconds < atMost; seconds++)
            {
                await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
                using var answer = await story.People.Http.GetAsync("/health/ready", Cancel);
                if (isReady == (answer.StatusCode == System.Net.HttpStatusCode.OK))
                {
                    return seconds;
                }

                clock.Advance(TimeSpan.FromSeconds(1));
                story.Bot.Get<OutboxSignal>().Ring();
                await RealAsync(25);
            }

            return atMost;
        }
    }

    private static async Task RouteAsync(Turned turned, string ask = Ask)
    {
        await turned.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.SaysAsync(Ann, ask, Cancel);
        await turned.Story.QuietAsync(Cancel);
        var review = turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision"));
        await turned.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S2", because: "So it is."));
        await turned.Story.QuietAsync(Cancel);
    }

    /// <summary>Time passes, and the bot looks what is due.</summary>
    private static async Task WaitAsync(Turned turned, TimeSpan by, bool quiet = true)
    {
        turned.Clock.Advance(by);
        turned.Story.Bot.Get<OutboxSignal>().Ring();
        await (quiet ? turned.Story.QuietAsync(Cancel) : RealAsync(20));
    }

    private static List<FakeMessage> Cards(Turned turned) => [.. turned.Teams.In(Engineering).Where(m => m.Card is not null)];

    /// <summary>Of each card whether it still has buttons.</summary>
    private static IEnumerable<bool> Live(Turned turned) => Cards(turned).Select(c => FakeClient.Actions(c.Card).Any());

    private static Func<int> Once(Turned turned, string verb, string conversation, Trouble trouble) => Count(turned, verb, conversation, trouble, 1);

    private static Func<int> Always(Turned turned, string verb, string conversation, Trouble trouble) =>
        Count(turned, verb, conversation, trouble, int.MaxValue);

    private static Func<int> Count(Turned turned, string verb, string conversation, Trouble trouble, int times)
    {
        var asked = 0;
        turned.Teams.Troubles = (with, place, body) =>
            !IsProbe(body) && (verb == with || (verb == "*" && with is "POST" or "PUT")) && place == conversation && Interlocked.Increment(ref asked) <= times
                ? trouble
                : null;
        return () => Volatile.Read(ref asked);
    }

    /// <summary>What looks whether Teams takes messages is none.</summary>
    private static bool IsProbe(string body) => body.Contains("\"typing\"", StringComparison.Ordinal);

    /// <summary>The first card tells how large they are; what takes more than four fifths of it is too large.</summary>
    private static Func<int> RefusingFromFourFifthsOfTheFirst(Turned turned, string verb, string conversation)
    {
        var most = 0;
        turned.Teams.Troubles = (with, place, body) =>
        {
            var size = Encoding.UTF8.GetByteCount(body);
            if (with != verb || place != conversation || !body.Contains("AdaptiveCard", StringComparison.Ordinal))
            {
                return null;
            }

            most = most == 0 ? size * 4 / 5 : most;
            return size > most ? Trouble.Status(413, "MessageSizeTooBig") : null;
        };
        return () => most;
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void Refusing(Turned turned, Func<string, bool> isTooLarge) =>
        turned.Teams.Troubles = (verb, _, body) => verb is "POST" or "PUT" && isTooLarge(body) ? Trouble.Status(413, "MessageSizeTooBig") : null;

#pragma warning disable RS0030 // The peer hangs in real time.
    private static Task RealAsync(int milliseconds) => Task.Delay(milliseconds, Cancel);
#pragma warning restore RS0030
}
