using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;

namespace TeamsBot.Connector;

/// <summary>
/// Speaks to Teams: sends, answers and changes messages, opens chats and threads, reads who is where. Every call
/// takes the service address that its conversation came with. One instance serves the whole process, from any thread.
/// </summary>
/// <remarks>
/// All calls throw <see cref="ConnectorException"/>; <see cref="OperationCanceledException"/> only when the caller
/// cancelled; <see cref="ArgumentException"/> for ids that cannot be one.
/// </remarks>
public sealed class ConnectorClient
{
    private readonly ConnectorSettings settings;
    private readonly TrustedHosts hosts;
    private readonly TokenCredential? credential;
    private readonly ConnectorTransport connectorTransport;
    private readonly ConversationRateLimiter conversationRateLimiter;
    private readonly TimeProvider clock;

    /// <param name="settings">See <see cref="ConnectorSettings"/>.</param>
    /// <param name="credential">Where tokens come from; null only with <see cref="ConnectorSettings.AllowLoopback"/>.</param>
    /// <param name="clock">Measures every limit and wait.</param>
    /// <param name="transport">The network; null for the usual one. It must not follow redirects.</param>
    /// <param name="dice">Spreads the waits; null for <see cref="Random.Shared"/>. It is asked from many threads.</param>
    /// <exception cref="ArgumentException">The settings cannot be used; the message lists every fault.</exception>
    public ConnectorClient(
        ConnectorSettings settings,
        TokenCredential? credential,
        TimeProvider clock,
        HttpPipelineTransport? transport = null,
        Random? dice = null
    )
    {
        string[] faults =
        [
            .. settings.Faults(),
            .. credential is null && !settings.AllowLoopback ? ["Without a credential only AllowLoopback is possible."] : Array.Empty<string>(),
        ];
        if (faults.Length > 0)
        {
            throw new ArgumentException("The connector cannot be used: " + string.Join(" ", faults), nameof(settings));
        }

        this.settings = settings;
        this.credential = credential;
        this.clock = clock;
        conversationRateLimiter = new ConversationRateLimiter(clock);
        hosts = new TrustedHosts(settings.TrustedHosts, settings.AllowLoopback);
        var tokens = credential is null ? null : new TokenCache(credential, settings, clock);
        Health = new ConnectorHealth(clock);
        connectorTransport = new ConnectorTransport(ConnectorPipeline.Build(hosts, tokens, transport), tokens, settings, Health, clock, dice ?? Random.Shared);
    }

    /// <summary>What the latest requests say about the Connector.</summary>
    public ConnectorHealth Health { get; }

    /// <summary>Writes at the end of a conversation.</summary>
    /// <returns>The message's id; null when Teams accepted it without naming it.</returns>
    public async Task<string?> SendAsync(Uri serviceUrl, string conversationId, OutgoingActivity activity, CancellationToken cancel) =>
        ConnectorResponseReader.Id(
            await AskAsync(serviceUrl, "Sending a message", RequestMethod.Post, $"v3/conversations/{Segment(conversationId)}/activities", activity, cancel)
        );

    /// <summary>Answers a message. In a channel it is the conversation's <c>;messageid=</c> that makes it part of the thread.</summary>
    /// <returns>The message's id; null when Teams accepted it without naming it.</returns>
    public async Task<string?> ReplyAsync(Uri serviceUrl, string conversationId, string replyToId, OutgoingActivity activity, CancellationToken cancel) =>
        ConnectorResponseReader.Id(
            await AskAsync(
                serviceUrl,
                "Answering a message",
                RequestMethod.Post,
                $"v3/conversations/{Segment(conversationId)}/activities/{Segment(replyToId)}",
                activity with
                {
                    ReplyToId = replyToId,
                },
                cancel
            )
        );

    /// <summary>Replaces a message of the bot's own. Nobody is notified.</summary>
    public async Task UpdateAsync(Uri serviceUrl, string conversationId, string activityId, OutgoingActivity activity, CancellationToken cancel) =>
        await AskAsync(
            serviceUrl,
            "Changing a message",
            RequestMethod.Put,
            $"v3/conversations/{Segment(conversationId)}/activities/{Segment(activityId)}",
            activity,
            cancel,
            ConnectorFault.ActivityNotFound
        );

