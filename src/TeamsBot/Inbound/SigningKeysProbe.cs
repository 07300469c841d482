namespace TeamsBot.Inbound;

/// <summary>Fetches signing keys once, to see whether they can be had from here.</summary>
public static class SigningKeysProbe
{
    /// <returns>How many keys there are, or why there are none.</returns>
    public static Task<(int Keys, string? Problem)> FetchAsync(InboundSettings settings, bool isDevelopment, TimeProvider clock, CancellationToken cancel) =>
        FetchAsync(settings.MetadataAddress, isDevelopment, clock, cancel);

    internal static async Task<(int Keys, string? Problem)> FetchAsync(string metadata, bool isDevelopment, TimeProvider clock, CancellationToken cancel)
    {
        using var fetch = new KeyFetch(metadata, isDevelopment, clock);
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
