using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>The wire between one replica and the tables, which can be cut and held.</summary>
internal sealed class TableWire : HttpPipelinePolicy
{
    private static readonly RequestFailedException Lost = new(0, "The wire was cut.");

    /// <summary>Which requests never arrive.</summary>
    public Func<Request, bool> IsCut { get; set; } = _ => false;

    /// <summary>Whose answers are lost on the way back.</summary>
    public Func<Request, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>What a request waits for before it is sent; null for nothing.</summary>
    public Func<Request, Task?> Held { get; set; } = _ => null;

    public static bool IsTransaction(Request request) => request.Method == RequestMethod.Post && request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);

    /// <summary>Puts it below the retries, so that each try passes it.</summary>
    public void AddTo(TableClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerRetry);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store waits for nothing.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Held(message.Request) is { } waiting)
        {
            await waiting;
        }

        if (IsCut(message.Request))
        {
            throw Lost;
        }

        await ProcessNextAsync(message, pipeline);
        if (LosesAnswer(message.Request))
        {
            throw Lost;
        }
    }
}
