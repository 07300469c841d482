using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsBot.Activities;

namespace TeamsBot.Inbound;

/// <summary>One request at <c>/api/messages</c>, from the knock to the answer.</summary>
internal sealed class MessagesEndpoint(
    InboundSettings settings,
    TokenCheck tokens,
    ActivityCheck activities,
    RefusalLog refusals,
    TimeProvider clock,
    ILogger<MessagesEndpoint> log
)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    public async Task OpenAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        var gone = context.RequestAborted;
        var (caller, requestRejection) = settings.Anonymous ? new(null, LoopbackCheck.Check(context)) : await tokens.CheckAsync(context.Request, gone);
        if (requestRejection is not null)
        {
            Refuse(context, requestRejection);
            return;
        }

        var parsed = await ReadAsync(context.Request, gone);
        if (parsed is NotUnderstood(var status, var sentence))
        {
            TeamsBotTelemetry.OfRefusal(status, "not understood");
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
        if (request.Headers.ContentEncoding.Count > 0)
            return new NotUnderstood(StatusCodes.Status415UnsupportedMediaType, "The body must not be compressed.");
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

    private async Task<ActivityResponse> AnswerAsync(HttpContext context, Activity activity)
    {
        switch (activity.Type)
        {
            case ActivityTypes.Invoke when MessageExtensionCall.IsNameOfOne(activity.Name):
                return await TeamsBotTelemetry.OfTurnAsync(activity.Type, () => TakeTurnAsync(context, activity));

            case ActivityTypes.Invoke when activity.Name != CardAction.InvokeName:
                return PassOver(activity, ActivityResponse.NotImplemented);

            case ActivityTypes.Invoke when CardAction.Of(activity) is null:
                return ActivityResponse.Error(StatusCodes.Status400BadRequest, "BadRequest", "This button sent something that I cannot read.");

            case ActivityTypes.Invoke:
            case ActivityTypes.Message:
            case ActivityTypes.MessageUpdate:
            case ActivityTypes.MessageDelete:
            case ActivityTypes.ConversationUpdate:
            case ActivityTypes.InstallationUpdate:
            case ActivityTypes.MessageReaction:
                return await TeamsBotTelemetry.OfTurnAsync(activity.Type, () => TakeTurnAsync(context, activity));

            default:
                return PassOver(activity, ActivityResponse.Accepted);
        }
    }

    private async Task<ActivityResponse> TakeTurnAsync(HttpContext context, Activity activity)
    {
        // Not the request's token: when the caller hangs up, what was begun is still finished.
        using var limit = new CancellationTokenSource(settings.TurnLimit, clock);
        try
        {
            var activityHandler = context.RequestServices.GetRequiredService<ActivityHandler>();
            return await activityHandler(activity, limit.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            // More came than can be done in time. What was begun is undone or done, and the same delivery is taken once.
            log.TurnFailed(e, RandomNumberGenerator.GetHexString(8), activity.Type, Log.OneLine(activity.Id));
            return ActivityResponse.Unavailable(AgainAfter);
        }
        catch (Exception e)
        {
            log.TurnFailed(e, RandomNumberGenerator.GetHexString(8), activity.Type, Log.OneLine(activity.Id));

            // Anything but success makes the Connector deliver the activity again.
            return new ActivityResponse(StatusCodes.Status500InternalServerError);
        }
    }

    private ActivityResponse PassOver(Activity activity, ActivityResponse activityResponse)
    {
        log.PassedOver(Log.OneLine(activity.Type), Log.OneLine(activity.Name), activityResponse.Status);
        return activityResponse;
    }

    private void Refuse(HttpContext context, RequestRejection requestRejection)
    {
        TeamsBotTelemetry.OfRefusal(requestRejection.Status, requestRejection.Reason);
        refusals.Tell(requestRejection, $"{context.Connection.RemoteIpAddress}", VectorOf(context.Request));
        context.Response.StatusCode = requestRejection.Status;
        if (requestRejection.Status == RequestRejection.Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
    }

    private static string VectorOf(HttpRequest request) => Log.OneLine(request.Headers["MS-CV"]);

    private static async Task WriteAsync(HttpContext context, ActivityResponse activityResponse)
    {
        context.Response.StatusCode = activityResponse.Status;
        if (activityResponse.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (activityResponse.Body is null)
            return;

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(activityResponse.Body.ToJsonString(), context.RequestAborted);
    }
}
