using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace EscalationAgent.Drafting.Connectors;

/// <summary>
/// Lies under every connector: what an endpoint refuses is left out and asked again, and not sent any more for as long as
/// this lives. Nothing else is asked twice.
/// </summary>
/// <param name="endpointCapabilities">What is tried first.</param>
/// <param name="formIsFree">Whether the form of the answer may be asked for less strictly than that says.</param>
internal sealed class RefusalHandler(EndpointCapabilities endpointCapabilities, bool formIsFree, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostTries = 6;

    private volatile EndpointCapabilities spoken = endpointCapabilities;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null || JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken)) is not JsonObject asked)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        for (var tries = 1; ; tries++)
        {
            var now = spoken;
            request.Content = new StringContent(now.Applied(asked).ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            var response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode || tries == MostTries)
            {
                return response;
            }

            var refusal = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            if (now.After((int)response.StatusCode, refusal, formIsFree) is not { } next)
            {
                return response;
            }

            response.Dispose();
            spoken = next;
        }
    }
}
