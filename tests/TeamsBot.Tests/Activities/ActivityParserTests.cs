using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsBot.Activities;

namespace TeamsBot.Tests.Activities;

/// <summary>What comes in: the real ones are read whole, the others are refused with a sentence.</summary>
public sealed class ActivityParserTests
{
    public static TheoryData<string> Samples => [.. Sample.Names];

    [Fact]
    public void There_are_samples_of_all_that_the_playground_sends() => Assert.Equal(12, Sample.Names.Count);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_read_and_nothing_of_it_is_lost(string name)
    {
        var written = JsonSerializer.Serialize(Sample.Activity(name), ActivityJson.Default.Activity);

        // Instants may be spelled differently: compare what they say.
        Assert.Equal(Flat(Sample.Json(name)), Flat(JsonNode.Parse(written)!.AsObject()));
    }

    [Fact]
    public void Members_that_nobody_knows_survive_in_every_record()
    {
        var json = JsonNode
            .Parse(
                """
                {"type":"message","importance":"high",
                 "from":{"id":"u","agenticAppId":"a"}, "recipient":{"id":"b","x":1}, "conversation":{"id":"c","x":[1]},
                 "channelData":{"teamsTeamId":"t","tenant":{"id":"t","x":1},"team":{"id":"t","memberCount":3},
                   "channel":{"id":"c","type":"private"},"source":{"name":"m","x":true},"settings":{"x":1,"selectedChannel":{"id":"c","x":null}}},
                 "attachments":[{"contentType":"c","x":{"y":2}}], "reactionsAdded":[{"type":"like","user":{}}], "membersAdded":[{"id":"m","x":0.5}]}
                """
            )!
            .AsObject();

        var written = JsonSerializer.Serialize(Sample.Activity(json), ActivityJson.Default.Activity);

        Assert.Equal(Flat(json), Flat(JsonNode.Parse(written)!.AsObject()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("[{\"type\":\"message\"}]")]
    [InlineData("{}")]
    [InlineData("{\"type\":null}")]
    [InlineData("{\"type\":\"\"}")]
    [InlineData("{\"type\":1}")]
    [InlineData("{\"Type\":\"message\"}")]
    [InlineData("{\"type\":\"message\"} {}")]
    [InlineData("{\"type\":\"message\",}")]
    [InlineData("{\"type\":\"message\"/**/}")]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"\\udc00\":1}}")]
    [InlineData("{\"type\":\"message\",\"membersAdded\":[null]}")]
    [InlineData("{\"type\":\"message\",\"attachments\":[null]}")]
    [InlineData("{\"type\":\"message\",\"timestamp\":\"yesterday\"}")]
    public void What_is_no_activity_is_refused(string body)
    {
        var refused = Assert.IsType<NotUnderstood>(Sample.Parse(body));

        Assert.Equal(400, refused.Status);
        Assert.NotEmpty(refused.Sentence);
    }

    [Theory]
    [InlineData("""{"type":"message","serviceUrl":"https://a/","serviceUrl":"https://b/"}""")]
    [InlineData("""{"type":"message","serviceUrl":"https://a/","service\u0055rl":"https://b/"}""")]
    [InlineData("""{"type":"message","type":"message"}""")]
    [InlineData("""{"type":"message","conversation":{"tenantId":"a","tenantId":"b"}}""")]
    [InlineData("""{"type":"message","value":{"deep":[{"verb":"a","verb":"b"}]}}""")]
    [InlineData("""{"type":"message","entities":[{"text":"a","text":"b"}]}""")]
    [InlineData("""{"type":"message","nobodyKnows":1,"nobodyKnows":2}""")]
    [InlineData("""{"type":"message","channelData":{"x":{"y":1,"y":2}}}""")]
    public void Nothing_may_be_named_twice(string body) => Assert.Equal(400, Assert.IsType<NotUnderstood>(Sample.Parse(body)).Status);

    [Fact]
    public void Invalid_utf_8_is_refused_wherever_it_stands()
    {
        foreach (
            var bad in (byte[][])
                [
                    [0xff],
                    [0xc3, 0x28],
                    [0xed, 0xa0, 0x80],
                    [0xc0, 0xaf],
                    [0xf4, 0x90, 0x80, 0x80],
                ]
        )
        {
            byte[] body = [.. "{\"type\":\"message\",\"nobodyKnows\":\""u8, .. bad, .. "\"}"u8];

            Assert.Equal(new NotUnderstood(400, "The body is not valid UTF-8."), ActivityParser.Parse(body));
        }
    }

    [Fact]
    public void A_body_of_256_KB_is_read_and_one_byte_more_is_too_long()
    {
        var empty = Encoding.UTF8.GetBytes("""{"type":"message","text":""}""").Length;
        var full = $$"""{"type":"message","text":"{{new string('a', ActivityParser.LongestBody - empty)}}"}""";

        Assert.IsType<Understood>(Sample.Parse(full));
        Assert.Equal(413, Assert.IsType<NotUnderstood>(Sample.Parse(full + " ")).Status);
        Assert.Equal(413, Assert.IsType<NotUnderstood>(ActivityParser.Parse(new byte[30_000_000])).Status);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("nobodyKnows")]
    public void Thirty_two_levels_are_read_and_one_more_is_too_deep(string member)
    {
        static string Nested(string member, int levels) =>
            $$"""{"type":"message","{{member}}":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";

        Assert.IsType<Understood>(Sample.Parse(Nested(member, 32)));
        Assert.Equal(new NotUnderstood(400, "The body is not JSON, or it is nested deeper than 32 levels."), Sample.Parse(Nested(member, 33)));
        Assert.Equal(400, Assert.IsType<NotUnderstood>(Sample.Parse(Nested(member, 100_000))).Status);
        Assert.Equal(400, Assert.IsType<NotUnderstood>(Sample.Parse(new string('[', 200_000))).Status);
    }

    [Theory]
    [InlineData("id", "1")]
    [InlineData("serviceUrl", "true")]
    [InlineData("text", "{}")]
    [InlineData("from", "\"me\"")]
    [InlineData("conversation", "[]")]
    [InlineData("entities", "{}")]
    [InlineData("channelData", "\"x\"")]
    [InlineData("localTimestamp", "1")]
    public void A_member_of_the_wrong_type_is_named(string member, string value)
    {
        var refused = Assert.IsType<NotUnderstood>(Sample.Parse($$"""{"type":"message","{{member}}":{{value}}}"""));

        Assert.Equal((400, $"The activity's member '$.{member}' has the wrong type or stands twice."), (refused.Status, refused.Sentence));
    }

    private static SortedDictionary<string, string> Flat(JsonObject json)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Walk("$", json);
        return flat;

        void Walk(string path, JsonNode? node)
        {
            if (node is JsonObject o)
            {
                foreach (var (name, member) in o)
                {
                    Walk($"{path}.{name}", member);
                }
            }
            else if (node is JsonArray a)
            {
                for (var i = 0; i < a.Count; i++)
                {
                    Walk($"{path}[{i}]", a[i]);
                }
            }
            else
            {
                flat[path] = path.EndsWith("imestamp", StringComparison.Ordinal) ? $"{node!.GetValue<DateTimeOffset>():O}" : node?.ToJsonString() ?? "null";
            }
        }
    }
}
