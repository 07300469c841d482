using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Graph;

/// <summary>
/// The user directory as Microsoft Graph has it. Answers are kept for a while, that somebody has no manager too. What is refused
/// for want of a permission is told once and not asked for a quarter of an hour; what fails is left alone for half a minute, so
/// that nobody waits again and again.
/// </summary>
internal sealed partial class GraphUserDirectory : IUserDirectory, IDisposable
{
    private static readonly TimeSpan ManagerKept = TimeSpan.FromHours(4);
    private static readonly TimeSpan NoManagerKept = TimeSpan.FromHours(1);
    private static readonly TimeSpan PresenceKept = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Somebody waits for it.</summary>
    private static readonly TimeSpan PresenceLimit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MailLimit = TimeSpan.FromSeconds(15);

    private readonly GraphSettings settings;
    private readonly string home;
    private readonly GraphClient client;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly ExpiringCache<string, Person?> managers;
    private readonly ExpiringCache<string, Presence?> presences;
    private readonly ConcurrentDictionary<UserDirectoryFeature, Pause> pauses = new();

    /// <param name="home">The tenant whose people can be looked up; empty for every tenant.</param>
    /// <param name="credential">Null for a stand-in on this machine.</param>
    public GraphUserDirectory(GraphSettings settings, string home, TokenCredential? credential, TimeProvider clock, ILogger log)
    {
        this.settings = settings;
        this.home = home;
        this.clock = clock;
        this.log = log;
        client = new(settings.Address, credential, clock);
        managers = new(clock);
        presences = new(clock);
    }

    /// <summary>The application permissions that each use needs: the least that Graph has for it.</summary>
    public static IReadOnlyDictionary<UserDirectoryFeature, IReadOnlyList<string>> Permissions { get; } =
        new Dictionary<UserDirectoryFeature, IReadOnlyList<string>>
        {
            [UserDirectoryFeature.Manager] = ["User.Read.All"],
            [UserDirectoryFeature.Presence] = ["Presence.Read.All"],
            [UserDirectoryFeature.Mail] = ["User.Read.All", "Mail.Send"],
        };

    public bool Offers(string tenant, UserDirectoryFeature feature) =>
        IsServed(tenant)
        && feature switch
        {
            UserDirectoryFeature.Manager => settings.Manager,
            UserDirectoryFeature.Presence => settings.Presence,
            _ => settings.MailSender.Length > 0,
        };

    public async Task<ManagerAnswer> FindManagerAsync(string tenant, string personId, CancellationToken cancel)
    {
        const UserDirectoryFeature Use = UserDirectoryFeature.Manager;
        if (!MayAsk(tenant, Use, personId))
        {
            return new(IsKnown: false);
        }

        if (managers.TryGet(personId, out var known))
        {
            return new(IsKnown: true, known);
        }

        var answer = await client.GetAsync(
            "/users/{id}/manager{?%24select}",
            new() { ["id"] = personId, ["%24select"] = "id,displayName,jobTitle,userType,accountEnabled" },
            ReadLimit,
            cancel
        );
        answer = answer is { Outcome: GraphOutcome.Done } && answer.Text("id") is null ? new(GraphOutcome.Failed, Failure: "unreadable answer") : answer;
        Heed(Use, answer);
        if (answer.Outcome is not (GraphOutcome.Done or GraphOutcome.NotFound))
        {
            return new(IsKnown: false);
        }

        var manager =
            answer.Outcome == GraphOutcome.Done && answer.Text("userType") is not "Guest" && !answer.IsFalse("accountEnabled") ? PersonOf(answer) : null;
        managers.Keep(personId, manager, manager is null ? NoManagerKept : ManagerKept);
        return new(IsKnown: true, manager);
    }

