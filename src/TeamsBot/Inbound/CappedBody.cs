using System.Buffers;
using Microsoft.AspNetCore.Http;
using TeamsBot.Activities;

namespace TeamsBot.Inbound;

/// <summary>Reads a request body as far as it may go, and no further.</summary>
internal static class CappedBody
{
    /// <returns>Null when the body is too long.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > ActivityParser.LongestBody)
            return null;

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            var body = read.Buffer;
            if (body.Length > ActivityParser.LongestBody)
            {
                request.BodyReader.AdvanceTo(body.Start, body.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = body.ToArray();
                request.BodyReader.AdvanceTo(body.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(body.Start, body.End);
        }
    }
}
