namespace Escalations.Ports;

/// <summary>
/// One thing that was accepted, with all that follows from it: stored as a whole or not at all. It changes one escalation, or
/// the directory of one tenant, never both: no store has to keep more than that together.
/// </summary>
public sealed record Commit
{
    public required string Tenant { get; init; }

    /// <summary>When it is stored, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The key of the delivery that caused it; a second commit with the same key is not stored. Null when nothing was delivered.</summary>
    public string? Delivery { get; init; }

    /// <summary>What the delivery is answered; a repeated delivery gets the same.</summary>
    public string? Answer { get; init; }

    /// <summary>What happened to an escalation; null when nothing did.</summary>
    public Change? Change { get; init; }

    /// <summary>What becomes different in the directory; null when nothing does.</summary>
    public DirectoryEdit? Directory { get; init; }

    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];
}

/// <summary>Who commits can send at once: what of the commit's messages may leave right now is claimed with it.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Until">How long the claims live without being renewed, UTC.</param>
/// <param name="Limit">At most so many.</param>
public sealed record ClaimOffer(OutboxQueue Kind, DateTimeOffset Until, int Limit);

/// <summary>What became of a commit.</summary>
/// <param name="First">Null when it was stored now; the first answer when the same delivery had been stored before (and nothing is changed).</param>
/// <param name="Claimed">Those of its messages that were claimed with it; fewer than could be, or none, where a store does not do that.</param>
public sealed record CommitResult(FirstAnswer? First, IReadOnlyList<ClaimedMessage> Claimed);

/// <summary>New events of one escalation, and what is so after them.</summary>
/// <param name="New">At least one; the first one's sequence is the version that was loaded plus one.</param>
/// <param name="After">The escalation with the new events applied.</param>
public sealed record Change(IReadOnlyList<RecordedEvent> New, Escalation After)
{
    /// <summary>The version that the escalation must still have; 0 when it is new.</summary>
    public int ExpectedVersion => New[0].Sequence - 1;

    /// <summary>
    /// Earlier events as they are after an erasure, with the hashes that they keep; empty but with an <see cref="Erased"/>, which
    /// vouches for each of them. Nothing else ever changes an event.
    /// </summary>
    public IReadOnlyList<SealedEvent> Rewritten { get; init; } = [];
}

/// <summary>What becomes different in the directory of one tenant.</summary>
public sealed record DirectoryEdit
{
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>A binding replaces the team's earlier one.</summary>
    public IReadOnlyList<Binding> Bindings { get; init; } = [];

    /// <summary>An administrator replaces what was stored of the same person.</summary>
    public IReadOnlyList<Administrator> Administrators { get; init; } = [];

    /// <summary>Ids of people who are administrators no longer.</summary>
    public IReadOnlyList<string> FormerAdministrators { get; init; } = [];

    /// <summary>Keys of teams that are linked to nothing any more.</summary>
    public IReadOnlyList<string> Unlinked { get; init; } = [];

    /// <summary>A wish to be linked; it replaces an earlier one with the same key.</summary>
    public LinkRequest? LinkRequest { get; init; }

    /// <summary>The key of a wish to be linked that is decided; it must be there still.</summary>
    public string? DecidedLinkRequest { get; init; }

    /// <summary>What is noted of it for the record, for good.</summary>
    public IReadOnlyList<DirectoryChange> Changes { get; init; } = [];

    /// <summary>Places that messages do not reach any more.</summary>
    public IReadOnlyList<Unreachable> Unreachable { get; init; } = [];

    /// <summary>People and channels that were heard from, so that messages may reach them again.</summary>
    public IReadOnlyList<Target> HeardFrom { get; init; } = [];

    /// <summary>News to keep until a team has a place; what is kept already is not kept twice.</summary>
    public IReadOnlyList<KeptNews> KeptNews { get; init; } = [];

    /// <summary>Who is on call in place of others for a while.</summary>
    public IReadOnlyList<ShiftOverride> ShiftOverrides { get; init; } = [];

    /// <summary>Those that are long over.</summary>
    public IReadOnlyList<ShiftOverride> FormerShiftOverrides { get; init; } = [];

    /// <summary>Somebody's feed; it replaces the one that they had.</summary>
    public CalendarFeed? CalendarFeed { get; init; }

    /// <summary>The person who has none any more.</summary>
    public string? ForgetCalendarFeedOf { get; init; }

    /// <summary>Until when somebody is away; it replaces what they said before. What has ended is kept until cards of it are gone.</summary>
    public Absence? Absence { get; init; }

    /// <summary>Those who are back long since.</summary>
    public IReadOnlyList<string> FormerAbsences { get; init; } = [];

    /// <summary>Kept news that is done with.</summary>
    public IReadOnlyList<KeptNews> ForgottenNews { get; init; } = [];

    /// <summary>The drills that somebody has played; they replace that person's earlier list.</summary>
    public PlayedDrills? PlayedDrills { get; init; }

    /// <summary>Notes to keep for somebody; they replace that person's earlier ones.</summary>
    public PendingNotes? PendingNotes { get; init; }

    /// <summary>The person whose pending notes are done with.</summary>
    public string? ForgetPendingNotesOf { get; init; }

    /// <summary>What becomes different of a launch; null for nothing. Commits of one launch that were decided from the same state are stored once.</summary>
    public LaunchChange? Launch { get; init; }

    /// <summary>This, which holds people and channels only, and after it another edit; null for none.</summary>
    public DirectoryEdit Then(DirectoryEdit? next) =>
        next is null ? this : next with { Contacts = [.. Contacts, .. next.Contacts], Channels = [.. Channels, .. next.Channels] };
}
