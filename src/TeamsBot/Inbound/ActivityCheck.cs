using TeamsBot.Activities;

namespace TeamsBot.Inbound;

/// <summary>The second look, once the body is read: does the activity fit the token, and is its tenant one of ours?</summary>
internal sealed class ActivityCheck(InboundSettings settings, bool isDevelopment)
{
    private const string Teams = "msteams";

    /// <param name="activity">What the body says.</param>
    /// <param name="caller">Null at an anonymous door.</param>
    public RequestRejection? Check(Activity activity, AuthenticatedSender? caller)
    {
        var reason = FaultOf(activity, caller) ?? FaultOfTenant(activity);
        return reason is null ? null : new(RequestRejection.Forbidden, reason, caller?.Key.Kid, caller?.Issuer);
    }

    private string? FaultOf(Activity activity, AuthenticatedSender? caller) =>
        caller is null ? null
        : activity.ChannelId != Teams ? "the channel is not Teams"
        : !caller.Key.Endorses(activity.ChannelId) ? "the key is not endorsed for the channel"
        : !IsServiceAddress(activity.ServiceUrl) ? "the activity has no usable service address"
        : !AreTheSame(activity.ServiceUrl!, caller.ServiceUrl) ? "the service address is not the token's"
        : null;

    private string? FaultOfTenant(Activity activity) =>
        !activity.AgreesOnTenant() ? "the activity names two tenants"
        : settings.Anonymous && settings.AllowedTenants.Count == 0 ? null
        : !settings.AllowedTenants.Contains(activity.TenantId(), StringComparer.OrdinalIgnoreCase) ? "the tenant is not on the list"
        : null;

    /// <summary>An https address without a user name in it; plain http is for a stand-in on this machine in Development.</summary>
    private bool IsServiceAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && !address.Contains('@', StringComparison.Ordinal)
        && (uri.Scheme == Uri.UriSchemeHttps || (isDevelopment && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>Compared as text: two readers may understand one odd address in two ways. Case and one slash at the end do not matter.</summary>
    private static bool AreTheSame(string told, string signed) => WithoutSlash(told).Equals(WithoutSlash(signed), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> WithoutSlash(string address) => address.EndsWith('/') ? address.AsSpan(0, address.Length - 1) : address;
}