    /// <summary>The bot's chat with one person: opened, or found again. It may be asked again even after <see cref="ConnectorFault.Ambiguous"/>.</summary>
    /// <param name="serviceUrl">A service address of the tenant.</param>
    /// <param name="tenantId">The person's tenant.</param>
    /// <param name="userId">A Teams id (<c>29:..</c>) or an Entra object id; no mail address.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The conversation's id.</returns>
    public async Task<string> CreateChatAsync(Uri serviceUrl, string tenantId, string userId, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        ArgumentException.ThrowIfNullOrWhiteSpace(userId);
        var connectorRequest = Prepare(serviceUrl, "Opening a chat", RequestMethod.Post, "v3/conversations") with
        {
            Body = ConnectorJson.Write(new NewChat(false, [new NewChatMember(userId)], tenantId)),
            IsIdempotent = true,
        };
        var connectorResponse = await connectorTransport.AskAsync(connectorRequest, cancel);
        return ConnectorResponseReader.Id(connectorResponse) ?? throw Failures.Unreadable(connectorRequest, connectorResponse);
    }

    /// <summary>Starts a thread in a channel.</summary>
    /// <param name="serviceUrl">A service address of the tenant.</param>
    /// <param name="tenantId">The tenant of the team; Teams takes it from the channel, so it is not sent.</param>
    /// <param name="channelId">The channel, or any thread in it.</param>
    /// <param name="activity">The first post.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<NewThread> CreateThreadAsync(Uri serviceUrl, string tenantId, string channelId, OutgoingActivity activity, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        var channel = channelId.Split(ConnectorResponseReader.ThreadMark)[0];
        var connectorResponse = await AskAsync(
            serviceUrl,
            "Starting a thread",
            RequestMethod.Post,
            $"v3/conversations/{Segment(channel)}/activities",
            activity,
            cancel
        );
        return ConnectorResponseReader.Thread(channel, connectorResponse);
    }

    /// <summary>One person of a conversation, by Teams id, Entra object id or user principal name; null when Teams says that there is no such member.</summary>
    public async Task<Member?> GetMemberAsync(Uri serviceUrl, string conversationId, string userId, CancellationToken cancel)
    {
        var connectorRequest = Prepare(
            serviceUrl,
            "Reading a member",
            RequestMethod.Get,
            $"v3/conversations/{Segment(conversationId)}/members/{Segment(userId)}"
        );
        try
        {
            return await ReadAsync(connectorRequest, ConnectorResponseReader.Member, cancel);
        }
        catch (ConnectorException stranger) when (stranger is { Status: 404, Code: "MemberNotFoundInConversation" })
        {
            return null;
        }
    }

    /// <summary>All people of a conversation, page by page, up to <see cref="ConnectorSettings.MaxMembers"/>.</summary>
    public async Task<MemberRoster> GetMembersAsync(Uri serviceUrl, string conversationId, CancellationToken cancel)
    {
        var found = new List<Member>();
        string? next = null;

        // A peer that always promises another page, and puts nobody on it, must end as well.
        for (var pages = 0; pages <= settings.MaxMembers / settings.PageSize; pages++)
        {
            var query = $"pageSize={settings.PageSize}" + (next is null ? "" : $"&continuationToken={Uri.EscapeDataString(next)}");
            var connectorRequest = Prepare(
                serviceUrl,
                "Reading the members",
                RequestMethod.Get,
                $"v3/conversations/{Segment(conversationId)}/pagedmembers?{query}"
            );
            var (people, following) = await ReadAsync(connectorRequest, ConnectorResponseReader.Page, cancel);
            found.AddRange(people);
            next = following;
            if (next is null || found.Count > settings.MaxMembers)
            {
                break;
            }
        }

        return new MemberRoster([.. found.Take(settings.MaxMembers)], IsComplete: next is null && found.Count <= settings.MaxMembers);
    }

    /// <summary>
    /// Posts something that nobody sees, once, to learn whether Teams takes messages for a conversation: reading its members may
    /// work while posting does not. A refusal is an answer too.
    /// </summary>
    /// <exception cref="ConnectorException">It does not answer, is at fault, or wants to be left alone.</exception>
    public async Task ProbeAsync(Uri serviceUrl, string conversationId, CancellationToken cancel)
    {
        var place = conversationId.Split(ConnectorResponseReader.ThreadMark)[0];
        var connectorRequest = Prepare(
            serviceUrl,
            "Looking whether Teams takes messages",
            RequestMethod.Post,
            $"v3/conversations/{Segment(place)}/activities"
        ) with
        {
            Body = ConnectorJson.Write(OutgoingActivity.Typing),
            IsIdempotent = true,
            MaxTries = 1,
        };
        try
        {
            await connectorTransport.AskAsync(connectorRequest, cancel);
        }
        catch (ConnectorException refused)
            when (refused.Status is >= 400 and <= 499
                && refused.Kind is not (ConnectorFault.Throttled or ConnectorFault.Unavailable or ConnectorFault.Unauthorized)
            )
        {
            // It is there, and says no to this: that is all there was to learn.
        }
    }

    /// <summary>A team, by its <c>19:..</c> id (not the Entra group's).</summary>
    public async Task<TeamDetails> GetTeamAsync(Uri serviceUrl, string teamId, CancellationToken cancel) =>
        await ReadAsync(Prepare(serviceUrl, "Reading a team", RequestMethod.Get, $"v3/teams/{Segment(teamId)}"), ConnectorResponseReader.Team, cancel);

    /// <summary>The channels of a team that the bot can see.</summary>
    public async Task<IReadOnlyList<TeamChannel>> GetChannelsAsync(Uri serviceUrl, string teamId, CancellationToken cancel) =>
        await ReadAsync(
            Prepare(serviceUrl, "Reading the channels", RequestMethod.Get, $"v3/teams/{Segment(teamId)}/conversations"),
            ConnectorResponseReader.Channels,
            cancel
        );

    private async Task<ConnectorResponse> AskAsync(
        Uri serviceUrl,
        string what,
        RequestMethod verb,
        string route,
        OutgoingActivity activity,
        CancellationToken cancel,
        ConnectorFault missing = ConnectorFault.ConversationNotFound
    )
    {
        var connectorRequest = Prepare(serviceUrl, what, verb, route) with { Body = ConnectorJson.Write(activity), Missing = missing };
        await WaitForTurnAsync(connectorRequest, cancel);
        return await connectorTransport.AskAsync(connectorRequest, cancel);
    }

    /// <summary>Keeps to Teams' pace in one conversation; a stand-in on this machine has none.</summary>
    private async Task WaitForTurnAsync(ConnectorRequest connectorRequest, CancellationToken cancel)
    {
        if (!hosts.TakesToken(connectorRequest.Address))
        {
            return;
        }

        var address = connectorRequest.Address.AbsoluteUri;
        var wait = conversationRateLimiter.Take(address[..address.IndexOf("/activities", StringComparison.Ordinal)], settings.LongestWait);
        if (wait > settings.LongestWait)
        {
            throw new ConnectorException(
                ConnectorFault.Throttled,
                $"{connectorRequest.What}: the conversation has had all that Teams takes for now; nothing was sent."
            )
            {
                RetryAfter = wait,
            };
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancel);
        }
    }

    private async Task<T> ReadAsync<T>(ConnectorRequest connectorRequest, Func<JsonObject?, T?> read, CancellationToken cancel)
        where T : class
    {
        var connectorResponse = await connectorTransport.AskAsync(connectorRequest, cancel);
        return read(connectorResponse.Json) ?? throw Failures.Unreadable(connectorRequest, connectorResponse);
    }

    // Judged here, at every call and before anything else happens: addresses are stored, and lists of hosts change.
    private ConnectorRequest Prepare(Uri serviceUrl, string what, RequestMethod verb, string route)
    {
        var peer = hosts.Judge(serviceUrl);
        return peer.TakesToken && credential is null
            ? throw new ConnectorException(ConnectorFault.Unauthorized, $"{what}: there is no credential for Teams; nothing was sent.")
            : new ConnectorRequest(verb, new Uri($"{peer.Base}/{route}"), what);
    }

    private static string Segment(string id) =>
        string.IsNullOrWhiteSpace(id) || id is "." or ".." ? throw new ArgumentException($"'{id}' cannot be an id.", nameof(id)) : Uri.EscapeDataString(id);
}
