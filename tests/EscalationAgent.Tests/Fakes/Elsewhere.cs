namespace EscalationAgent.Tests.Fakes;

/// <summary>Leads what is sent over https to a stand-in on this machine, which has no certificate.</summary>
internal sealed class Elsewhere(Uri address) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("https", request.RequestUri!.Scheme);
        request.RequestUri = new(address, request.RequestUri.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