    public async Task<IReadOnlyDictionary<string, Presence>> PresencesAsync(string tenant, IReadOnlyCollection<string> personIds, CancellationToken cancel)
    {
        const UserDirectoryFeature Use = UserDirectoryFeature.Presence;
        var found = new Dictionary<string, Presence>();
        var open = new List<string>();
        foreach (var id in personIds.Distinct().Where(id => MayAsk(tenant, Use, id)))
        {
            if (!presences.TryGet(id, out var kept))
            {
                open.Add(id);
            }
            else if (kept is { } presence)
            {
                found[id] = presence;
            }
        }

        if (open.Count == 0)
        {
            return found;
        }

        var answer = await client.PostAsync(
            "/communications/getPresencesByUserId",
            [],
            new() { ["ids"] = new JsonArray([.. open.Select(id => (JsonNode)id)]) },
            PresenceLimit,
            cancel
        );
        var rows =
            answer.Outcome == GraphOutcome.Done
            && answer.Body.ValueKind == JsonValueKind.Object
            && answer.Body.TryGetProperty("value", out var value)
            && value.ValueKind == JsonValueKind.Array
                ? value
                : (JsonElement?)null;
        Heed(Use, answer.Outcome == GraphOutcome.Done && rows is null ? new(GraphOutcome.Failed, Failure: "unreadable answer") : answer);
        if (rows is { } list)
        {
            var said = list.EnumerateArray()
                .Select(row => (Id: GraphAnswer.Text(row, "id"), Presence: PresenceOf(GraphAnswer.Text(row, "availability"))))
                .ToList();
            foreach (var id in open)
            {
                var presence = said.FirstOrDefault(row => id.Equals(row.Id, StringComparison.OrdinalIgnoreCase)).Presence;
                presences.Keep(id, presence, PresenceKept);
                if (presence is { } here)
                {
                    found[id] = here;
                }
            }
        }

        return found;
    }

    public async Task<AddressAnswer> FindMailAddressAsync(string tenant, string personId, CancellationToken cancel)
    {
        if (!IsServed(tenant) || !IsUser(personId))
        {
            return new(IsKnown: true);
        }

        if (IsPaused(UserDirectoryFeature.Mail))
        {
            return new(IsKnown: false);
        }

        var user = await client.GetAsync("/users/{id}{?%24select}", new() { ["id"] = personId, ["%24select"] = "mail,accountEnabled" }, ReadLimit, cancel);
        Heed(UserDirectoryFeature.Mail, user);
        return user.Outcome switch
        {
            GraphOutcome.Done when user.Body.ValueKind == JsonValueKind.Object => new(true, user.IsFalse("accountEnabled") ? null : user.Text("mail")),
            GraphOutcome.NotFound or GraphOutcome.Invalid => new(true),
            _ => new(false),
        };
    }

    public async Task<MailResult> SendMailAsync(string tenant, string personId, Mail mail, CancellationToken cancel)
    {
        const UserDirectoryFeature Use = UserDirectoryFeature.Mail;
        if (!Offers(tenant, Use))
        {
            return MailResult.Refused;
        }

        var answer = await FindMailAddressAsync(tenant, personId, cancel);
        if (answer.Address is not { } address)
        {
            return answer.IsKnown ? MailResult.Refused : MailResult.NotNow;
        }

        var sent = await client.PostAsync(
            "/users/{sender}/sendMail",
            new() { ["sender"] = settings.MailSender },
            new()
            {
                ["message"] = new JsonObject
                {
                    ["subject"] = mail.Subject,
                    ["body"] = new JsonObject { ["contentType"] = "Text", ["content"] = mail.Text },
                    ["toRecipients"] = new JsonArray(new JsonObject { ["emailAddress"] = new JsonObject { ["address"] = address } }),
                },
                ["saveToSentItems"] = false,
            },
            MailLimit,
            cancel
        );
        Heed(Use, sent);
        if (sent.Outcome is GraphOutcome.NotFound or GraphOutcome.Invalid)
        {
            MailRefused(log, sent.Failure!);
        }

        return sent.Outcome switch
        {
            GraphOutcome.Done => MailResult.Sent,
            GraphOutcome.Throttled or GraphOutcome.NotSent or GraphOutcome.NotAllowed => MailResult.NotNow,
            GraphOutcome.Failed => MailResult.Unconfirmed,
            _ => MailResult.Refused,
        };
    }

