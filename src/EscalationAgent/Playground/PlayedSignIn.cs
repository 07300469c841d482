using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EscalationAgent.Playground;

/// <summary>
/// Keys for the tab, each for one of the cast and for some hours. They are signed with a chance number of this process, so that none
/// outlives it, and travel in the part of an address that browsers send to nobody.
/// </summary>
/// <param name="isLocal">Whether a request comes from this machine alone.</param>
internal sealed class PlayedSignIn(IPlayMode play, Func<HttpContext, bool> isLocal, TimeProvider clock) : IPlayedSignIn
{
    /// <summary>Where whoever sits at this machine gets one: <c>/tab/as</c> for whoever is played now, <c>/tab/as/NAME</c> for another one.</summary>
    public const string Path = "/tab/as/{name?}";

    private const string Scheme = "Playground ";

    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(8);

    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    public (string Tenant, PlayedPerson Person)? Read(HttpContext context)
    {
        var sent = context.Request.Headers.Authorization.ToString();
        return
            sent.StartsWith(Scheme, StringComparison.Ordinal)
            && IsLocal(context)
            && sent[Scheme.Length..].Split('.') is [var who, var until, var signed]
            && Base64Url.IsValid(signed)
            && CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(signed), Sign(who, until))
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && clock.GetUtcNow().ToUnixTimeSeconds() < seconds
            && play.People.FirstOrDefault(person => person.AadObjectId == who) is { } found
            ? (play.Tenant, found)
            : null;
    }

    /// <inheritdoc cref="PlayedSignIn(IPlayMode, Func{HttpContext, bool}, TimeProvider)"/>
    public bool IsLocal(HttpContext context) => isLocal(context);

    /// <summary>The tab's address for one of the cast.</summary>
    /// <param name="name">A part of their name; null for whoever is played now.</param>
    public string? AddressFor(string? name)
    {
        var person = name is null ? play.Current : play.People.FirstOrDefault(p => p.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
        if (person is null)
        {
            return null;
        }

        var until = (clock.GetUtcNow() + GoodFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"/tab#key={person.AadObjectId}.{until}.{Base64Url.EncodeToString(Sign(person.AadObjectId, until))}";
    }

    private byte[] Sign(string who, string until) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{who}.{until}"));
}
