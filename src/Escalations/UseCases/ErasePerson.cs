using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What came of a wish to have somebody erased.</summary>
/// <param name="Pseudonym">By what they are called now.</param>
/// <param name="Holds">What they have to hand over first; where there is anything, nothing was erased.</param>
/// <param name="Escalations">In how many escalations they were.</param>
/// <param name="Entries">In how many other entries.</param>
public sealed record PersonErased(string Pseudonym, IReadOnlyList<string> Holds, int Escalations = 0, int Entries = 0);

/// <summary>
/// Takes one person out of the record of a tenant: name, ids and addresses. What they still have to do is handed over first. Broken off or
/// asked again, it goes on with what is left; the record says when it was done, and who asked for it.
/// </summary>
public sealed class ErasePerson(IEscalations escalations, IEscalationQueries queries, IDirectory directory, IErasures erasures, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <summary>Somebody may be working with an escalation just then.</summary>
    private const int Tries = 5;

    /// <param name="person">Their id; or their name, while they are known by it.</param>
    /// <param name="also">Other names and mail addresses of theirs.</param>
    /// <exception cref="InvalidDataException">A record has been changed by somebody; what came before it is done.</exception>
    public async Task<PersonErased> RunAsync(string tenant, string person, IReadOnlyList<string> also, string askedBy, CancellationToken cancel)
    {
        var contact = await directory.FindContactsAsync(tenant, person, 2, cancel) is [var only] ? only : null;
        IReadOnlyList<string> ids = contact is null ? [person] : [contact.Person.Id, contact.ChannelUserId];
        var erased = new ErasedPerson(tenant, ids, contact is null ? also : [contact.Person.Name, .. also]);
        if (await HoldsAsync(tenant, erased, cancel) is { Count: > 0 } holds)
        {
            return new(erased.Pseudonym, holds);
        }

        var count = 0;
        foreach (var id in await erasures.AllAsync(tenant, cancel))
        {
            count += await IsErasedAsync(tenant, id, erased, askedBy, cancel) ? 1 : 0;
        }

        // Last: while it is there, they are found by their name when this is broken off and asked again.
        var now = clock.GetUtcNow();
        var entries = await erasures.EraseAsync(tenant, erased, now, cancel);
        if (count + entries > 0)
        {
            var change = new DirectoryChange(DirectoryChangeKind.PersonErased, now, new(askedBy, askedBy), new(erased.Pseudonym, erased.Pseudonym));
            await escalations.CommitAsync(new() { Tenant = tenant, At = now, Directory = new() { Changes = [change] } }, offer: null, cancel);
        }

        await erasures.ScrubAsync(cancel);
        return new(erased.Pseudonym, [], count, entries);
    }

    private async Task<bool> IsErasedAsync(string tenant, EscalationId id, ErasedPerson person, string askedBy, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            var now = clock.GetUtcNow();
            var history = await escalations.HistoryAsync(tenant, id, cancel);
            if (Erasure.Of(tenant, id, history, json => ErasedText.WithoutPerson(json, person), now, person.Pseudonym, askedBy) is not { } change)
            {
                return false;
            }

            try
            {
                await escalations.CommitAsync(new() { Tenant = tenant, At = now, Change = change }, offer: null, cancel);
                return true;
            }
            catch (ChangedMeanwhileException) when (tried < Tries)
            {
                // It is read again, with what happened meanwhile.
            }
        }
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
            holds.Add("they are an administrator: say `remove administrator`");
        }

        OpenPosition? after = null;
        while (await queries.OpenAsync(tenant, after, PageSize, cancel) is { Count: > 0 } page)
        {
            foreach (var position in page)
            {
                if (await escalations.FindAsync(tenant, position.Id, cancel) is { } running && RoleIn(running, person) is { } role)
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
