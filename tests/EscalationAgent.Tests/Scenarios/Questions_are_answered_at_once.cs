using EscalationAgent.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What only shows something is said at once and not stored; what Teams does not take of it is owed like anything else.</summary>
public sealed class Questions_are_answered_at_once : IAsyncLifetime
{
    private Story story = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        story = await BeginAsync();

        // From the second time on: the first one is remembered with whom it came from.
        await story.People.SaysAsync(Ann, "hello", Cancel);
        await story.QuietAsync(Cancel);
    }

    public ValueTask DisposeAsync() => story.DisposeAsync();

    [Theory]
    [InlineData("help")]
    [InlineData("matrix")]
    [InlineData("my escalations")]
    [InlineData("open")]
    [InlineData("links")]
    [InlineData("admins")]
    [InlineData("status ESC-2026-0009")]
    [InlineData("explain ESC-2026-0009")]
    public async Task It_is_said_when_the_turn_is_over_and_nothing_was_stored(string asked)
    {
        var (said, stored) = (story.Teams.In(Ann.ChatId).Count, await StoredAsync());

        await story.People.SaysAsync(Ann, asked, Cancel);

        Assert.Equal(said + 1, story.Teams.In(Ann.ChatId).Count);
        Assert.Equal(stored, await StoredAsync());
    }

    [Fact]
    public async Task A_repeated_delivery_is_not_answered_twice()
    {
        var asked = story.People.Activity(Ann, "message", FakeClient.Chat(Ann), "once");
        asked["text"] = "help";
        var said = story.Teams.In(Ann.ChatId).Count;

        await story.People.SendAsync(asked.DeepClone().AsObject(), Cancel);
        await story.People.SendAsync(asked.DeepClone().AsObject(), Cancel);
        await story.QuietAsync(Cancel);

        Assert.Equal(said + 1, story.Teams.In(Ann.ChatId).Count);
    }

    [Fact]
    public async Task A_repeated_delivery_of_a_first_question_is_not_answered_twice()
    {
        var asked = story.People.Activity(Bob, "message", FakeClient.Chat(Bob), "first");
        asked["text"] = "help";

        await story.People.SendAsync(asked.DeepClone().AsObject(), Cancel);
        await story.QuietAsync(Cancel);
        await story.People.SendAsync(asked.DeepClone().AsObject(), Cancel);
        await story.QuietAsync(Cancel);

        Assert.Single(story.Teams.In(Bob.ChatId));
    }

    [Fact]
    public async Task While_Teams_hangs_the_turn_ends_and_the_answer_comes_once()
    {
        var said = story.Teams.In(Ann.ChatId).Count;
        story.Teams.Hang(Ann.ChatId);

        await story.People.SaysAsync(Ann, "help", Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        story.Teams.Unhang(Ann.ChatId);
        await story.Teams.ShowsAsync(Ann.ChatId, _ => story.Teams.In(Ann.ChatId).Count > said, "the help", Cancel);
        await story.QuietAsync(Cancel);

        Assert.Equal(said + 1, story.Teams.In(Ann.ChatId).Count);
    }

    [Fact]
    public async Task What_Teams_refuses_for_now_is_owed()
    {
        var said = story.Teams.In(Ann.ChatId).Count;
        var isFirst = true;
        story.Teams.Troubles = (verb, place, _) =>
            verb == "POST" && place.StartsWith(Ann.ChatId, StringComparison.Ordinal) && isFirst ? Trouble.Status(404, "ConversationNotFound") : null;

        await story.People.SaysAsync(Ann, "help", Cancel);
        Assert.Equal(said, story.Teams.In(Ann.ChatId).Count);
        isFirst = false;

        await story.Teams.ShowsAsync(Ann.ChatId, _ => story.Teams.In(Ann.ChatId).Count > said, "the help", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Equal(said + 1, story.Teams.In(Ann.ChatId).Count);
    }

    [Fact]
    public async Task It_does_not_overtake_what_is_owed()
    {
        story.Teams.Hang(Ann.ChatId);
        await story.People.SaysAsync(Ann, "escalate", Cancel);
        await story.People.SaysAsync(Ann, "help", Cancel);
        var said = story.Teams.In(Ann.ChatId).Count;
        story.Teams.Unhang(Ann.ChatId);

        await story.Teams.ShowsAsync(Ann.ChatId, _ => story.Teams.In(Ann.ChatId).Count > said + 1, "both answers", Cancel);

        Assert.Equal(["question", "help"], story.Teams.In(Ann.ChatId).Skip(said).Take(2).Select(Kind));
    }

    /// <summary>What is stored, in a figure that is another one as soon as a message or a delivery is: the rows of the outbox, or of all tables.</summary>
    private async Task<int> StoredAsync()
    {
        if (TestStore.IsTables)
        {
            var settings = story.Bot.Get<IConfiguration>();
            var tables = new Azure.Data.Tables.TableServiceClient(settings["Storage:Tables:ConnectionString"]);
            var prefix = settings["Storage:Tables:Prefix"]!;
            var rows = 0;
            await foreach (var table in tables.QueryAsync(cancellationToken: Cancel))
            {
                if (table.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    await foreach (
                        var _ in tables.GetTableClient(table.Name).QueryAsync<Azure.Data.Tables.TableEntity>(select: ["RowKey"], cancellationToken: Cancel)
                    )
                    {
                        rows++;
                    }
                }
            }

            return rows;
        }

        await using var sqlite = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={story.Bot.Database};Mode=ReadOnly;Pooling=False");
        await sqlite.OpenAsync(Cancel);
        await using var ask = sqlite.CreateCommand();
        ask.CommandText = "SELECT (SELECT count(*) FROM owed) + (SELECT count(*) FROM deliveries)";
        return (int)(long)(await ask.ExecuteScalarAsync(Cancel))!;
    }

    private static string Kind(FakeMessage message) =>
        message.Card?.ToJsonString().Contains("I turn a customer problem into a clear brief", StringComparison.Ordinal) == true ? "help" : "question";
}
