using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations.UseCases;
using Microsoft.Data.Sqlite;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Those who took part are asked once it is closed; nobody can tell whose answer is whose (A062).</summary>
public sealed class What_people_thought
{
    private static readonly FakePerson Dora = new("Dora Data");
    private static readonly FakePerson Emil = new("Emil Engineer");
    private static readonly FakePerson Fay = new("Fay Front");

    private static readonly FakePerson[] Team = [Bob, Cleo, Dora, Emil, Fay];

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Review = new(2026, 4, 6, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task The_month_shows_answers_from_five_on_and_no_ticket_leads_to_a_person_A062(int answers)
    {
        await using var turned = await BeginAsync();
        await ClosedAsync(turned);
        IReadOnlyList<FakePerson> asked = [Ann, .. Team];
        Assert.All(asked, person => Assert.Single(Asked(turned, person)));
        Assert.True(Shows(Asked(turned, Ann)[0], "stored without your name, this chat and the matter"));
        Assert.DoesNotContain("ESC-", Asked(turned, Ann)[0].Card!.ToJsonString(), StringComparison.Ordinal);

        var tickets = new List<string>();
        foreach (var person in asked.Take(answers))
        {
            var card = Asked(turned, person)[0];
            tickets.Add(TicketOn(card.Card!));
            var answer = await turned.People.PressesAsync(person, card, "Send", Cancel, Answer(2, "The password is hunter2hunter2, and we were slow."));
            Assert.Contains("Thank you, it counts", answer.Text, StringComparison.Ordinal);

            // Pressed again, it is the same answer, changed.
            await turned.People.PressesAsync(person, card, "Send", Cancel, Answer(4, "The password is hunter2hunter2, and we were slow."), answer.Card);
        }

        Assert.Equal(answers, (await turned.Store.FeedbackAsync(FakeTeams.Tenant, Cancel)).Count);
        if (!TestStore.IsTables)
        {
            NothingLeads(turned, tickets);
        }

        // Nobody is reminded.
        await turned.TurnToAsync(Review, Cancel);
        Assert.All(asked, person => Assert.Single(Asked(turned, person)));
        var review = turned.Teams.In(Leadership).Last(m => Shows(m, "S1 and S2 in March 2026"));
        using var json = JsonDocument.Parse(await turned.People.Http.GetStringAsync("/api/reports/monthly?month=2026-03", Cancel));
        var feedback = json.RootElement.GetProperty("feedback")[0];
        if (answers < 5)
        {
            Assert.True(Shows(review, "too few to show"));
            Assert.False(Shows(review, "slow"));
            Assert.Equal(JsonValueKind.Null, feedback.GetProperty("answers").ValueKind);
            return;
        }

        Assert.True(Shows(review, "5 answers, 1 to 5; clarity **4.0** ± 0.0; workload **4.0** ± 0.0; fairness **5.0** ± 0.0"));
        Assert.True(Shows(review, "and we were slow."));
        Assert.False(Shows(review, "hunter2"));
        Assert.Equal(5, feedback.GetProperty("answers").GetInt32());
        Assert.Equal(4.0m, feedback.GetProperty("questions")[0].GetProperty("mean").GetDecimal());
        Assert.DoesNotContain("slow", json.RootElement.GetProperty("feedback").GetRawText(), StringComparison.Ordinal);

        // After twelve months it is gone.
        await turned.TurnToAsync(new(2027, 4, 1, 8, 0, 0, TimeSpan.Zero), Cancel);
        Assert.Empty(await turned.Store.FeedbackAsync(FakeTeams.Tenant, Cancel));
    }

    [Fact]
    public async Task Forged_tickets_and_those_of_others_are_refused_and_so_is_what_comes_too_late()
    {
        await using var turned = await BeginAsync();
        await ClosedAsync(turned);
        var (own, others) = (Asked(turned, Ann)[0], Asked(turned, Bob)[0]);

        await RefusedAsync(TicketOn(others.Card!));
        var ticket = TicketOn(own.Card!);
        await RefusedAsync((ticket[0] == 'A' ? 'B' : 'A') + ticket[1..]);
        await RefusedAsync(ticket[..ticket.IndexOf('.', StringComparison.Ordinal)]);
        await RefusedAsync("");
        await RefusedAsync(new string('A', 5_000));

        // Two of three answers are none, and neither is what nobody could choose.
        var incomplete = await turned.People.PressesAsync(Ann, own, "Send", Cancel, Answer(4) is var two && two.Remove("fairness") ? two : null);
        Assert.Contains("Please answer all three.", incomplete.Text, StringComparison.Ordinal);
        Assert.Contains("Please answer all three.", (await turned.People.PressesAsync(Ann, own, "Send", Cancel, Answer(9))).Text, StringComparison.Ordinal);
        await turned.TurnToAsync(Monday.AddDays(FeedbackTickets.Days + 1), Cancel);
        Assert.Contains(
            "The time for this answer is over",
            (await turned.People.PressesAsync(Ann, own, "Send", Cancel, Answer(4))).Text,
            StringComparison.Ordinal
        );
        Assert.Empty(await turned.Store.FeedbackAsync(FakeTeams.Tenant, Cancel));

        async Task RefusedAsync(string forged)
        {
            var data = Answer(5);
            data["ticket"] = forged;
            var answer = await turned.People.PressesAsync(Ann, own, "feedback", data, Cancel);
            Assert.Contains("nothing was counted", answer.Text, StringComparison.Ordinal);
        }
    }

    /// <summary>In a week once, however much is closed in it; not who has muted anything, and not who has no chat with the bot.</summary>
    [Fact]
    public async Task Nobody_is_asked_twice_in_a_week_nor_who_has_muted_anything()
    {
        await using var turned = await BeginAsync();
        await turned.People.SaysAsync(Dora, "mute updates until 2026-03-06", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await ClosedAsync(turned);
        Assert.Empty(Asked(turned, Dora));
        Assert.All([Ann, Bob, Cleo, Emil, Fay], person => Assert.Single(Asked(turned, person)));

        await turned.TurnAsync(TimeSpan.FromDays(2), Cancel);
        await ClosedAsync(turned);
        Assert.Single(Asked(turned, Ann));
        Assert.Single(Asked(turned, Bob));

        await turned.TurnAsync(TimeSpan.FromDays(5), Cancel);
        await ClosedAsync(turned);
        Assert.Equal(2, Asked(turned, Ann).Count);
        Assert.Single(Asked(turned, Dora));
    }

    /// <summary>An older client cannot be answered in place: then nothing of the answer is kept with whose it is.</summary>
    [Fact]
    public async Task An_older_client_is_thanked_in_words()
    {
        await using var turned = await BeginAsync();
        await ClosedAsync(turned);
        var card = Asked(turned, Ann)[0];
        var data = Answer(3);
        (data["verb"], data["ticket"]) = ("feedback", TicketOn(card.Card!));
        var activity = turned.People.Activity(Ann, "message", FakeClient.Chat(Ann), null);
        (activity["value"], activity["replyToId"]) = (data, card.Id);
        await turned.People.SendAsync(activity, Cancel);
        await turned.Story.QuietAsync(Cancel);

        Assert.NotEmpty(turned.Said(Ann.ChatId, "Thank you, it counts"));
        Assert.Single(await turned.Store.FeedbackAsync(FakeTeams.Tenant, Cancel));
        if (!TestStore.IsTables)
        {
            NothingLeads(turned, [(string)data["ticket"]!]);
        }
    }

    /// <summary>Neither the ticket nor its number stands anywhere in the store or the log; what stands with an answer is of nobody.</summary>
    private static void NothingLeads(Turned turned, List<string> tickets)
    {
        using var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = turned.Story.Bot.Database, Pooling = false }.ToString());
        sqlite.Open();
        var rows = new List<(string Table, string Text)>();
        foreach (var table in Read("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            rows.AddRange(Read($"SELECT * FROM {table}").Select(row => (table, row)));
        }

        var answers = rows.Where(row => row.Table == "feedback").Select(row => row.Text).ToList();
        Assert.Equal(tickets.Count, answers.Count);
        foreach (var ticket in tickets)
        {
            var payload = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(ticket.Split('.')[0]));
            Assert.DoesNotContain(rows, row => row.Text.Contains(ticket.Split('.')[0], StringComparison.Ordinal));
            Assert.DoesNotContain(rows, row => row.Text.Contains(payload.Split('\n')[0], StringComparison.Ordinal));
            Assert.DoesNotContain(ticket, turned.Story.Bot.Log, StringComparison.Ordinal);
        }

        // The hash of a ticket stands with its answer alone.
        foreach (var hash in answers.Select(answer => answer.Split('\t')[3]))
        {
            Assert.Equal("feedback", Assert.Single(rows, row => row.Text.Contains(hash, StringComparison.Ordinal)).Table);
        }

        IReadOnlyList<string> known =
        [
            "ESC-",
            "\"id\"",
            .. new[] { Ann, Bob, Cleo, Dora, Emil, Fay }.SelectMany(p => new[] { p.AadObjectId, p.Id, p.ChatId, p.Name }),
        ];
        Assert.DoesNotContain(answers, answer => known.Any(word => answer.Contains(word, StringComparison.Ordinal)));

        IReadOnlyList<string> Read(string query)
        {
            using var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // Names of tables come from the file itself.
            command.CommandText = query;
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            var read = new List<string>();
            while (reader.Read())
            {
                read.Add(string.Join('\t', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
            }

            return read;
        }
    }

    private static async Task<Turned> BeginAsync()
    {
        var turned = await Turned.BeginAsync(Monday.AddDays(-3), Cancel, SampleCards.Playbook with { AsksForFeedback = true });
        turned.Teams.AddChannel(Engineering, Team);
        await turned.TurnToAsync(Monday, Cancel);
        foreach (var person in Team)
        {
            await turned.People.SaysAsync(person, "hello", Cancel);
        }

        await turned.Story.QuietAsync(Cancel);
        return turned;
    }

    /// <summary>Bob has it, the others of his team post updates, and Ann closes it.</summary>
    private static async Task ClosedAsync(Turned turned)
    {
        await turned.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.SaysAsync(Ann, Ask, Cancel);
        await turned.Story.QuietAsync(Cancel);
        await turned.People.PressesAsync(Ann, turned.CardIn(Ann.ChatId), "Route", Cancel, Decision("S3"));
        await turned.Story.QuietAsync(Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Acknowledge", Cancel);
        foreach (var person in Team.Skip(1))
        {
            await turned.PressAsync(
                person,
                turned.CardIn(Engineering),
                "Post update",
                Cancel,
                "Post update",
                Update($"{person.Name} has looked at the index.")
            );
        }

        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "Index added." });
        await turned.PressAsync(Ann, turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "Index added.")), "Confirm and close", Cancel);
    }

    private static IReadOnlyList<FakeMessage> Asked(Turned turned, FakePerson person) =>
        [.. turned.Teams.In(person.ChatId).Where(m => Shows(m, "How did it go?"))];

    private static string TicketOn(JsonObject card) => (string)FakeClient.Actions(card).Single(a => (string?)a["verb"] == "feedback")["data"]!["ticket"]!;

    private static JsonObject Answer(int clarity, string? said = null) =>
        new()
        {
            ["clarity"] = $"{clarity}",
            ["workload"] = "4",
            ["fairness"] = "5",
            ["said"] = said,
        };
}
