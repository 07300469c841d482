using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EscalationAgent.Tests.Fakes;

/// <summary>What a fake model can do with a request.</summary>
internal static class Replies
{
#pragma warning disable RS0030 // A peer is slow in real time.
    private static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>A chat completion with this text.</summary>
    public static Reply Says(string content, string finish = "stop", int tokensIn = 1200, int tokensOut = 300, string? refusal = null) =>
        (_, http) =>
            JsonAsync(
                http,
                200,
                new JsonObject
                {
                    ["id"] = "chatcmpl-1",
                    ["object"] = "chat.completion",
                    ["model"] = $"{FakeModel.Model}-2026-01-01",
                    ["choices"] = new JsonArray(
                        new JsonObject
                        {
                            ["index"] = 0,
                            ["finish_reason"] = finish,
                            ["message"] = new JsonObject
                            {
                                ["role"] = "assistant",
                                ["content"] = content,
                                ["refusal"] = refusal,
                            },
                        }
                    ),
                    ["usage"] = new JsonObject
                    {
                        ["prompt_tokens"] = tokensIn,
                        ["completion_tokens"] = tokensOut,
                        ["total_tokens"] = tokensIn + tokensOut,
                    },
                }.ToJsonString()
            );

    /// <summary>A chat completion with this draft.</summary>
    public static Reply Answer(JsonObject draft) => Says(draft.ToJsonString());

    /// <summary>A chat completion made from the request.</summary>
    public static Reply From(Func<JsonObject, string> content) => (request, http) => Says(content(request))(request, http);

    /// <summary>An error, as OpenAI words it.</summary>
    public static Reply Error(int status, string message = "something", string? param = null) =>
        (_, http) =>
            JsonAsync(
                http,
                status,
                new JsonObject
                {
                    ["error"] = new JsonObject
                    {
                        ["message"] = message,
                        ["type"] = "error",
                        ["param"] = param,
                        ["code"] = null,
                    },
                }.ToJsonString()
            );

    /// <summary>429 with Retry-After.</summary>
    public static Reply Busy(int seconds = 20) =>
        (request, http) =>
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Error(429, "Rate limit reached")(request, http);
        };

    /// <summary>These forms of <c>response_format</c> are refused; what is asked without them is answered.</summary>
    public static Reply Refusing(Reply otherwise, params string[] forms) =>
        (request, http) =>
            (string?)request["response_format"]?["type"] is { } form && forms.Contains(form)
                ? Error(400, $"Invalid parameter: 'response_format' of type '{form}' is not supported with this model.", "response_format")(request, http)
                : otherwise(request, http);

    /// <summary>Takes the request and never answers.</summary>
    public static Reply Silence => (_, http) => Task.Delay(Timeout.InfiniteTimeSpan, Clock, http.RequestAborted);

    /// <summary>Answers with a byte a second.</summary>
    public static Reply Drip =>
        async (_, http) =>
        {
            http.Response.ContentType = "application/json";
            foreach (var c in "{ \"choices\": [ ] }")
            {
                await http.Response.WriteAsync(c.ToString(), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(1), Clock, http.RequestAborted);
            }
        };

    /// <summary>A page of a proxy in place of an answer.</summary>
    public static Reply Html => Raw(200, "text/html", "<!doctype html><html><body>Sign in</body></html>"u8.ToArray());

    public static Reply WrongJson => Raw(200, "application/json", "{\"choices\": }"u8.ToArray());

    public static Reply WrongShape => Raw(200, "application/json", "{\"result\": 7}"u8.ToArray());

    public static Reply Empty => Raw(200, "application/json", []);

    public static Reply FiveMegabytes => Says(new string('x', 5_000_000));

    public static Reply NoUtf8 => Raw(200, "application/json", [.. "{\"choices\":[{\"message\":{\"content\":\""u8, 0xff, 0xfe, 0xc3, 0x28, .. "\"}}]}"u8]);

    /// <summary>A draft that ends in the middle, for want of tokens.</summary>
    public static Reply CutOff => Says(FakeAnswers.Draft().ToJsonString()[..200], finish: "length");

    /// <summary>Closes the connection in the middle of the answer.</summary>
    public static Reply HangUp =>
        async (_, http) =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{\"choices\":", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        };

    public static Reply Raw(int status, string type, byte[] body) =>
        async (_, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = type;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        };

    private static Task JsonAsync(HttpContext http, int status, string body) => Raw(status, "application/json", Encoding.UTF8.GetBytes(body))(new(), http);
}
