namespace TeamsBot.Connector;

/// <summary>A person in a conversation, as its roster tells it.</summary>
/// <param name="Id">The Teams id, <c>29:..</c>; good for this bot only.</param>
/// <param name="Name">As people read it.</param>
/// <param name="AadObjectId">The Entra object id, which the rosters call <c>objectId</c> or <c>aadObjectId</c>.</param>
/// <param name="Email">May be absent, and is not an identity.</param>
/// <param name="UserPrincipalName">The name that the person signs in with.</param>
/// <param name="TenantId">The tenant that the person belongs to; another than ours for guests.</param>
/// <param name="Role"><c>user</c>, <c>guest</c>, <c>anonymous</c>, or whatever Teams says next.</param>
public sealed record Member(string Id, string? Name, string? AadObjectId, string? Email, string? UserPrincipalName, string? TenantId, string? Role);

/// <summary>The people of a conversation.</summary>
/// <param name="Members">In Teams' order.</param>
/// <param name="IsComplete">False when there are more than <see cref="ConnectorSettings.MaxMembers"/>.</param>
public sealed record MemberRoster(IReadOnlyList<Member> Members, bool IsComplete);

/// <summary>A team that the bot is in.</summary>
/// <param name="Id">The <c>19:..</c> id, which is also its General channel's.</param>
/// <param name="Name">As people read it.</param>
/// <param name="AadGroupId">The Entra group behind the team.</param>
/// <param name="TenantId">The tenant that the team belongs to.</param>
/// <param name="ChannelCount">Channels, when told.</param>
/// <param name="MemberCount">Members, when told.</param>
public sealed record TeamDetails(string Id, string? Name, string? AadGroupId, string? TenantId, int? ChannelCount, int? MemberCount);

/// <summary>A channel of a team.</summary>
/// <param name="Id">The channel's <c>19:..</c> id.</param>
/// <param name="Name">Null for General, whose name each client translates for itself.</param>
public sealed record TeamChannel(string Id, string? Name);

/// <summary>A post that started a thread.</summary>
/// <param name="ConversationId">The thread, <c>{channel};messageid={post}</c>; the channel itself when Teams did not name the
/// post, so that a further message would start another thread.</param>
/// <param name="ActivityId">The post, for updating it; null when Teams did not name it.</param>
public sealed record NewThread(string ConversationId, string? ActivityId);
