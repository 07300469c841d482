using System.Text.Json;
using Escalations.Launches;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What came of a wish to have somebody erased.</summary>
/// <param name="Pseudonym">By what they are called now.</param>
/// <param name="Holds">What they have to hand over first; where there is anything, nothing was erased.</param>
/// <param name="Escalations">In how many escalations they were.</param>
/// <param name="Entries">In how many other entries.</param>
/// <param name="Broken">What could not be erased, because somebody has changed its record.</param>
/// <param name="IsUnknown">Whether nobody is known by it, now or before: nothing was erased.</param>
public sealed record PersonErased(
    string Pseudonym,
    IReadOnlyList<string> Holds,
    int Escalations = 0,
    int Entries = 0,
    bool IsUnknown = false,
    IReadOnlyList<string>? Broken = null
);

/// <summary>
/// Takes one person out of the record of a tenant: name, ids and addresses. What they still have to do is handed over first. Broken off or
/// asked again, it goes on with what is left; the record says when it was done, and who asked for it.
/// </summary>
public sealed class ErasePerson(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    IErasures erasures,
    ILaunches launches,
    TimeProvider clock
)
{
    private const int PageSize = 200;

    /// <summary>Ids of chats are long; a short one would be a word.</summary>
    private const int ShortId = 12;

    /// <param name="person">Their id; or their name, while they are known by it.</param>
    /// <param name="also">Other names and mail addresses of theirs.</param>
    public async Task<PersonErased> RunAsync(string tenant, string person, IReadOnlyList<string> also, string askedBy, CancellationToken cancel)
    {
        var contact = await directory.FindContactsAsync(tenant, person, 2, cancel) is [var only] ? only : null;
        string?[] known = contact is null ? [person] : [contact.Person.Id, contact.ChannelUserId, contact.ChatId is { Length: > ShortId } chat ? chat : null];
        IReadOnlyList<string> ids = [.. known.OfType<string>()];
        var erased = new ErasedPerson(tenant, ids, contact is null ? also : [contact.Person.Name, .. also]);
        if (contact is null && !await IsOnRecordAsync(tenant, person, erased.Pseudonym, cancel))
        {
            return new(erased.Pseudonym, [], IsUnknown: true);
        }

        if (await HoldsAsync(tenant, erased, cancel) is { Count: > 0 } holds)
        {
            return new(erased.Pseudonym, holds);
        }

        var (count, broken) = (0, new List<string>());
        foreach (var id in await erasures.AllAsync(tenant, cancel))
        {
            try
            {
                var isErased = await Erasure.StoreAsync(escalations, tenant, id, Erase, clock.GetUtcNow(), cancel, erased.Pseudonym, askedBy);
                count += isErased ? 1 : 0;
            }
            catch (InvalidDataException changed)
            {
                // One record that was tampered with keeps nobody in all the others.
                broken.Add(changed.Message);
            }
        }

        foreach (var head in await launches.LaunchHeadsAsync(tenant, cancel))
        {
            try
            {
                count += await LaunchErasure.StoreAsync(escalations, launches, tenant, head.Id, Erase, clock.GetUtcNow(), erased.Pseudonym, askedBy, cancel)
                    ? 1
                    : 0;
            }
            catch (InvalidDataException changed)
            {
                broken.Add(changed.Message);
            }
        }

        // Last: while it is there, they are found by their name when this is broken off and asked again.
        var now = clock.GetUtcNow();
        var entries = await erasures.EraseAsync(tenant, erased, now, cancel);
        if (count + entries > 0)
        {
            await Erasure.NoteAsync(escalations, tenant, erased.Pseudonym, askedBy, now, cancel);
        }

        await erasures.ScrubAsync(cancel);
        return new(erased.Pseudonym, [], count, entries, Broken: broken);

        string Erase(string json) => ErasedText.WithoutPerson(json, erased);
    }

    /// <summary>Whether it is the id of a person in some record, or was. Anything else may stand in any sentence, and would be replaced there.</summary>
    private async Task<bool> IsOnRecordAsync(string tenant, string person, string pseudonym, CancellationToken cancel)
    {
        var id = $"\"id\":{JsonSerializer.Serialize(person)}";
        foreach (var escalation in await erasures.AllAsync(tenant, cancel))
        {
            if (
                (await escalations.HistoryAsync(tenant, escalation, cancel)).Any(e =>
                    e.Json.Contains(id, StringComparison.OrdinalIgnoreCase) || e.Json.Contains(pseudonym, StringComparison.Ordinal)
                )
            )
            {
                return true;
            }
        }

        foreach (var head in await launches.LaunchHeadsAsync(tenant, cancel))
        {
            if (
                (await launches.LaunchHistoryAsync(tenant, head.Id, cancel)).Any(e =>
                    e.Json.Contains(id, StringComparison.OrdinalIgnoreCase) || e.Json.Contains(pseudonym, StringComparison.Ordinal)
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What runs in their name, and what they are linked to.</summary>
    private async Task<IReadOnlyList<string>> HoldsAsync(string tenant, ErasedPerson person, CancellationToken cancel)
    {
        var holds = new List<string>();
        foreach (var binding in (await directory.LinksAsync(tenant, cancel)).Bindings.Where(binding => person.IsThemselves(binding.Person?.Id)))
        {
            holds.Add($"{binding.Team} is linked to them: link it to somebody else, or say `unlink {binding.Team}`");
        }

        if ((await directory.AdministratorsAsync(tenant, cancel)).Any(administrator => person.IsThemselves(administrator.Person.Id)))
        {
            holds.Add("they are an administrator: say `remove admin`, or take them out of Teams:Administrators");
        }

        foreach (var head in await launches.LaunchHeadsAsync(tenant, cancel))
        {
            var history = await launches.LaunchHistoryAsync(tenant, head.Id, cancel);
            var launch = Launch.Fold(tenant, head.Id, history.Take(head.Version).Select(LaunchChain.Open));
            if (launch.Review?.OpenFixes.Any(fix => person.IsThemselves(launch.Review.Owners.GetValueOrDefault(fix.Number)?.Id)) is true)
            {
                holds.Add($"launch {launch.Name} is closed, and they are to change what its post-mortem found: tick it off, or give it to somebody else");
            }
            else if (launch.IsOpen && launch.Responsible.Any(responsible => person.IsThemselves(responsible.Id)))
            {
                holds.Add($"launch {launch.Name} is open, and they hold a role, a criterion, a risk or work of it: give it to somebody else");
            }
        }

        OpenPosition? after = null;
        while (await queries.OpenAsync(tenant, after, PageSize, cancel) is { Count: > 0 } page)
        {
            foreach (var position in page)
            {
                // A brief that no team ever had waits for nobody else.
                if (await escalations.FindAsync(tenant, position.Id, cancel) is { RoutedAt: not null } running && RoleIn(running, person) is { } role)
                {
                    holds.Add($"{running.Id} is running, and they are {role}");
                }
            }

            after = page[^1];
        }

        return holds;
    }

    private static string? RoleIn(Escalation running, ErasedPerson person) =>
        person.IsThemselves(running.Csm.Id) ? "its CSM: let somebody take it over"
        : person.IsThemselves(running.Work.Owner?.Id) ? "its owner: hand it over"
        : running.NamedReceivers.Values.Any(receiver => person.IsThemselves(receiver.Id)) ? "one of those who receive it"
        : running.AlsoRaisedBy.Any(other => person.IsThemselves(other.Id)) ? "one of those who raised it, and hear what comes of it"
        : null;
}
