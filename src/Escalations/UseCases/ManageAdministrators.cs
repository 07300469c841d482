using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Who administers is recorded, named and removed. Each change is on record, and whom it concerns is told.</summary>
public sealed class ManageAdministrators(IDirectory directory, CommandExecutor commandExecutor, Administrators administrators, FindPerson people, Guests guests)
{
    /// <summary>
    /// Somebody has installed the bot. They administer it when the settings name nobody and the bot has met nobody in this tenant:
    /// whoever adds it later, or again, gains nothing by that.
    /// </summary>
    public async Task InstalledAsync(Request request, CancellationToken cancel)
    {
        if (administrators.AreConfigured || await directory.IsKnownAsync(request.Tenant, cancel) || await guests.IncludesAsync(request, cancel))
        {
            return;
        }

        // Teams tells of an installation in two ways, and two people may install it at once: the first commit decides.
        await commandExecutor.ExecuteAsync(
            request with
            {
                Delivery = "first installation",
                ReplyTo = null,
            },
            now =>
                Task.FromResult(
                    new Response
                    {
                        Directory = new()
                        {
                            Administrators = [new(request.By, null, now)],
                            Changes = [new(DirectoryChangeKind.AdministratorAdded, now, null, request.By)],
                        },
                        Messages = [new(new ToPerson(request.By.Id), LocalizableMessage.Of("admin.installed"))],
                    }
                ),
            cancel
        );
    }

    public Task<Response> AddAsync(Request request, NamedPerson named, (string ServiceUrl, string Id) conversation, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (await RefusalAsync(request, cancel) is { } refusal)
                {
                    return refusal;
                }

                var asked = await people.HandleAsync(request.Tenant, named, conversation, cancel);
                if (asked.Contact is not { } found)
                {
                    return Response.Refused(asked.Problem!);
                }

                if (found.IsGuest)
                {
                    return Response.Refused(DomainWords.Say("admin.guest", found.Person.Name));
                }

                if (await administrators.IncludesAsync(request.Tenant, found.Person, cancel))
                {
                    return Response.Refused(DomainWords.Say("admin.already", found.Person.Name));
                }

                return new()
                {
                    Say = DomainWords.Say("admin.added", found.Person.Name),
                    Directory = new()
                    {
                        Contacts = [found],
                        Administrators = [new(found.Person, request.By, now)],
                        Changes = [new(DirectoryChangeKind.AdministratorAdded, now, request.By, found.Person)],
                    },
                    Messages =
                    [
                        new(new ToPerson(found.Person.Id), LocalizableMessage.Of("admin.you", request.By.Name)),
                        .. await TellOthersAsync(request, found.Person, "admin.named", cancel),
                    ],
                };
            },
            cancel
        );

    public Task<Response> RemoveAsync(Request request, NamedPerson named, (string ServiceUrl, string Id) conversation, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (await RefusalAsync(request, cancel) is { } refusal)
                {
                    return refusal;
                }

                var all = await administrators.ListAsync(request.Tenant, cancel);

                // Those who have left can be removed too: they are looked for among the administrators, and need not be met any more.
                var meant = all.Where(a => named.ChannelUserId is null && a.Person.Name.Equals(named.Name, StringComparison.OrdinalIgnoreCase)).ToList();
                if (meant.Count == 0 && await people.HandleAsync(request.Tenant, named, conversation, cancel) is { Contact.Person.Id: var id })
                {
                    meant = [.. all.Where(a => a.Person.Id == id)];
                }

                if (meant is not [{ Person: var person }])
                {
                    return Response.Refused(DomainWords.Say("admin.unknown", string.Join(", ", all.Select(a => a.Person.Name))));
                }

                if (administrators.IsConfigured(person.Id))
                {
                    return Response.Refused(DomainWords.Say("admin.by_setting", person.Name, ConfiguredAdministrators.Setting));
                }

                if (all.Count == 1)
                {
                    return Response.Refused(DomainWords.Say("admin.last"));
                }

                return new()
                {
                    Say = DomainWords.Say("admin.removed", person.Name),
                    Directory = new()
                    {
                        FormerAdministrators = [person.Id],
                        Changes = [new(DirectoryChangeKind.AdministratorRemoved, now, request.By, person)],
                    },
                    Messages =
                    [
                        .. person.Id == request.By.Id
                            ? []
                            : new[]
                            {
                                new OutboxMessage(
                                    new ToPerson(person.Id),
                                    LocalizableMessage.Of(
                                        "admin.not_you",
                                        request.By.Name,
                                        string.Join(", ", all.Where(a => a.Person.Id != person.Id).Select(a => a.Person.Name))
                                    )
                                ),
                            },
                        .. await TellOthersAsync(request, person, "admin.taken_out", cancel),
                    ],
                };
            },
            cancel
        );

    private async Task<Response?> RefusalAsync(Request request, CancellationToken cancel)
    {
        var isGuest = await guests.IncludesAsync(request, cancel);
        return !isGuest && await administrators.IncludesAsync(request.Tenant, request.By, cancel)
            ? null
            : Response.Refused(
                await administrators.NamesAsync(request.Tenant, cancel) is { } names && !isGuest
                    ? DomainWords.Say("admin.only.ask", names)
                    : DomainWords.Say("admin.only")
            );
    }

    private async Task<IEnumerable<OutboxMessage>> TellOthersAsync(Request request, Person about, string key, CancellationToken cancel) =>
        (await administrators.ListAsync(request.Tenant, cancel))
            .Where(a => a.Person.Id != request.By.Id && a.Person.Id != about.Id)
            .Select(a => new OutboxMessage(new ToPerson(a.Person.Id), LocalizableMessage.Of(key, request.By.Name, about.Name)));
}
