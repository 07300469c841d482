using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TeamsBot.Connector;

/// <summary>One request and its answer: tried, waited for and tried again, as long as that cannot double anything.</summary>
internal sealed class ConnectorTransport(
    HttpPipeline pipeline,
    TokenCache? tokens,
    ConnectorSettings settings,
    ConnectorHealth health,
    TimeProvider clock,
    Random dice
)
{
    private const int LongestAnswer = 4 * 1024 * 1024;

    private readonly string agent = $"{settings.AppName}/{typeof(ConnectorTransport).Assembly.GetName().Version?.ToString(2)}";

    /// <exception cref="ConnectorException">Teams refused, the tries are used up, or trying again might double what was asked.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; a POST may have been carried out all the same.</exception>
    public Task<ConnectorResponse> AskAsync(ConnectorRequest connectorRequest, CancellationToken cancel) =>
        TeamsBotTelemetry.OfCallAsync(connectorRequest.What, () => AskOftenAsync(connectorRequest, cancel));

    private async Task<(ConnectorResponse Response, int Tries)> AskOftenAsync(ConnectorRequest connectorRequest, CancellationToken cancel)
    {
        var renewed = false;
        var began = clock.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var (connectorResponse, failure) = await TryAsync(connectorRequest, cancel);
            health.Note(failure);
            if (failure is null)
            {
                return (connectorResponse!, tries);
            }

            if (failure.Status == 401 && connectorResponse?.Token is { } token && tokens is not null && !renewed)
            {
                // Tokens are revoked before their time now and then: that is no try, but it is done once only.
                tokens.Refuse(token);
                renewed = true;
                tries--;
                continue;
            }

            if (!failure.IsTransient || tries >= (connectorRequest.MaxTries ?? settings.MaxTries) || failure.RetryAfter > settings.LongestWait)
            {
                throw failure;
            }

            var wait = failure.RetryAfter ?? RetryDelay.After(tries, settings.FirstWait, settings.LongestWait, dice.NextDouble());
            if (clock.GetElapsedTime(began) + wait >= settings.CallLimit)
            {
                throw failure;
            }

            await Task.Delay(wait, clock, cancel);
        }
    }

    private async Task<(ConnectorResponse? Answer, ConnectorException? Failure)> TryAsync(ConnectorRequest connectorRequest, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(settings.TryLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        using var message = pipeline.CreateMessage();
        var body = Write(message, connectorRequest);
        try
        {
            await pipeline.SendAsync(message, either.Token);
            var connectorResponse = await ReadAsync(message, connectorRequest, either.Token);
            return (
                connectorResponse,
                connectorResponse.IsSuccess ? null : Failures.Of(connectorRequest, connectorResponse, clock.GetUtcNow(), settings.LongestRetryAfter)
            );
        }
        catch (ConnectorException failure)
        {
            return (null, failure);
        }
        catch (Exception broken) when (IsBroken(broken) && !cancel.IsCancellationRequested)
        {
            return (null, Failures.Unanswered(connectorRequest, sent: body?.WasSent ?? false, broken));
        }
    }

    private WatchedContent? Write(HttpMessage message, ConnectorRequest connectorRequest)
    {
        // The body is read here, under our limit: the pipeline's own limit starts again with every byte.
        message.BufferResponse = false;
        message.Request.Method = connectorRequest.Verb;
        message.Request.Uri.Reset(connectorRequest.Address);
        message.Request.Headers.Add(HttpHeader.Names.Accept, "application/json");
        message.Request.Headers.Add(HttpHeader.Names.UserAgent, agent);
        if (connectorRequest.Body is not { } bytes)
        {
            return null;
        }

        var body = new WatchedContent(bytes);
        message.Request.Headers.Add(HttpHeader.Names.ContentType, "application/json; charset=utf-8");
        message.Request.Content = body;
        return body;
    }

    private static async Task<ConnectorResponse> ReadAsync(HttpMessage message, ConnectorRequest connectorRequest, CancellationToken cancel)
    {
        var response = message.Response;
        var connectorResponse = new ConnectorResponse(
            response.Status,
            response.Headers.TryGetValue("Retry-After", out var after) ? after : null,
            response.Headers.TryGetValue("Date", out var date) ? date : null,
            TokenPolicy.TokenIn(message.Request)
        );
        try
        {
            return connectorResponse with { Body = await ReadAsync(response.ContentStream, cancel) };
        }
        catch (Exception broken) when (IsBroken(broken) && !(connectorResponse.IsSuccess && connectorRequest.Verb == RequestMethod.Get))
        {
            // The status alone says whether it was done. A message whose id is lost was still delivered, and must not be sent twice.
            return connectorResponse;
        }
    }

    private static async Task<byte[]> ReadAsync(Stream? stream, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (stream is not null && await stream.ReadAsync(piece, cancel) is > 0 and var length)
        {
            read.Write(piece, 0, length);
            if (read.Length > LongestAnswer)
            {
                throw new IOException($"The answer is longer than {LongestAnswer} bytes.");
            }
        }

        return read.ToArray();
    }

    private static bool IsBroken(Exception e) => e is RequestFailedException or HttpRequestException or IOException or OperationCanceledException;
}

/// <summary>A request before it is sent.</summary>
/// <param name="Verb">A GET or PUT may be repeated whenever its answer is missing; a POST may not.</param>
/// <param name="Address">Judged, and with every id as one segment.</param>
/// <param name="What">What is asked, in a few words without ids, for messages.</param>
/// <param name="Body">JSON; null without one.</param>
/// <param name="Missing">What a 404 means when Teams does not say it.</param>
internal sealed record ConnectorRequest(
    RequestMethod Verb,
    Uri Address,
    string What,
    ReadOnlyMemory<byte>? Body = null,
    ConnectorFault Missing = ConnectorFault.ConversationNotFound
)
{
    public bool MayRepeat => Verb != RequestMethod.Post;

    /// <summary>A POST that makes nothing twice, however often it is sent.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Whether sending it again doubles nothing.</summary>
    public bool IsRepeatable => MayRepeat || IsIdempotent;

    /// <summary>How often it is sent at most; null for <see cref="ConnectorSettings.MaxTries"/>.</summary>
    public int? MaxTries { get; init; }
}

/// <summary>What came back, with its headers as they came, and the token that the request carried.</summary>
internal sealed record ConnectorResponse(int Status, string? RetryAfter, string? Date, string? Token)
{
    public byte[] Body { get; init; } = [];

    public bool IsSuccess => Status is >= 200 and <= 299;

    public JsonObject? Json => ConnectorJson.Read(Body);
}
