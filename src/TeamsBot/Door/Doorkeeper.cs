using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsBot.Activities;

namespace TeamsBot.Door;

/// <summary>One request at <c>/api/messages</c>, from the knock to the answer.</summary>
internal sealed class Doorkeeper(DoorSettings settings, TokenCheck tokens, ActivityCheck activities, RefusalLog refusals, TimeProvider clock, ILogger<Doorkeeper> log)
{
    public async Task OpenAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        var gone = context.RequestAborted;
        var (caller, refusal) = settings.Anonymous
            ? new(null, LoopbackCheck.Check(context))
            : await tokens.CheckAsync(context.Request, gone);
        if (refusal is not null)
        {
            Refuse(context, refusal);
            return;
        }

        var parsed = await ReadAsync(context.Request, gone);
        if (parsed is NotUnderstood(var status, var sentence))
        {
            log.NotUnderstood(status, sentence, VectorOf(context.Request));
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(sentence, gone);
            return;
        }

        var activity = ((Understood)parsed).Activity;
        if (activities.Check(activity, caller) is { } unfit)
        {
            Refuse(context, unfit);
            return;
        }

        await WriteAsync(context, await AnswerAsync(context, activity));
    }

    private static async Task<ParsedBody> ReadAsync(HttpRequest request, CancellationToken gone)
    {
        if (request.Headers.ContentEncoding.Count > 0) return new NotUnderstood(StatusCodes.Status415UnsupportedMediaType, "The body must not be compressed.");
        try
        {
            return await CappedBody.ReadAsync(request, gone) is { } body ? ActivityParser.Parse(body) : ActivityParser.TooLong;
        }
        catch (BadHttpRequestException e)
        {
            // The server's own limits: too slow, too long, cut off.
            return new NotUnderstood(e.StatusCode, "The body could not be read.");
        }
    }

    private async Task<Answer> AnswerAsync(HttpContext context, Activity activity)
    {
        switch (activity.Type)
        {
            case ActivityTypes.Invoke when activity.Name != CardAction.InvokeName:
                return PassOver(activity, Answer.NotImplemented);

            case ActivityTypes.Invoke when CardAction.Of(activity) is null:
                return Answer.Error(StatusCodes.Status400BadRequest, "BadRequest", "This button sent something that I cannot read.");

            case ActivityTypes.Invoke:
            case ActivityTypes.Message:
            case ActivityTypes.MessageUpdate:
            case ActivityTypes.MessageDelete:
            case ActivityTypes.ConversationUpdate:
            case ActivityTypes.InstallationUpdate:
            case ActivityTypes.MessageReaction:
                return await TakeTurnAsync(context, activity);

            default:
                return PassOver(activity, Answer.Accepted);
        }
    }

    private async Task<Answer> TakeTurnAsync(HttpContext context, Activity activity)
    {
        // Not the request's token: when the caller hangs up, what was begun is still finished.
        using var limit = new CancellationTokenSource(settings.TurnLimit, clock);
        try
        {
            var turn = context.RequestServices.GetRequiredService<Turn>();
            return await turn(activity, limit.Token);
        }
        catch (Exception e)
        {
            log.TurnFailed(e, RandomNumberGenerator.GetHexString(8), activity.Type, Log.OneLine(activity.Id));

            // Anything but success makes the Connector deliver the activity again.
            return new Answer(StatusCodes.Status500InternalServerError);
        }
    }

    private Answer PassOver(Activity activity, Answer answer)
    {
        log.PassedOver(Log.OneLine(activity.Type), Log.OneLine(activity.Name), answer.Status);
        return answer;
    }

    private void Refuse(HttpContext context, Refusal refusal)
    {
        refusals.Tell(refusal, $"{context.Connection.RemoteIpAddress}", VectorOf(context.Request));
        context.Response.StatusCode = refusal.Status;
        if (refusal.Status == Refusal.Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
    }

    private static string VectorOf(HttpRequest request) => Log.OneLine(request.Headers["MS-CV"]);

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } wait) context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (answer.Body is null) return;

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
    }
}
