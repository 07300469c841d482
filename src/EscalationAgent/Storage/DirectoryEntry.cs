using System.Globalization;
using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage;

/// <summary>One row of the directory: a person, a channel, a binding or somebody's pending notes, under the key that a later one replaces it by.</summary>
internal sealed record DirectoryEntry(string Kind, string Key, string Json)
{
    public const string ContactKind = "contact";
    public const string ChannelKind = "channel";
    public const string BindingKind = "binding";
    public const string NotesKind = "notes";
    public const string AdministratorKind = "administrator";
    public const string LinkRequestKind = "link_request";
    public const string UnreachableKind = "unreachable";
    public const string KeptNewsKind = "kept_news";

    public const string ShiftOverrideKind = "shift_override";
    public const string PlayedDrillsKind = "played_drills";
    public const string AbsenceKind = "absence";
    public const string CalendarFeedKind = "calendar_feed";
    public const string NoticesToldKind = "notices_told";

    public const string LaunchKind = "launch";
    public const string LaunchEventKind = "launch_event";
    public const string MeasureKind = "measure";

    /// <summary>Whether it is sealed in a chain, so that only its own erasure may change it.</summary>
    public static bool IsChained(string kind) => kind is LaunchKind or LaunchEventKind;

    /// <summary>What is before the numbers of a launch's events, and the keys of its measures: of one length, whatever signs its name has.</summary>
    public static string OfLaunch(string id) => $"{HashChain.Digest(id)[..32]}|";

    /// <summary>The events and measures of a change of a launch. Its head is stored under a condition, by each store itself.</summary>
    private static IEnumerable<DirectoryEntry> Of(LaunchChange change) =>
        [
            .. change
                .Rewritten.Concat(change.New)
                .Select(stored => new DirectoryEntry(
                    LaunchEventKind,
                    string.Create(CultureInfo.InvariantCulture, $"{OfLaunch(change.After.Id)}{stored.Sequence:D8}"),
                    StoredText.Of(stored)
                )),
            .. change.Measures.Select(measure => new DirectoryEntry(MeasureKind, KeyOf(change.After.Id, measure.Key), StoredText.Of(measure))),
        ];

    /// <param name="measure">The measure's key.</param>
    public static string KeyOf(string launch, string measure) => $"{OfLaunch(launch)}{measure}";

    public static IEnumerable<DirectoryEntry> WrittenBy(DirectoryEdit edit) =>
        [
            .. Of(edit.Contacts, edit.Channels),
            .. edit.Bindings.Select(binding => new DirectoryEntry(BindingKind, binding.Team, StoredText.Of(binding))),
            .. edit.Administrators.Select(administrator => new DirectoryEntry(AdministratorKind, administrator.Person.Id, StoredText.Of(administrator))),
            .. edit.LinkRequest is { } wish ? [new DirectoryEntry(LinkRequestKind, wish.Key, StoredText.Of(wish))] : Array.Empty<DirectoryEntry>(),
            .. edit.Unreachable.Select(lost => new DirectoryEntry(UnreachableKind, lost.Place.OrderingKey, StoredText.Of(lost))),
            .. edit.KeptNews.Select(kept => new DirectoryEntry(KeptNewsKind, KeyOf(kept), StoredText.Of(kept))),
            .. edit.ShiftOverrides.Select(shift => new DirectoryEntry(ShiftOverrideKind, KeyOf(shift), StoredText.Of(shift))),
            .. edit.CalendarFeed is { } feed ? [new DirectoryEntry(CalendarFeedKind, feed.PersonId, StoredText.Of(feed))] : Array.Empty<DirectoryEntry>(),
            .. edit.Absence is { } absence ? [new DirectoryEntry(AbsenceKind, absence.Person.Id, StoredText.Of(absence))] : Array.Empty<DirectoryEntry>(),
            .. edit.Launch is { } launch ? Of(launch) : [],
            .. edit.PlayedDrills is { } played ? [new DirectoryEntry(PlayedDrillsKind, played.PersonId, StoredText.Of(played))] : Array.Empty<DirectoryEntry>(),
            .. edit.PendingNotes is { } notes ? [new DirectoryEntry(NotesKind, notes.PersonId, StoredText.Of(notes))] : Array.Empty<DirectoryEntry>(),
        ];

    /// <summary>What is there no longer, but for a wish to be linked that is decided, which must have been there.</summary>
    public static IEnumerable<(string Kind, string Key)> RemovedBy(DirectoryEdit edit) =>
        [
            .. edit.ForgetPendingNotesOf is { } person ? [(NotesKind, person)] : Array.Empty<(string, string)>(),
            .. edit.Unlinked.Select(team => (BindingKind, team)),
            .. edit.FormerAdministrators.Select(former => (AdministratorKind, former)),
            .. edit.HeardFrom.Select(heard => (UnreachableKind, heard.OrderingKey)),
            .. edit.FormerShiftOverrides.Select(shift => (ShiftOverrideKind, KeyOf(shift))),
            .. edit.ForgetCalendarFeedOf is { } without ? [(CalendarFeedKind, without)] : Array.Empty<(string, string)>(),
            .. edit.FormerAbsences.Select(person => (AbsenceKind, person)),
            .. edit.ForgottenNews.Select(done => (KeptNewsKind, KeyOf(done))),
        ];

    /// <summary>Whether all of an entry is about a person who is to go out of the directory.</summary>
    public static bool IsOf(string kind, string key, string json, ErasedPerson person) =>
        kind switch
        {
            ContactKind or NotesKind or AdministratorKind or PlayedDrillsKind or NoticesToldKind or CalendarFeedKind => person.IsThemselves(key),
            AbsenceKind => person.IsThemselves(key) || person.IsThemselves(StoredText.Absence(json).Backup.Id),
            UnreachableKind => person.IsPlaceOf(key),
            LinkRequestKind => StoredText.LinkRequest(json) is var wish && (person.IsThemselves(wish.By.Id) || person.IsThemselves(wish.Person?.Id)),
            _ => false,
        };

    /// <summary>An entry with another text, under the key that it has then.</summary>
    public static DirectoryEntry Again(string kind, string key, string json) => new(kind, kind == KeptNewsKind ? KeyOf(StoredText.KeptNews(json)) : key, json);

    /// <summary>The same news for the same team is one.</summary>
    public static string KeyOf(KeptNews kept) => $"{kept.Team}|{StoredText.Of(kept.What)}";

    /// <summary>In the order in which it was said.</summary>
    private static string KeyOf(ShiftOverride shift) => string.Create(CultureInfo.InvariantCulture, $"{shift.SaidAt.UtcTicks:D19}|{shift.Team}");

    /// <summary>What a delivery makes so.</summary>
    public static IEnumerable<DirectoryEntry> Of(Delivered sent) =>
        [
            .. Of(sent.Contacts, sent.Channels),
            .. sent.Told is { } told ? [new DirectoryEntry(NoticesToldKind, told.PersonId, StoredText.Of(told))] : Array.Empty<DirectoryEntry>(),
        ];

    private static IEnumerable<DirectoryEntry> Of(IEnumerable<Contact> contacts, IEnumerable<Channel> channels) =>
        [
            .. contacts.Select(contact => new DirectoryEntry(ContactKind, contact.Person.Id, StoredText.Of(contact))),
            .. channels.Select(channel => new DirectoryEntry(ChannelKind, channel.ChannelId, StoredText.Of(channel))),
        ];
}