    public void Dispose() => client.Dispose();

    private bool IsServed(string tenant) =>
        (home.Length == 0 || home.Equals(tenant, StringComparison.OrdinalIgnoreCase))
        && !settings.ExcludedTenants.Contains(tenant, StringComparer.OrdinalIgnoreCase);

    private bool IsPaused(UserDirectoryFeature feature) => pauses.TryGetValue(feature, out var pause) && pause.Until > clock.GetUtcNow();

    /// <summary>Whether somebody can be asked about now. Those whom only the chat service knows have no user id.</summary>
    private bool MayAsk(string tenant, UserDirectoryFeature feature, string personId) => IsUser(personId) && Offers(tenant, feature) && !IsPaused(feature);

    private static bool IsUser(string personId) => personId.Length > 0 && !personId.Contains(':', StringComparison.Ordinal);

    private static Person PersonOf(GraphAnswer answer)
    {
        var shown = Person.Shown(answer.Text("id")!, answer.Text("displayName") ?? "Somebody");
        return shown with { Title = shown.Title ?? (answer.Text("jobTitle") is { } title ? Person.Shown("", title).Name : null) };
    }

    private static Presence? PresenceOf(string? availability) =>
        availability switch
        {
            "Available" or "AvailableIdle" => Presence.Available,
            "Busy" or "BusyIdle" => Presence.Busy,
            "DoNotDisturb" => Presence.DoNotDisturb,
            "Away" or "BeRightBack" => Presence.Away,
            "Offline" => Presence.Offline,
            _ => null,
        };

    /// <summary>What an answer says about the next ones: told once when it goes wrong, and once when it works again.</summary>
    private void Heed(UserDirectoryFeature feature, GraphAnswer answer)
    {
        var now = clock.GetUtcNow();
        switch (answer.Outcome)
        {
            case GraphOutcome.NotAllowed:
                if (!(pauses.TryGetValue(feature, out var before) && before.IsRefusal))
                {
                    NotAllowed(log, feature, answer.Failure!, string.Join(" and ", Permissions[feature]), AfterRefusal.TotalMinutes);
                }

                pauses[feature] = new(now + AfterRefusal, IsRefusal: true);
                break;

            case GraphOutcome.Throttled
            or GraphOutcome.NotSent
            or GraphOutcome.Failed:
                if (!pauses.ContainsKey(feature))
                {
                    Fails(log, feature, answer.Failure ?? "-");
                }

                var wait = answer.RetryAfter is { } said && said > TimeSpan.Zero ? said : AfterFailure;
                pauses[feature] = new(now + (wait < LongestPause ? wait : LongestPause), IsRefusal: false);
                break;

            case GraphOutcome.Done
            or GraphOutcome.NotFound:
                if (pauses.TryRemove(feature, out _))
                {
                    Answers(log, feature);
                }

                break;
        }
    }

    /// <param name="IsRefusal">For want of a permission.</param>
    private readonly record struct Pause(DateTimeOffset Until, bool IsRefusal);

    [LoggerMessage(
        701,
        LogLevel.Warning,
        "Microsoft Graph refuses {Feature} ({Status}): it needs the application permission {Permission}, with an administrator's "
            + "consent. The agent goes on without it, and asks again every {Minutes} minutes"
    )]
    private static partial void NotAllowed(ILogger log, UserDirectoryFeature feature, string status, string permission, double minutes);

    [LoggerMessage(702, LogLevel.Warning, "Microsoft Graph does not answer for {Feature} ({Failure}); the agent goes on without it")]
    private static partial void Fails(ILogger log, UserDirectoryFeature feature, string failure);

    [LoggerMessage(
        704,
        LogLevel.Warning,
        "Microsoft Graph does not take a mail from the mailbox of Graph:MailSender ({Status}): is there one of that name, with a licence?"
    )]
    private static partial void MailRefused(ILogger log, string status);

    [LoggerMessage(703, LogLevel.Information, "Microsoft Graph answers for {Feature} again")]
    private static partial void Answers(ILogger log, UserDirectoryFeature feature);
}
