using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EscalationAgent.Tests.Fakes;

/// <summary>Another company's system, over real HTTP on this machine.</summary>
internal abstract class FakeSystem : IAsyncDisposable
{
    private readonly WebApplication app;

    protected FakeSystem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(HandleAsync);
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address => app.Urls.Single();

    protected abstract Task AnswerAsync(HttpContext http, byte[] body);

    protected Task BeginAsync() => app.StartAsync();

    public async ValueTask DisposeAsync() => await EndAsync(app);

    /// <summary>Ends a server at once: a request that is held does not hold up the end of the test.</summary>
    public static async Task EndAsync(WebApplication app)
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // As wished.
        }

        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        try
        {
            await AnswerAsync(http, body.ToArray());
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has given up.
        }
    }
}
