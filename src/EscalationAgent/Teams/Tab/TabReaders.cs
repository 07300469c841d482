using System.Collections.Concurrent;
using Escalations;
using Escalations.Deadlines;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Inbound;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams.Tab;

/// <summary>Who looks at the tab.</summary>
/// <param name="Zone">IANA zone in which they read times.</param>
internal sealed record TabReader(Viewer Viewer, Language Language, string Zone);

/// <summary>
/// Tells who looks at the tab, or sends them away: by the token that Teams got for them, and by nothing else. Why somebody is sent away is
/// for the log.
/// </summary>
internal sealed class TabReaders(SignInCheck signIn, IDirectory directory, EscalationAccess access, TimeProvider clock, IPlayedSignIn? played = null)
{
    /// <summary>Requests of one person in a minute: the page asks every few seconds, and at each press.</summary>
    private const int PerMinute = 300;

    /// <summary>So long nobody's channels are asked again whether they are a guest.</summary>
    private static readonly TimeSpan NoGuestFor = TimeSpan.FromMinutes(5);

    private const int MostRemembered = 10_000;

    private readonly PersonRateLimiter limiter = new(PerMinute, clock);
    private readonly ConcurrentDictionary<(string Tenant, string Person), long> members = new();

    public async Task<(TabReader? Reader, IResult? Refusal)> OfAsync(HttpContext context, CancellationToken cancel)
    {
        var (person, status) = played?.Read(context) is var (tenant, cast)
            ? (new SignedInPerson(tenant, cast.AadObjectId, cast.Name, IsGuest: false), 0)
            : await SignedInAsync(context, cancel);
        if (person is null)
        {
            return (null, Refused(status));
        }

        // A person's id is told in other letters by nobody but a forger; two spellings would be two people here.
        if (!limiter.Take($"{person.Tenant}|{person.ObjectId}", isPress: false, "").IsTaken)
        {
            context.Response.Headers.RetryAfter = "60";
            return (null, Refused(StatusCodes.Status429TooManyRequests));
        }

        var (contact, _, links) = await directory.LookUpAsync(person.Tenant, person.ObjectId, null, cancel);
        var known = contact?.Person ?? Person.Shown(person.ObjectId, person.Name is { Length: > 0 } name ? name : "Somebody");
        var viewer = new Viewer(
            person.Tenant,
            known,
            new ToPerson(known.Id),
            null,
            (contact?.ServiceUrl ?? "", contact?.ChatId ?? ""),
            person.IsGuest || contact is { IsGuest: true },
            links
        );
        if (await IsGuestAsync(viewer, cancel))
        {
            return (null, Refused(StatusCodes.Status403Forbidden));
        }

        var query = context.Request.Query;
        return (
            new(
                viewer,
                contact?.Language ?? SentenceBook.LanguageOf(query["lang"]) ?? SentenceBook.LanguageOf(contact?.Locale) ?? Language.English,
                query["tz"] is [{ Length: > 0 } zone] && Shifts.IsZone(zone) ? zone : contact?.TimeZone ?? "UTC"
            ),
            null
        );
    }

    /// <summary>From here on everything is written in the reader's language.</summary>
    public static IDisposable Speaking(TabReader reader) => ReaderLanguage.Use(reader.Language, isChosen: true);

    private async Task<(SignedInPerson? Person, int Status)> SignedInAsync(HttpContext context, CancellationToken cancel)
    {
        var verdict = await signIn.CheckAsync(context, cancel);
        return (verdict.Person, verdict.Refusal);
    }

    /// <summary>Channels are asked seldom: it is a call to Teams, and the page asks every few seconds.</summary>
    private async Task<bool> IsGuestAsync(Viewer viewer, CancellationToken cancel)
    {
        var key = (viewer.Tenant, viewer.Person.Id);
        if (!viewer.IsGuest && members.TryGetValue(key, out var since) && clock.GetElapsedTime(since) < NoGuestFor)
        {
            return false;
        }

        if (await access.IsGuestAsync(viewer, cancel))
        {
            members.TryRemove(key, out _);
            return true;
        }

        if (members.Count >= MostRemembered)
        {
            members.Clear();
        }

        members[key] = clock.GetTimestamp();
        return false;
    }

    private static IResult Refused(int status) => Results.Json(new { status }, contentType: "application/problem+json", statusCode: status);
}
