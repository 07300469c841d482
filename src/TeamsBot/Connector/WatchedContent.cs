using Azure.Core;

namespace TeamsBot.Connector;

/// <summary>A request's body that remembers whether any of it was given to the network: before that, nothing can have been carried out.</summary>
internal sealed class WatchedContent(ReadOnlyMemory<byte> body) : RequestContent
{
    public bool WasSent { get; private set; }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellation)
    {
        WasSent = true;
        await stream.WriteAsync(body, cancellation);
    }

    public override void WriteTo(Stream stream, CancellationToken cancellation)
    {
        WasSent = true;
        stream.Write(body.Span);
    }

    public override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    public override void Dispose() { }
}
