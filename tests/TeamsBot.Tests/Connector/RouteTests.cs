using System.Text.Json.Nodes;
using TeamsBot.Connector;

namespace TeamsBot.Tests.Connector;

public sealed class RouteTests : ConnectorTests
{
    private const string Thread = "19:abc@thread.tacv2;messageid=1700";
    private const string ThreadSegment = "19%3Aabc%40thread.tacv2%3Bmessageid%3D1700";

    [Fact]
    public async Task A_message_is_posted_to_the_end_of_its_conversation()
    {
        Teams.Then(201, """{"id":"1701"}""");

        Assert.Equal("1701", await Client().SendAsync(Service, Thread, OutgoingActivity.Words("Grüße <b>", summary: "Hi", alert: true), Cancel));

        Assert.Equal(("POST", $"/emea/v3/conversations/{ThreadSegment}/activities"), (Teams.Last.Verb, Teams.Last.Target));
        Assert.Equal(
            """{"type":"message","text":"Grüße <b>","textFormat":"markdown","summary":"Hi","channelData":{"notification":{"alert":true}}}""",
            Teams.Last.Body
        );
        Assert.Equal("application/json; charset=utf-8", Teams.Last.Headers["Content-Type"]);
        Assert.Equal("application/json", Teams.Last.Headers["Accept"]);
        Assert.StartsWith("EscalationAgent/", Teams.Last.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("Bearer token-1", Teams.Last.Headers["Authorization"]);
        Assert.Equal("smba.trafficmanager.net", Teams.Last.Headers["Host"]);
    }

    [Fact]
    public async Task A_card_goes_alone_with_its_summary()
    {
        Teams.Then(201, """{"id":"1"}""");
        var card = new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5" };
        var activity = OutgoingActivity.Card(FilledCard.Of(card), "ESC-2026-0001 was routed");
        card["version"] = "changed afterwards";

        await Client().SendAsync(Service, Chat, activity, Cancel);

        Assert.Equal(
            """{"type":"message","summary":"ESC-2026-0001 was routed","attachments":[{"content":{"type":"AdaptiveCard","version":"1.5"},"contentType":"application/vnd.microsoft.card.adaptive"}]}""",
            Teams.Last.Body
        );
    }

    [Fact]
    public async Task People_are_mentioned_by_an_entity_whose_text_stands_in_the_words()
    {
        Teams.Then(201, """{"id":"1"}""");
        var ada = new Mention("29:ada", "Ada <L> & Co");

        await Client().SendAsync(Service, Chat, OutgoingActivity.Words($"{ada.Text} please look").Mentioning(ada), Cancel);

        Assert.Equal(
            """{"type":"message","text":"<at>Ada &lt;L&gt; &amp; Co</at> please look","textFormat":"markdown","entities":[{"type":"mention","text":"<at>Ada &lt;L&gt; &amp; Co</at>","mentioned":{"id":"29:ada","name":"Ada <L> & Co"}}]}""",
            Teams.Last.Body
        );
    }

    [Fact]
    public void A_mention_that_the_words_do_not_contain_is_refused() =>
        Assert.Throws<ArgumentException>(() => OutgoingActivity.Words("Ada, please look").Mentioning(new Mention("29:ada", "Ada")));

    [Fact]
    public async Task Typing_is_accepted_without_an_id()
    {
        Teams.Then(202);

        Assert.Null(await Client().SendAsync(Service, Chat, OutgoingActivity.Typing, Cancel));
        Assert.Equal("""{"type":"typing"}""", Teams.Last.Body);
    }

    [Fact]
    public async Task A_text_cut_in_the_middle_of_a_character_still_leaves()
    {
        Teams.Then(201, """{"id":"1"}""");

        await Client().SendAsync(Service, Chat, OutgoingActivity.Words("cut \ud83d"), Cancel);

        Assert.NotNull(JsonNode.Parse(Teams.Last.Body)?["text"]);
    }

    [Fact]
    public async Task An_answer_names_the_message_that_it_answers()
    {
        Teams.Then(201, """{"id":"1702"}""");

        Assert.Equal("1702", await Client().ReplyAsync(Service, Thread, "17:00", Hello, Cancel));

        Assert.Equal(("POST", $"/emea/v3/conversations/{ThreadSegment}/activities/17%3A00"), (Teams.Last.Verb, Teams.Last.Target));
        Assert.Equal("""{"type":"message","text":"Hello","textFormat":"markdown","replyToId":"17:00"}""", Teams.Last.Body);
    }

    [Fact]
    public async Task A_message_is_replaced_by_a_put()
    {
        Teams.Then(200, """{"id":"1701"}""");

        await Client().UpdateAsync(Service, Thread, "1701", Hello, Cancel);

        Assert.Equal(("PUT", $"/emea/v3/conversations/{ThreadSegment}/activities/1701"), (Teams.Last.Verb, Teams.Last.Target));
    }

    [Fact]
    public async Task A_chat_is_opened_with_the_person_and_the_tenant()
    {
        Teams.Then(201, """{"id":"a:new"}""");

        Assert.Equal("a:new", await Client().CreateChatAsync(Service, "tenant-2", "29:ada", Cancel));

        Assert.Equal(("POST", "/emea/v3/conversations"), (Teams.Last.Verb, Teams.Last.Target));
        Assert.Equal("""{"isGroup":false,"members":[{"id":"29:ada"}],"tenantId":"tenant-2"}""", Teams.Last.Body);
    }

    [Theory]
    [InlineData("""{"id":"1700"}""", "19:abc@thread.tacv2;messageid=1700", "1700")]
    [InlineData("""{"id":1700}""", "19:abc@thread.tacv2;messageid=1700", "1700")]
    [InlineData("""{"id":"19:abc@thread.tacv2;messageid=1700","activityId":"1700"}""", "19:abc@thread.tacv2;messageid=1700", "1700")]
    [InlineData("""{"id":"19:abc@thread.tacv2;messageid=1700"}""", "19:abc@thread.tacv2;messageid=1700", "1700")]
    [InlineData("", "19:abc@thread.tacv2", null)]
    public async Task A_thread_is_started_by_posting_to_the_channel_itself(string body, string thread, string? post)
    {
        Teams.Then(201, body);

        Assert.Equal(new NewThread(thread, post), await Client().CreateThreadAsync(Service, "tenant-1", "19:abc@thread.tacv2;messageid=9", Hello, Cancel));

        Assert.Equal(("POST", "/emea/v3/conversations/19%3Aabc%40thread.tacv2/activities"), (Teams.Last.Verb, Teams.Last.Target));
    }

    [Theory]
    [InlineData("objectId")]
    [InlineData("aadObjectId")]
    public async Task A_member_is_read_under_either_name_of_the_object_id(string name)
    {
        Teams.Then(
            200,
            """{"id":"29:ada","name":"Ada","NAME":"oid","email":"a@x.example","userPrincipalName":"ada@x.example","tenantId":"t","userRole":"guest","new":{"thing":[1]}}""".Replace(
                "NAME",
                name
            )
        );

        Assert.Equal(
            new Member("29:ada", "Ada", "oid", "a@x.example", "ada@x.example", "t", "guest"),
            await Client().GetMemberAsync(Service, Thread, "ada@x.example", Cancel)
        );

        Assert.Equal(("GET", $"/emea/v3/conversations/{ThreadSegment}/members/ada%40x.example"), (Teams.Last.Verb, Teams.Last.Target));
        Assert.False(Teams.Last.Headers.ContainsKey("Content-Type"));
    }

    [Fact]
    public async Task Nobody_is_found_where_Teams_knows_no_such_member()
    {
        Teams.Then(404, """{"error":{"code":"MemberNotFoundInConversation","message":"no"}}""").Then(404, """{"error":{"code":"ConversationNotFound"}}""");

        Assert.Null(await Client().GetMemberAsync(Service, Chat, "29:nobody", Cancel));
        Assert.Equal(ConnectorFault.ConversationNotFound, (await FailsAsync(Client().GetMemberAsync(Service, Chat, "29:nobody", Cancel))).Kind);
    }

    [Fact]
    public async Task A_roster_is_read_to_its_last_page()
    {
        Teams
            .Then(200, """{"members":[{"id":"29:a"},{"no":"id"}],"continuationToken":"p/2+="}""")
            .Then(200, """{"members":[{"id":"29:b"}],"continuationToken":""}""");

        var memberRoster = await Client().GetMembersAsync(Service, Channel, Cancel);

        Assert.Equal(["29:a", "29:b"], memberRoster.Members.Select(member => member.Id));
        Assert.True(memberRoster.IsComplete);
        Assert.Equal(
            [
                "/emea/v3/conversations/19%3Aabc%40thread.tacv2/pagedmembers?pageSize=500",
                "/emea/v3/conversations/19%3Aabc%40thread.tacv2/pagedmembers?pageSize=500&continuationToken=p%2F2%2B%3D",
            ],
            Teams.Requests.Select(request => request.Target)
        );
    }

    [Fact]
    public async Task A_roster_without_an_end_is_cut_and_says_so()
    {
        for (var page = 0; page < 10; page++)
        {
            Teams.Then(200, """{"members":[],"continuationToken":"again"}""");
        }

        var memberRoster = await Client(new ConnectorSettings { PageSize = 50, MaxMembers = 150 }).GetMembersAsync(Service, Channel, Cancel);

        Assert.False(memberRoster.IsComplete);
        Assert.Equal(4, Teams.Requests.Count);
    }

    [Fact]
    public async Task A_roster_beyond_its_limit_is_cut_to_it()
    {
        var sixty = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""{"id":"29:{{i}}"}"""));
        Teams.Then(200, $$"""{"members":[{{sixty}}]}""");

        var memberRoster = await Client(new ConnectorSettings { PageSize = 50, MaxMembers = 50 }).GetMembersAsync(Service, Channel, Cancel);

        Assert.Equal((50, false), (memberRoster.Members.Count, memberRoster.IsComplete));
    }

    [Fact]
    public async Task A_team_is_read_by_its_Teams_id()
    {
        Teams.Then(
            200,
            """{"id":"19:team@thread.tacv2","name":"Support","aadGroupId":"g","tenantId":"t","channelCount":3,"memberCount":12,"type":"standard"}"""
        );

        Assert.Equal(new TeamDetails("19:team@thread.tacv2", "Support", "g", "t", 3, 12), await Client().GetTeamAsync(Service, "19:team@thread.tacv2", Cancel));
        Assert.Equal(("GET", "/emea/v3/teams/19%3Ateam%40thread.tacv2"), (Teams.Last.Verb, Teams.Last.Target));
    }

    [Fact]
    public async Task Channels_are_read_and_General_has_no_name()
    {
        Teams.Then(
            200,
            """{"conversations":[{"id":"19:team@thread.tacv2","name":null},{"id":"19:b","name":"Billing","channelType":"standard"},{"name":"no id"}]}"""
        );

        Assert.Equal(
            [new TeamChannel("19:team@thread.tacv2", null), new("19:b", "Billing")],
            await Client().GetChannelsAsync(Service, "19:team@thread.tacv2", Cancel)
        );
        Assert.Equal(("GET", "/emea/v3/teams/19%3Ateam%40thread.tacv2/conversations"), (Teams.Last.Verb, Teams.Last.Target));
    }

    [Theory]
    [InlineData("a/../../b", "a%2F..%2F..%2Fb")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("a%2fb", "a%252fb")]
    [InlineData("é", "%C3%A9")]
    public async Task An_id_is_one_segment_whatever_it_contains(string id, string segment)
    {
        Teams.Then(201, """{"id":"1"}""");

        await Client().SendAsync(Service, id, Hello, Cancel);

        Assert.Equal($"/emea/v3/conversations/{segment}/activities", Teams.Last.Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_cannot_be_an_id_is_not_sent(string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client().SendAsync(Service, id, Hello, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Client().UpdateAsync(Service, Chat, id, Hello, Cancel));
        Assert.Equal(0, Teams.Knocks);
    }
}
