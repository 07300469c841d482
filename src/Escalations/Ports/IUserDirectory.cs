namespace Escalations.Ports;

/// <summary>What a user directory can be asked for. Each can be there without the others.</summary>
public enum UserDirectoryFeature
{
    /// <summary>Who is whose manager.</summary>
    Manager,

    /// <summary>Who is at hand now.</summary>
    Presence,

    /// <summary>Writing to somebody by mail.</summary>
    Mail,
}

/// <summary>
/// The organisation's directory of its people, such as Microsoft Entra. It is optional and nothing rests on it: what it does not
/// say is as though it were not there. No call throws for what goes wrong on the other side.
/// </summary>
public interface IUserDirectory
{
    /// <summary>Whether it is set up for a tenant; that says nothing of whether it answers just now.</summary>
    bool Offers(string tenant, UserDirectoryFeature feature);

    /// <summary>Somebody's manager. May wait for several seconds, so never inside a turn.</summary>
    Task<ManagerAnswer> FindManagerAsync(string tenant, string personId, CancellationToken cancel);

    /// <summary>How people are reached just now, by their ids; those of whom it does not know are left out. Waits for 1.5 seconds at most.</summary>
    Task<IReadOnlyDictionary<string, Presence>> PresencesAsync(string tenant, IReadOnlyCollection<string> personIds, CancellationToken cancel);

    /// <summary>The address at which somebody reads mail.</summary>
    Task<AddressAnswer> FindMailAddressAsync(string tenant, string personId, CancellationToken cancel);

    /// <summary>Writes to somebody by mail, once: it is never sent again by itself.</summary>
    Task<MailResult> SendMailAsync(string tenant, string personId, Mail mail, CancellationToken cancel);
}

/// <summary>Who somebody's manager is.</summary>
/// <param name="IsKnown">False when the directory did not answer.</param>
/// <param name="Manager">Null when they have none, or it is a guest or no longer active.</param>
public readonly record struct ManagerAnswer(bool IsKnown, Person? Manager = null);

/// <summary>Where somebody reads mail.</summary>
/// <param name="IsKnown">False when the directory did not answer.</param>
/// <param name="Address">Null when it knows of none, or they are no longer active.</param>
public readonly record struct AddressAnswer(bool IsKnown, string? Address = null);

/// <summary>How somebody is reached just now. A hint for people, on which nothing is decided.</summary>
public enum Presence
{
    Available,
    Busy,
    DoNotDisturb,
    Away,
    Offline,
}

/// <summary>A short mail in plain text.</summary>
public sealed record Mail(string Subject, string Text);

/// <summary>What became of a mail.</summary>
public enum MailResult
{
    /// <summary>The mail system has taken it.</summary>
    Sent,

    /// <summary>The answer was lost or said nothing: it may have been sent.</summary>
    Unconfirmed,

    /// <summary>It was not sent, and will not be: they have no address, or it was refused.</summary>
    Refused,

    /// <summary>It was not sent, and can be tried later.</summary>
    NotNow,
}

/// <summary>There is no user directory.</summary>
public sealed class NoUserDirectory : IUserDirectory
{
    public bool Offers(string tenant, UserDirectoryFeature feature) => false;

    public Task<ManagerAnswer> FindManagerAsync(string tenant, string personId, CancellationToken cancel) => Task.FromResult(new ManagerAnswer(IsKnown: false));

    public Task<IReadOnlyDictionary<string, Presence>> PresencesAsync(string tenant, IReadOnlyCollection<string> personIds, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Presence>>(new Dictionary<string, Presence>());

    public Task<AddressAnswer> FindMailAddressAsync(string tenant, string personId, CancellationToken cancel) =>
        Task.FromResult(new AddressAnswer(IsKnown: true));

    public Task<MailResult> SendMailAsync(string tenant, string personId, Mail mail, CancellationToken cancel) => Task.FromResult(MailResult.Refused);
}
