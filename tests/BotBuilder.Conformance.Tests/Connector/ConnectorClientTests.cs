using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using TeamsBot.Connector;
using TeamsBot.Tests.Connector;
using OfficialClient = Microsoft.Bot.Connector.ConnectorClient;

namespace BotBuilder.Conformance.Tests.Connector;

/// <summary>The official client and ours ask the same other end for the same things: the requests are alike, and the answers are understood alike.</summary>
public sealed class ConnectorClientTests : ConnectorTests
{
    private const string Thread = "19:abc@thread.tacv2;messageid=1";

    private static readonly OutgoingActivity Words = OutgoingActivity.Words("Grüße 👋 <b>", "Hi", alert: true);

    /// <summary>Headers that need not be alike, and why.</summary>
    private static readonly Dictionary<string, string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Accept"] = "ours says that it reads JSON, theirs that it reads anything",
        ["Content-Length"] = "ours escapes what lies beyond the first 65,536 characters, such as emoji; the texts are the same",
        ["User-Agent"] = "each its name",
        ["x-ms-conversation-id"] = "theirs repeats the conversation beside an answer's address; Teams reads the address",
        ["x-ms-client-request-id"] = "ours names each request, for Microsoft's support",
        ["x-ms-return-client-request-id"] = "ours asks to have the name repeated",
    };

    /// <summary>What the official client can do in conversations: what ours has for it, or why it has nothing.</summary>
    private static readonly Dictionary<string, string> Operations = new()
    {
        ["CreateConversation"] = nameof(TeamsBot.Connector.ConnectorClient.CreateChatAsync),
        ["SendToConversation"] = nameof(TeamsBot.Connector.ConnectorClient.SendAsync),
        ["ReplyToActivity"] = nameof(TeamsBot.Connector.ConnectorClient.ReplyAsync),
        ["UpdateActivity"] = nameof(TeamsBot.Connector.ConnectorClient.UpdateAsync),
        ["GetConversationMember"] = nameof(TeamsBot.Connector.ConnectorClient.GetMemberAsync),
        ["GetConversationPagedMembers"] = nameof(TeamsBot.Connector.ConnectorClient.GetMembersAsync),
        ["DeleteActivity"] = "nothing that was said is taken back: a card that has moved says so",
        ["GetConversations"] = "Teams does not have it",
        ["GetConversationMembers"] = "Teams wants it to be asked page by page",
        ["GetActivityMembers"] = "who is in a thread is who is in its channel",
        ["DeleteConversationMember"] = "nobody is put out of a conversation",
        ["SendConversationHistory"] = "Teams does not have it",
        ["UploadAttachment"] = "no files are sent",
    };

    /// <summary>Ids as Teams makes them, and as it might.</summary>
    public static TheoryData<string> Conversations => ["a:1-alex", "19:abc@thread.tacv2", Thread, "a/../b", "a?b#c", "a%2fb", "a b+c", "(1)*!'~", "é"];

    /// <summary>Without those that the official client cannot answer in, because it puts them into a header.</summary>
    public static TheoryData<string> PlainConversations => [.. Conversations.Select(row => row.Data).Where(id => Ascii.IsValid(id))];

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task A_message_is_sent_alike(string conversation)
    {
        Teams.Then(201, """{"id":"1701"}""").Then(201, """{"id":"1701"}""");

        var ours = await Client().SendAsync(Service, conversation, Words, Cancel);
        var theirs = await Theirs(c => c.SendToConversationAsync(conversation, Read(Words), Cancel));

        Assert.Equal(theirs.Id, ours);
        AreAlike();
    }

    [Theory]
    [MemberData(nameof(PlainConversations))]
    public async Task A_message_is_answered_alike(string conversation)
    {
        Teams.Then(201, """{"id":"1702"}""").Then(201, """{"id":"1702"}""");

        var ours = await Client().ReplyAsync(Service, conversation, "17:0/0", Words, Cancel);
        var activity = Read(Words);
        activity.ReplyToId = "17:0/0"; // A turn of the official SDK sets it, too.
        var theirs = await Theirs(c => c.ReplyToActivityAsync(conversation, "17:0/0", activity, Cancel));

        Assert.Equal(theirs.Id, ours);
        AreAlike();
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task A_message_is_replaced_alike(string conversation)
    {
        Teams.Then(200, """{"id":"1701"}""").Then(200, """{"id":"1701"}""");

        await Client().UpdateAsync(Service, conversation, "1701", Words, Cancel);
        await Theirs(c => c.UpdateActivityAsync(conversation, "1701", Read(Words), Cancel));

        AreAlike();
    }

    [Fact]
    public async Task A_chat_is_opened_alike()
    {
        Teams.Then(201, """{"id":"a:new"}""").Then(201, """{"id":"a:new"}""");

        var ours = await Client().CreateChatAsync(Service, "tenant-2", "29:ada", Cancel);
        var theirs = await Theirs(c =>
            c.CreateConversationAsync(new ConversationParameters(isGroup: false, members: [new ChannelAccount("29:ada")], tenantId: "tenant-2"), Cancel)
        );

        Assert.Equal(theirs.Id, ours);
        AreAlike();
    }

    /// <summary>
    /// The official SDK starts a thread by a new conversation that names the channel; ours posts to the channel, which Teams takes
    /// as well, and which the official client sends alike.
    /// </summary>
    [Fact]
    public async Task A_thread_is_started_by_a_post_to_the_channel()
    {
        Teams.Then(201, """{"id":"1700"}""").Then(201, """{"id":"1700"}""");

        await Client().CreateThreadAsync(Service, "tenant-2", Thread, Words, Cancel);
        await Theirs(c => c.SendToConversationAsync("19:abc@thread.tacv2", Read(Words), Cancel));

        AreAlike();
    }

    [Theory]
    [InlineData("29:1-ada_lovelace")]
    [InlineData("ada@x.example")]
    [InlineData("00000000-0000-4000-8000-000000000100")]
    public async Task A_member_is_asked_for_alike(string person)
    {
        const string Ada =
            """{"id":"29:ada","name":"Ada","objectId":"oid","email":"a@x.example","userPrincipalName":"ada@x.example","tenantId":"t","userRole":"guest"}""";
        Teams.Then(200, Ada).Then(200, Ada);

        var ours = await Client().GetMemberAsync(Service, Thread, person, Cancel);
        var account = await Theirs(c => ((Conversations)c).GetConversationMemberAsync(person, Thread, Cancel));
        var theirs = JObjectOf(account).ToObject<Microsoft.Bot.Schema.Teams.TeamsChannelAccount>()!;

        Assert.Equal(MemberOf(theirs), ours);
        AreAlike();
    }

    [Fact]
    public async Task A_roster_is_read_alike()
    {
        string[] pages = ["""{"members":[{"id":"29:a","name":"A","aadObjectId":"o"}],"continuationToken":"p/2+= ü"}""", """{"members":[{"id":"29:b"}]}"""];
        Teams.Then(200, pages[0]).Then(200, pages[1]).Then(200, pages[0]).Then(200, pages[1]);

        var ours = await Client().GetMembersAsync(Service, Thread, Cancel);
        var first = await Theirs(c => c.GetConversationPagedMembersAsync(Thread, 500, cancellationToken: Cancel));
        var second = await Theirs(c => c.GetConversationPagedMembersAsync(Thread, 500, first.ContinuationToken, Cancel));

        Assert.Equal(first.Members.Concat(second.Members).Select(m => new Member(m.Id, m.Name, m.AadObjectId, null, null, null, null)), ours.Members);
        AreAlike();
    }

    [Fact]
    public async Task A_team_and_its_channels_are_read_alike()
    {
        const string Team = """{"id":"19:team@thread.tacv2","name":"Support","aadGroupId":"g","tenantId":"t","channelCount":3,"memberCount":12}""";
        const string Channels = """{"conversations":[{"id":"19:team@thread.tacv2","name":null},{"id":"19:b","name":"Billing"}]}""";
        Teams.Then(200, Team).Then(200, Channels).Then(200, Team).Then(200, Channels);

        var client = Client();
        var ourTeam = await client.GetTeamAsync(Service, "19:team@thread.tacv2", Cancel);
        var ourChannels = await client.GetChannelsAsync(Service, "19:team@thread.tacv2", Cancel);
        using var http = Http();
        using var teams = new TeamsConnectorClient(Service, new TokenCredentials("token-1"), http, disposeHttpClient: false);
        var theirTeam = await teams.Teams.FetchTeamDetailsAsync("19:team@thread.tacv2", Cancel);
        var theirChannels = await teams.Teams.FetchChannelListAsync("19:team@thread.tacv2", Cancel);

        Assert.Equal(
            new TeamDetails(theirTeam.Id, theirTeam.Name, theirTeam.AadGroupId, ourTeam.TenantId, theirTeam.ChannelCount, theirTeam.MemberCount),
            ourTeam
        );
        Assert.Equal(theirChannels.Conversations.Select(c => new TeamChannel(c.Id, c.Name)), ourChannels);
        AreAlike();
    }

    [Fact]
    public void What_the_official_client_can_is_known()
    {
        var theirs = typeof(Conversations)
            .GetMethods()
            .Select(method => method.Name)
            .Where(name => name.EndsWith("WithHttpMessagesAsync", StringComparison.Ordinal))
            .Select(name => name[..^"WithHttpMessagesAsync".Length]);

        Assert.Equal(theirs.Distinct().Order(StringComparer.Ordinal), Operations.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>Our half of the requests came first, the official client's second.</summary>
    private void AreAlike()
    {
        var (ours, theirs) = (Teams.Requests.Take(Teams.Requests.Count / 2), Teams.Requests.Skip(Teams.Requests.Count / 2));
        Assert.Equal(string.Concat(theirs.Select(Essence)), string.Concat(ours.Select(Essence)));
    }

    private static string Essence(Seen request) =>
        $"{request.Verb} {request.Target}\n"
        + string.Concat(request.Headers.Where(h => !Own.ContainsKey(h.Key)).OrderBy(h => h.Key).Select(h => $"{h.Key}: {h.Value}\n"))
        + $"{Official.Plain(request.Body.Length == 0 ? null : JsonNode.Parse(request.Body))}";

    private HttpClient Http()
    {
        var http = new HttpClient(Teams.Network, disposeHandler: false);
        OfficialClient.AddDefaultRequestHeaders(http);
        return http;
    }

    private async Task<T> Theirs<T>(Func<IConversations, Task<T>> ask)
    {
        using var http = Http();
        using var client = new OfficialClient(Service, new TokenCredentials("token-1"), http, disposeHttpClient: false);
        return await ask(client.Conversations);
    }

    private static Activity Read(OutgoingActivity activity) => Official.Read<Activity>(Encoding.UTF8.GetString(ConnectorJson.Write(activity)));

    private static Newtonsoft.Json.Linq.JObject JObjectOf(ChannelAccount account) => Newtonsoft.Json.Linq.JObject.FromObject(account);

    private static Member MemberOf(Microsoft.Bot.Schema.Teams.TeamsChannelAccount m) =>
        new(m.Id, m.Name, m.AadObjectId, m.Email, m.UserPrincipalName, m.TenantId, m.UserRole);
}
