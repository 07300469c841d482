using Microsoft.AspNetCore.Http;
using TeamsBot.Activities;
using TeamsBot.Inbound;

namespace TeamsBot.Tests.Inbound;

/// <summary>How much of a body is read before it is too much.</summary>
public sealed class CappedBodyTests
{
    [Fact]
    public async Task A_body_that_tells_it_is_too_long_is_not_read_at_all()
    {
        var (body, read) = await ReadAsync(ActivityParser.LongestBody + 1, tells: true);

        Assert.Null(body);
        Assert.Equal(0, read);
    }

    [Fact]
    public async Task A_body_that_turns_out_too_long_is_read_no_further()
    {
        var (body, read) = await ReadAsync(30_000_000, tells: false);

        Assert.Null(body);
        Assert.InRange(read, ActivityParser.LongestBody, 2 * ActivityParser.LongestBody);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(ActivityParser.LongestBody, true)]
    [InlineData(ActivityParser.LongestBody, false)]
    public async Task A_body_that_fits_is_read_whole(int length, bool tells) => Assert.Equal(length, (await ReadAsync(length, tells)).Body!.Length);

    private static async Task<(byte[]? Body, long Read)> ReadAsync(int length, bool tells)
    {
        using var stream = new MemoryStream(new byte[length]);
        var context = new DefaultHttpContext { Request = { Body = stream, ContentLength = tells ? length : null } };
        var body = await CappedBody.ReadAsync(context.Request, TestContext.Current.CancellationToken);
        return (body, stream.Position);
    }
}
