using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Activities;
using TeamsBot.Tests.Activities;

namespace TeamsBot.Tests.Inbound;

/// <summary>Whatever is made of a real activity, the door answers it; it never falls over.</summary>
public sealed class HostileBodyTests
{
    private static readonly string[] Odd =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e300",
        "1e999",
        "\"\"",
        "\"x\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[null]",
        "[1]",
        "[{}]",
        "[[[[]]]]",
        "{\"id\":1}",
        "{\"id\":null}",
        "{\"tenant\":1}",
        "{\"a\":1,\"a\":2}",
        "\"0001-01-01T00:00:00+14:00\"",
        "\"2026-13-45\"",
    ];

    [Fact]
    public async Task A_wrong_type_in_any_member_of_any_sample_is_answered()
    {
        await using var door = await AnonymousAsync();

        foreach (var sample in Sample.Names)
        {
            foreach (var path in PathsOf(Sample.Json(sample)))
            {
                foreach (var odd in Odd)
                    await AnswersAsync(door, Replaced(Sample.Json(sample), path, odd));
                await AnswersAsync(door, Replaced(Sample.Json(sample), path, null));
            }
        }
    }

    [Fact]
    public void Bytes_that_were_shaken_are_read_or_refused()
    {
        var shaken =
            from name in Gen.Elements<string>(Sample.Names)
            from cuts in Gen.Choose(0, 3000).Three().ListOf(3)
            select Shake(Encoding.UTF8.GetBytes(Sample.Text(name)), cuts);

        Prop.ForAll(shaken.ToArbitrary(), body => ActivityParser.Parse(body) switch
                {
                    Understood(var activity) => IsReadable(activity),
                    NotUnderstood { Status: 400 or 413 } => true,
                    _ => false,
                })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public async Task Large_and_deep_bodies_are_refused()
    {
        await using var door = await AnonymousAsync();
        var manyKeys = "{\"type\":\"message\"," + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"k{i}\":1")) + "}";

        Assert.Equal(400, (int)(await door.SendAsync(null, new string('[', 100_000))).Status);
        Assert.Equal(400, (int)(await door.SendAsync(null, $"{{\"type\":\"message\",\"value\":{new string('[', 100_000)}{new string(']', 100_000)}}}")).Status);
        Assert.Equal(413, (int)(await door.SendAsync(null, $"{{\"type\":\"message\",\"text\":\"{new string('x', 300_000)}\"}}")).Status);
        Assert.Equal(200, (int)(await door.SendAsync(null, manyKeys)).Status);
    }

    private static async Task AnswersAsync(DoorUnderTest door, string body)
    {
        var reply = await door.SendAsync(null, body);

        Assert.True((int)reply.Status is 200 or 400 or 403 or 501, $"{reply.Status} for {body}");
    }

    private static Task<DoorUnderTest> AnonymousAsync() =>
        DoorUnderTest
            .StartAsync(s => s with { Anonymous = true, AllowedTenants = [] })
            .ContinueWith(
                started =>
                {
                    var door = started.Result;
                    door.Turn = (activity, _) =>
                        Task.FromResult(IsReadable(activity) ? TeamsBot.Inbound.ActivityResponse.Accepted : throw new InvalidOperationException("Unreadable."));
                    return door;
                },
                TaskScheduler.Default
            );

    /// <summary>Asks an activity everything; it has to know an answer, or none, but not to throw.</summary>
    private static bool IsReadable(Activity activity)
    {
        _ = (activity.Said(), activity.MentionsBot(), activity.TenantId(), activity.ThreadRootId(), activity.BaseConversationId());
        _ = (activity.SenderLocale(), activity.SenderTimeZone(), CardAction.Of(activity));
        return activity.Type.Length > 0 && (activity.MembersAdded ?? []).All(m => m is not null) && (activity.ReactionsAdded ?? []).All(r => r is not null);
    }

    private static byte[] Shake(byte[] bytes, IEnumerable<(int At, int Length, int Kind)> cuts)
    {
        foreach (var (at, length, kind) in cuts)
        {
            var (from, count) = (at % bytes.Length, Math.Min(length % 40, bytes.Length - (at % bytes.Length)));
            bytes = (kind % 4) switch
            {
                0 => [.. bytes[..from], .. bytes[(from + count)..]],
                1 => [.. bytes[..from], .. bytes[from..(from + count)], .. bytes[from..]],
                2 => [.. bytes[..from], (byte)kind, .. bytes[(from + 1)..]],
                _ => [.. bytes[..from], .. "{}[]\",:\\0"u8.Slice(kind % 9, 1), .. bytes[from..]],
            };
            if (bytes.Length == 0)
                return bytes;
        }

        return bytes;
    }

    private static List<string[]> PathsOf(JsonNode? node, params string[] here)
    {
        List<string[]> paths = here.Length == 0 ? [] : [here];
        if (node is JsonObject members)
            paths.AddRange(members.SelectMany(m => PathsOf(m.Value, [.. here, m.Key])));
        if (node is JsonArray { Count: > 0 } items)
            paths.AddRange(PathsOf(items[0], [.. here, "0"]));
        return paths;
    }

    /// <summary>The text with something else at that place; null takes the member away. Written as text, so that it may be no JSON at all.</summary>
    private static string Replaced(JsonObject json, string[] path, string? value)
    {
        const string Mark = "\u2603";
        JsonNode parent = json;
        foreach (var step in path[..^1])
            parent = parent is JsonArray items ? items[0]! : parent[step]!;
        if (parent is JsonArray list)
            list[0] = Mark;
        else if (value is null)
            parent.AsObject().Remove(path[^1]);
        else
            parent[path[^1]] = Mark;
        return json.ToJsonString().Replace("\"\\u2603\"", value ?? "null", StringComparison.Ordinal);
    }
}
