namespace TeamsBot.Inbound;

/// <summary>Fetches the Connector's keys once, to see whether they can be had from here.</summary>
public static class SigningKeysProbe
{
    /// <returns>How many keys there are, or why there are none.</returns>
    public static async Task<(int Keys, string? Problem)> FetchAsync(InboundSettings settings, bool isDevelopment, TimeProvider clock, CancellationToken cancel)
    {
        using var fetch = new KeyFetch(settings.MetadataAddress, isDevelopment, clock);
        try
        {
            return ((await fetch.FetchAsync(cancel)).Count, null);
        }
        catch (KeyFetchException failed)
        {
            return (0, failed.Message);
        }
    }
}
