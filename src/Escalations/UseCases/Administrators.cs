using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Those whom the settings name; they cannot be removed from chat.</summary>
/// <param name="PersonIds">Entra object ids; letter case does not matter.</param>
public sealed record ConfiguredAdministrators(IReadOnlyList<string> PersonIds)
{
    /// <summary>Where they are named.</summary>
    public const string Setting = "Teams:Administrators";
}

/// <summary>
/// Who administers the bot in a tenant: those whom the settings name; where they name nobody, the person who installed it; and
/// all whom one of these has named from chat.
/// </summary>
public sealed class Administrators(IDirectory directory, ConfiguredAdministrators configured)
{
    /// <summary>True when the settings say who administers, so that installing gives nothing.</summary>
    public bool AreConfigured => configured.PersonIds.Count > 0;

    /// <summary>Whether somebody is an administrator now.</summary>
    public Task<bool> IncludesAsync(string tenant, Person person, CancellationToken cancel) => IncludesAsync(tenant, person.Id, cancel);

    /// <param name="personId">As in <see cref="Person.Id"/>.</param>
    public async Task<bool> IncludesAsync(string tenant, string personId, CancellationToken cancel) =>
        IsConfigured(personId) || (await NamedAsync(tenant, cancel)).Any(a => a.Person.Id == personId);

    /// <summary>All of them, those of the settings first; whom the bot has not met is named by their id.</summary>
    public async Task<IReadOnlyList<Administrator>> ListAsync(string tenant, CancellationToken cancel)
    {
        var all = new List<Administrator>();
        foreach (var id in configured.PersonIds.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var known = await directory.FindContactsAsync(tenant, id, 1, cancel);
            all.Add(new(known is [var met] && Same(met.Person.Id, id) ? met.Person : new Person(id, id), null, DateTimeOffset.MinValue));
        }

        return [.. all, .. (await NamedAsync(tenant, cancel)).Where(named => !IsConfigured(named.Person.Id))];
    }

    /// <summary>Their personal chats, for what only they can decide.</summary>
    public async Task<IReadOnlyList<Target>> PlacesAsync(string tenant, CancellationToken cancel) =>
        [.. (await ListAsync(tenant, cancel)).Select(a => new ToPerson(a.Person.Id))];

    /// <summary>Their names in a sentence; null when there is nobody.</summary>
    public async Task<string?> NamesAsync(string tenant, CancellationToken cancel) =>
        await ListAsync(tenant, cancel) is { Count: > 0 } all ? string.Join(", ", all.Select(a => a.Person.Name)) : null;

    /// <summary>Whether the settings name this person.</summary>
    public bool IsConfigured(string personId) => configured.PersonIds.Any(id => Same(id, personId));

    /// <summary>Once the settings say who administers, having installed the bot counts no longer.</summary>
    private async Task<IEnumerable<Administrator>> NamedAsync(string tenant, CancellationToken cancel) =>
        (await directory.AdministratorsAsync(tenant, cancel)).Where(a => a.By is not null || !AreConfigured);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
