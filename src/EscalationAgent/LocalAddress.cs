namespace EscalationAgent;

/// <summary>Under which address this machine reaches the program that listens on it.</summary>
internal static class LocalAddress
{
    /// <param name="addresses">Those that the server listens at: <c>http://*:3978</c>.</param>
    /// <param name="scheme">Only those of this scheme; null for any.</param>
    /// <returns>The first one with a host that can be asked for; null for none.</returns>
    public static Uri? Among(IEnumerable<string> addresses, string? scheme = null) =>
        addresses
            .Where(address => scheme is null || address.StartsWith($"{scheme}://", StringComparison.OrdinalIgnoreCase))
            .Select(BindingAddress.Parse)
            .Where(binding => binding is { IsUnixPipe: false, IsNamedPipe: false })
            .Select(binding => new UriBuilder(binding.Scheme, LoopbackOf(binding.Host), binding.Port).Uri)
            .FirstOrDefault();

    private static string LoopbackOf(string host) => host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : host;
}
