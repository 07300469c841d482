using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Somebody who was named in a message: by a mention, or by what they are called.</summary>
/// <param name="Text">The name as it was written.</param>
/// <param name="ChannelUserId">From the mention: the chat service's id, or an Entra object id; null when only a name was written.</param>
public sealed record NamedPerson(string Text, string? ChannelUserId)
{
    /// <summary>As people are called: without the role that a directory shows behind the name.</summary>
    public string Name => Person.Shown("", Text.Trim().TrimStart('@')).Name;
}

/// <summary>The person that was meant, or the sentence that says why nobody was found.</summary>
public sealed record FoundPerson(Contact? Contact, string? Problem)
{
    public static FoundPerson Nobody(string why) => new(null, why);
}

/// <summary>Finds whom a message names: among those who are in the conversation now, and those whom the bot has met.</summary>
public sealed class FindPerson(IDirectory directory, IRosterReader rosters, Guests guests)
{
    /// <summary>The same; a mail address is enough too, and a first name where one person has it who is here, in a linked channel, or near.</summary>
    /// <param name="near">Others who are meant before anybody else, such as the people of a launch.</param>
    /// <param name="butNot">Who is not meant by a first name.</param>
    /// <inheritdoc cref="HandleAsync"/>
    public async Task<FoundPerson> ByAnyNameAsync(
        string tenant,
        NamedPerson named,
        (string ServiceUrl, string Id)? conversation,
        IEnumerable<Person> near,
        CancellationToken cancel,
        Person? butNot = null
    )
    {
        var written = named.Text.Trim();
        if (named.ChannelUserId is not null || written.Length == 0 || written.Any(char.IsWhiteSpace))
        {
            return await HandleAsync(tenant, named, conversation, cancel);
        }

        var channels = await directory.LinkedChannelsAsync(tenant, cancel);
        var here = conversation is { } place ? await rosters.ReadAsync(tenant, place.ServiceUrl, place.Id, cancel) ?? [] : [];
        if (written.IndexOf('@', StringComparison.Ordinal) > 0)
        {
            var ids = channels
                .SelectMany(channel => channel.SignInNames ?? new Dictionary<string, string>())
                .Where(member => Same(member.Value, written))
                .Select(member => member.Key)
                .Concat(here.Where(entry => entry.SignInName is { } signIn && Same(signIn, written)).Select(entry => entry.Person.Id))
                .Distinct()
                .ToList();
            return ids is [var id]
                ? await HandleAsync(tenant, new(written, id), conversation, cancel)
                : FoundPerson.Nobody(DomainWords.Say(ids.Count == 0 ? "person.unknown" : "person.several", Shown(AddressOf(written))));
        }

        var found = await HandleAsync(tenant, named, conversation, cancel);
        if (found.Contact is not null)
        {
            return found;
        }

        var called = channels
            .SelectMany(channel => channel.Members)
            .Concat(near)
            .Concat(here.Select(entry => entry.Person))
            .Where(person => person.Id != butNot?.Id && person.Name.StartsWith($"{named.Name} ", StringComparison.OrdinalIgnoreCase))
            .DistinctBy(person => person.Id)
            .Take(2)
            .ToList();
        return called switch
        {
            [] => found,
            [var only] => await HandleAsync(tenant, new(only.Name, only.Id), conversation, cancel),
            _ => FoundPerson.Nobody(DomainWords.Say("person.several", Shown(named.Name))),
        };
    }

    /// <param name="conversation">Where it was said, with its service address; null to look only among those whom the bot has met.</param>
    public async Task<FoundPerson> HandleAsync(string tenant, NamedPerson named, (string ServiceUrl, string Id)? conversation, CancellationToken cancel)
    {
        var name = named.Name;
        if (named.ChannelUserId is null && name.Length == 0)
        {
            return FoundPerson.Nobody(DomainWords.Say("person.whom"));
        }

        var here = conversation is { } place ? await rosters.ReadAsync(tenant, place.ServiceUrl, place.Id, cancel) ?? [] : [];
        var word = named.ChannelUserId ?? name;
        var met = await directory.FindContactsAsync(tenant, word, 3, cancel);
        var entries = here.Where(e => Is(e, named.ChannelUserId, name)).DistinctBy(e => e.Person.Id).ToList();
        var ids = entries.Select(e => e.Person.Id).Concat(met.Select(c => c.Person.Id)).Distinct().ToList();
        if (ids.Count != 1)
        {
            return FoundPerson.Nobody(ids.Count == 0 ? DomainWords.Say("person.unknown", Shown(name)) : DomainWords.Say("person.several", Shown(name)));
        }

        var contact = met.FirstOrDefault(c => c.Person.Id == ids[0]) ?? await directory.FindContactAsync(tenant, ids[0], cancel);
        var entry = entries.FirstOrDefault();
        contact ??= new Contact(entry!.Person, entry.ChannelUserId, null, conversation!.Value.ServiceUrl, null, null);
        return new(
            contact with
            {
                IsGuest = contact.IsGuest || entry?.Role == MemberRole.Guest || await guests.IncludesAsync(tenant, contact.Person, null, cancel),
            },
            null
        );
    }

    private static bool Is(RosterEntry entry, string? id, string name) =>
        id is not null ? Same(entry.ChannelUserId, id) || Same(entry.Person.Id, id) : Same(entry.Person.Name, name);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>A mail address as it was written, without what could be markup.</summary>
    private static string AddressOf(string written) =>
        string.Concat(written.Where(letter => char.IsLetterOrDigit(letter) || "@.+-'".Contains(letter, StringComparison.Ordinal)));

    private static string Shown(string name) => name.Length == 0 ? DomainWords.Say("person.that") : $"“{(name.Length <= 60 ? name : name[..60] + "…")}”";
}
