using EscalationAgent.Teams;
using EscalationAgent.Tests.Fakes;
using TeamsBot.Connector;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Teams;

/// <summary>The table of what Teams can answer, and what each answer means for a message and for the update of a card.</summary>
public sealed class DeliveryFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, "BadSyntax", "Ours", "Ours")]
    [InlineData(401, "BotNotRegistered", "Passing", "Passing")]
    [InlineData(403, "BotNotInConversationRoster", "Gone", "Gone")]
    [InlineData(403, "ConversationBlockedByUser", "Gone", "Gone")]
    [InlineData(403, "MessageWritesBlocked", "Gone", "Gone")]
    [InlineData(403, "BotDisabledByAdmin", "Gone", "Gone")]
    [InlineData(403, "NotEnoughPermissions", "Gone", "Gone")]
    [InlineData(403, "ForbiddenOperationException", "Gone", "Gone")]
    [InlineData(403, "InvalidBotApiHost", "Gone", "Gone")]
    [InlineData(403, null, "Missing", "Missing")]
    [InlineData(403, "Forbidden", "Missing", "Missing")]
    [InlineData(403, "notenoughpermissions", "Gone", "Gone")]
    [InlineData(404, "ConversationNotFound", "Missing", "Missing")]
    [InlineData(404, "ActivityNotFoundInConversation", "Missing", "Missing")]
    [InlineData(404, null, "Missing", "Missing")]
    [InlineData(408, null, "InDoubt", "Passing")]
    [InlineData(409, "Conflict", "Passing", "Passing")]
    [InlineData(412, "PreconditionFailed", "Passing", "Passing")]
    [InlineData(413, "MessageSizeTooBig", "TooLarge", "TooLarge")]
    [InlineData(413, "RequestEntityTooLarge", "TooLarge", "TooLarge")]
    [InlineData(413, null, "TooLarge", "TooLarge")]
    [InlineData(400, "MessageSizeTooBig", "TooLarge", "TooLarge")]
    [InlineData(429, "Throttled", "Passing", "Passing")]
    [InlineData(500, "ServiceError", "InDoubt", "Passing")]
    [InlineData(501, null, "InDoubt", "Passing")]
    [InlineData(502, null, "InDoubt", "Passing")]
    [InlineData(503, null, "Passing", "Passing")]
    [InlineData(504, null, "InDoubt", "Passing")]
    [InlineData(302, null, "Passing", "Passing")]
    public async Task Each_answer_has_its_meaning(int status, string? code, string forMessage, string forUpdate)
    {
        await using var teams = await FakeTeams.StartAsync();
        teams.Troubles = (_, _, _) => Trouble.Status(status, code);
        var connector = Connector();
        var hello = OutgoingActivity.Words("Hello");

        var sending = await Assert.ThrowsAsync<ConnectorException>(() => connector.SendAsync(new Uri(teams.ServiceUrl), "a:1", hello, Cancel));
        var changing = await Assert.ThrowsAsync<ConnectorException>(() => connector.UpdateAsync(new Uri(teams.ServiceUrl), "a:1", "1", hello, Cancel));

        Assert.Equal((forMessage, forUpdate), (DeliveryFaults.Of(sending).ToString(), DeliveryFaults.Of(changing).ToString()));
    }

    [Fact]
    public async Task A_line_that_breaks_leaves_a_message_in_doubt_and_nothing_else()
    {
        await using var teams = await FakeTeams.StartAsync();
        teams.Troubles = (_, _, _) => Trouble.HangsUp;
        var (connector, service, hello) = (Connector(), new Uri(teams.ServiceUrl), OutgoingActivity.Words("Hello"));

        Task[] calls =
        [
            connector.SendAsync(service, "a:1", hello, Cancel),
            connector.UpdateAsync(service, "a:1", "1", hello, Cancel),
            connector.CreateChatAsync(service, "t", "29:a", Cancel),
        ];
        var faults = new List<DeliveryFault>();
        foreach (var call in calls)
        {
            faults.Add(DeliveryFaults.Of(await Assert.ThrowsAsync<ConnectorException>(() => call)));
        }

        Assert.Equal([DeliveryFault.InDoubt, DeliveryFault.Passing, DeliveryFault.Passing], faults);
    }

    [Theory]
    [InlineData(ConnectorFault.ConversationNotFound)]
    [InlineData(ConnectorFault.NotInConversation)]
    public void What_we_never_had_is_gone_at_once(ConnectorFault kind) =>
        Assert.Equal(DeliveryFault.Gone, DeliveryFaults.Of(new ConnectorException(kind, "There is no such place on record.")));

    [Fact]
    public void A_posting_is_told_by_its_message_and_attempt_and_the_later_one_is_newer()
    {
        Assert.Equal(new CardCopy(12, 3), CardCopy.Parse(new CardCopy(12, 3).ToString()));
        Assert.All(["", "1", "a.b", "1.2.3", "-1.2", "1.", "99999999999999999999.1"], text => Assert.Null(CardCopy.Parse(text)));
        Assert.True(
            new CardCopy(12, 3).IsNewerThan(new CardCopy(12, 2)) && new CardCopy(13, 1).IsNewerThan(new CardCopy(12, 9)) && new CardCopy(1, 1).IsNewerThan(null)
        );
        Assert.False(new CardCopy(12, 2).IsNewerThan(new CardCopy(12, 2)) || new CardCopy(12, 9).IsNewerThan(new CardCopy(13, 1)));
    }

    private static ConnectorClient Connector() =>
        new(new ConnectorSettings { AllowLoopback = true, MaxTries = 1 }, null, new FakeTimeProvider(DateTimeOffset.UnixEpoch));
}
