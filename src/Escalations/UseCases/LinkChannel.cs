using Escalations.Access;
using Escalations.Deadlines;
using Escalations.Ports;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>To whom a role shall be linked in person.</summary>
/// <param name="Named">Somebody else; null for the person who says so.</param>
public sealed record InPerson(NamedPerson? Named);

/// <summary>
/// Somebody says that this channel receives for these teams, or that a person does; or that nobody does any more. Who may is
/// for <see cref="LinkAuthority"/> to say.
/// </summary>
public sealed class LinkChannel(
    IDirectory directory,
    CommandExecutor commandExecutor,
    LinkAuthority authority,
    Administrators administrators,
    FindPerson people,
    Guests guests,
    IPersonalChats chats,
    IRosterReader rosters,
    PlaybookCatalog playbooks
)
{
    /// <summary>More wishes than these of one person do not wait at once.</summary>
    private const int MostRequests = 3;

    /// <param name="words">Team keys or titles; <c>all</c> for every team of the playbook.</param>
    /// <param name="person">The person who receives in their own chat; null when it is the channel.</param>
    /// <param name="conversation">Where it was said, with its service address.</param>
    /// <param name="card">The card on which an administrator decides, as they read it.</param>
    public Task<Response> HandleAsync(
        Request request,
        IReadOnlyList<string> words,
        InPerson? person,
        (string ServiceUrl, string Id) conversation,
        Func<LinkRequest, Contact, MessageContent> card,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (request.Channel is null && person is null)
                {
                    return Response.Refused(DomainWords.Say("link.where"));
                }

                var (teams, problem) = Named(words, DomainWords.Say("link.which"));
                if (problem is not null)
                {
                    return Response.Refused(problem);
                }

                if (person is not null && teams.FirstOrDefault(authority.Receives) is { } receiving)
                {
                    return Response.Refused(
                        DomainWords.Say(
                            "link.in_channel",
                            playbooks.InReaderLanguage(receiving.Title),
                            string.Join(", ", playbooks.LinkedTeams.Where(t => !authority.Receives(t)).Select(t => $"`{t.Key}`"))
                        )
                    );
                }

                var bindings = (await directory.LinksAsync(request.Tenant, cancel)).Bindings;
                var destination = person switch
                {
                    null => LinkDestination.ThisChannel,
                    { Named: null } => LinkDestination.Themselves,
                    _ => LinkDestination.SomebodyElse,
                };
                var decision = await authority.JudgeAsync(request, teams, IsEverything(words), destination, bindings, cancel);
                if (decision.Verdict == LinkVerdict.Refused)
                {
                    return Response.Refused(decision.Why!);
                }

                Contact? contact = null;
                if (person is not null)
                {
                    (contact, problem) = await ReachableAsync(request, person, conversation, cancel);
                    if (contact is null)
                    {
                        return Response.Refused(problem!);
                    }
                }

                return decision.Verdict == LinkVerdict.NeedsConfirmation
                    ? await AskedAsync(request, teams, contact, card, now, cancel)
                    : Linked(request, teams, contact, request.Channel?.ChannelId, bindings, await administrators.NamesAsync(request.Tenant, cancel), now);
            },
            cancel
        );

    /// <summary>In which language the bot writes in the channel in which that is said; who may link it says so.</summary>
    /// <param name="language">Null for English.</param>
    /// <param name="said">What is answered then.</param>
    public Task<Response> ChooseLanguageAsync(Request request, Channel channel, Language? language, string said, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async _ =>
                await authority.RefusalToSetUpAsync(request, cancel) is { } why
                    ? Response.Refused(why)
                    : new()
                    {
                        Say = said,
                        Directory = new() { Channels = [channel with { Language = language }] },
                    },
            cancel
        );

    /// <summary>It is linked to nothing any more.</summary>
    public Task<Response> UnlinkAsync(Request request, IReadOnlyList<string> words, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                var (teams, problem) = Named(words, DomainWords.Say("unlink.which"));
                if (problem is not null)
                {
                    return Response.Refused(problem);
                }

                var bindings = (await directory.LinksAsync(request.Tenant, cancel)).Bindings;
                var decision = await authority.JudgeAsync(request, teams, IsEverything(words), LinkDestination.Nowhere, bindings, cancel);
                if (decision.Verdict != LinkVerdict.Allowed)
                {
                    return Response.Refused(decision.Why!);
                }

                var gone = bindings.Where(b => teams.Any(t => t.Key == b.Team)).ToList();
                if (gone.Count == 0)
                {
                    return Response.Refused(DomainWords.Say("unlink.nobody", Titles(teams)));
                }

                var names = await administrators.NamesAsync(request.Tenant, cancel);
                return new()
                {
                    Say = DomainWords.Count(
                        gone[0].Person is null ? "unlink.done" : "unlink.done.person",
                        gone.Count,
                        Titles(gone.Select(b => b.Team)),
                        gone[0].Team
                    ),
                    Directory = new()
                    {
                        Unlinked = [.. gone.Select(b => b.Team)],
                        Changes =
                        [
                            .. gone.Select(b => new DirectoryChange(DirectoryChangeKind.Unlinked, now, request.By, null, b.Team, null, b.Person, b.ChannelId)),
                        ],
                    },
                    Messages = [.. Farewells(request.By, gone, null, names)],
                };
            },
            cancel
        );

    /// <summary>An administrator decides on a wish to be linked.</summary>
    /// <param name="confirmed">False when it is declined.</param>
    public Task<Response> DecideAsync(Request request, string key, bool confirmed, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (await guests.IncludesAsync(request, cancel))
                {
                    return Response.Refused(DomainWords.Say("link.decide.guest"));
                }

                if (!await administrators.IncludesAsync(request.Tenant, request.By, cancel))
                {
                    return Response.Refused(DomainWords.Say("link.decide.only"));
                }

                if ((await directory.LinkRequestsAsync(request.Tenant, cancel)).FirstOrDefault(r => r.Key == key) is not { } wish)
                {
                    return Response.Refused(DomainWords.Say("link.decide.decided"));
                }

                var titles = Titles(wish.Teams);
                var answerTo = wish.Person is { } wisher ? new ToPerson(wisher.Id) : (Target)new ToChannel(wish.ChannelId!);
                if (!wish.IsOpen(now))
                {
                    return new()
                    {
                        Say = DomainWords.Say("link.decide.old", DueText.Day(wish.At), wish.By.Name),
                        IsRefusal = true,
                        Directory = new() { DecidedLinkRequest = key },
                    };
                }

                if (!confirmed)
                {
                    return new()
                    {
                        Say = DomainWords.Say("link.declined", wish.By.Name),
                        Directory = new()
                        {
                            DecidedLinkRequest = key,
                            Changes =
                            [
                                .. wish.Teams.Select(team => new DirectoryChange(
                                    DirectoryChangeKind.LinkDeclined,
                                    now,
                                    request.By,
                                    wish.Person,
                                    team,
                                    wish.ChannelId
                                )),
                            ],
                        },
                        Messages =
                        [
                            new(
                                answerTo,
                                LocalizableMessage.Of(
                                    wish.Person is null ? "link.declined.channel" : "link.declined.person",
                                    request.By.Name,
                                    new TeamsValue(wish.Teams)
                                )
                            ),
                        ],
                    };
                }

                Contact? contact = null;
                if (wish.Person is { } person)
                {
                    contact = await directory.FindContactAsync(request.Tenant, person.Id, cancel);
                    var why = contact is null ? Problem.NoChat : await ProblemOfAsync(request.Tenant, contact, cancel);
                    if (why is not null)
                    {
                        return Response.Refused(
                            why switch
                            {
                                Problem.Guest => DomainWords.Say("link.confirm.guest", person.Name),
                                Problem.ForNow => DomainWords.Say("link.confirm.for_now", person.Name),
                                _ => DomainWords.Say("link.confirm.no_chat", person.Name),
                            }
                        );
                    }
                }

                var teams = playbooks.LinkedTeams.Where(t => wish.Teams.Contains(t.Key)).ToList();
                var linked = Linked(
                    request,
                    teams,
                    contact,
                    wish.ChannelId,
                    (await directory.LinksAsync(request.Tenant, cancel)).Bindings,
                    await administrators.NamesAsync(request.Tenant, cancel),
                    now
                );
                return linked with
                {
                    Say = DomainWords.Count("link.confirmed", wish.Teams.Count, titles, wish.Person?.Name ?? DomainWords.Say("link.asking_channel")),
                    Directory = linked.Directory! with { DecidedLinkRequest = key },
                    Messages = wish.Person is null
                        ? [new(answerTo, LocalizableMessage.Of("link.confirmed.channel", request.By.Name, new TeamsValue(wish.Teams))), .. linked.Messages]
                        : linked.Messages,
                };
            },
            cancel
        );

    /// <summary>What follows when it is linked.</summary>
    /// <param name="contact">The person who receives; null when it is the channel.</param>
    /// <param name="names">Of those who administer.</param>
    private Response Linked(
        Request request,
        List<Team> teams,
        Contact? contact,
        string? channelId,
        IReadOnlyList<Binding> before,
        string? names,
        DateTimeOffset now
    )
    {
        var by = request.By;
        var person = contact?.Person;
        Target here = person is null ? new ToChannel(channelId!) : new ToPerson(person.Id);
        var keys = new TeamsValue([.. teams.Select(team => team.Key)]);
        var said = Titles(teams);
        var bindings = teams.Select(t => person is null ? new Binding(t.Key, channelId, by, now) : new Binding(t.Key, null, by, now, person)).ToList();
        var moved = before.Where(b => b.To != here && teams.Any(t => t.Key == b.Team)).ToList();
        return new()
        {
            Say =
                person is null ? DomainWords.Say("link.here", said)
                : person.Id == by.Id ? DomainWords.Say("link.you", said)
                : DomainWords.Say("link.other", person.Name, said),
            Directory = new()
            {
                Bindings = bindings,
                Contacts = contact is null ? [] : [contact],
                Changes =
                [
                    .. bindings
                        .Select(b => (Binding: b, Before: before.FirstOrDefault(earlier => earlier.Team == b.Team)))
                        .Where(b => b.Before?.To != here)
                        .Select(b => new DirectoryChange(
                            DirectoryChangeKind.Linked,
                            now,
                            by,
                            person,
                            b.Binding.Team,
                            person is null ? channelId : null,
                            b.Before?.Person,
                            b.Before?.ChannelId
                        )),
                ],
            },
            Messages =
            [
                .. person is null ? new[] { new OutboxMessage(here, new RefreshMembers()) } : [],
                .. person is not null && person.Id != by.Id
                    ? new[] { new OutboxMessage(here, LocalizableMessage.Of("link.you_are", by.Name, keys, teams[0].Key)) }
                    : [],
                .. Farewells(by, moved, here, names),
                .. person is null ? [] : Announcements(person, before, here, keys),
                // What is open moves step by step: it may be thousands.
                new(new ToBackground($"move to {here.OrderingKey}"), new MoveCards(here, now)),
            ],
        };
    }

    /// <summary>The wish waits for an administrator.</summary>
    private async Task<Response> AskedAsync(
        Request request,
        List<Team> teams,
        Contact? contact,
        Func<LinkRequest, Contact, MessageContent> card,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        Target here = contact is null ? new ToChannel(request.Channel!.ChannelId) : new ToPerson(contact.Person.Id);
        var wish = new LinkRequest(
            $"{string.Join(',', teams.Select(t => t.Key).Order(StringComparer.Ordinal))}|{here.OrderingKey}",
            [.. teams.Select(t => t.Key)],
            contact is null ? request.Channel!.ChannelId : null,
            contact?.Person,
            request.By,
            now
        );
        var reachable = new List<Contact>();
        foreach (var administrator in await administrators.ListAsync(request.Tenant, cancel))
        {
            reachable.AddRange(await directory.FindContactAsync(request.Tenant, administrator.Person.Id, cancel) is { } met ? [met] : Array.Empty<Contact>());
        }

        var names = string.Join(", ", reachable.Select(reader => reader.Person.Name));
        if (reachable.Count == 0)
        {
            return Response.Refused(DomainWords.Say("link.met_none", await administrators.NamesAsync(request.Tenant, cancel)));
        }

        var open = (await directory.LinkRequestsAsync(request.Tenant, cancel)).Where(r => r.IsOpen(now)).ToList();
        if (open.FirstOrDefault(r => r.Key == wish.Key) is { } earlier)
        {
            return Response.Refused(DomainWords.Say("link.asked_before", DueText.Day(earlier.At), names));
        }

        if (open.Count(r => r.By.Id == request.By.Id) >= MostRequests)
        {
            return Response.Refused(DomainWords.Say("link.many", MostRequests, names));
        }

        var titles = Titles(teams);
        return new()
        {
            Say = contact is null ? DomainWords.Count("link.asked.channel", teams.Count, titles, names) : DomainWords.Say("link.asked.person", titles, names),
            Directory = new()
            {
                LinkRequest = wish,
                Changes =
                [
                    .. teams.Select(team => new DirectoryChange(DirectoryChangeKind.LinkRequested, now, request.By, wish.Person, team.Key, wish.ChannelId)),
                ],
            },
            Messages = [.. reachable.Select(reader => new OutboxMessage(new ToPerson(reader.Person.Id), card(wish, reader)))],
        };
    }

    /// <summary>The person who is meant, who is no guest and was just written to; or the sentence that says what to do.</summary>
    private async Task<(Contact? Contact, string? Problem)> ReachableAsync(
        Request request,
        InPerson person,
        (string ServiceUrl, string Id) conversation,
        CancellationToken cancel
    )
    {
        var isOther = person.Named is not null;
        Contact? contact;
        if (person.Named is { } named)
        {
            var found = await people.HandleAsync(request.Tenant, named, conversation, cancel);
            if (found.Contact is null)
            {
                return (null, found.Problem);
            }

            contact = found.Contact;
        }
        else
        {
            contact = request.Met?.Contacts.FirstOrDefault(met => met.Person.Id == request.By.Id)
                ?? await directory.FindContactAsync(request.Tenant, request.By.Id, cancel);
        }

        var name = contact?.Person.Name;
        return contact is null
            ? (null, Hello(isOther, name))
            : await ProblemOfAsync(request.Tenant, contact, cancel) switch
            {
                null => (contact, null),
                Problem.Guest => (null, isOther ? DomainWords.Say("link.guest.other", name) : DomainWords.Say("link.guest.self")),
                Problem.ForNow => (null, isOther ? DomainWords.Say("link.for_now.other", name) : DomainWords.Say("link.for_now.self")),
                _ => (null, Hello(isOther, name)),
            };
    }

    private static string Hello(bool isOther, string? name) => isOther ? DomainWords.Say("link.hello.other", name) : DomainWords.Say("link.hello.self");

    /// <summary>Whether somebody can be linked: no guest, as far as Teams says, and written to right now.</summary>
    private async Task<Problem?> ProblemOfAsync(string tenant, Contact contact, CancellationToken cancel)
    {
        if (contact.IsGuest || await guests.IncludesAsync(tenant, contact.Person, null, cancel))
        {
            return Problem.Guest;
        }

        switch (await chats.TryAsync(contact, cancel))
        {
            case ChatFault.NoChat:
                return Problem.NoChat;
            case ChatFault.ForNow:
                return Problem.ForNow;
            default:
                var roster = await rosters.ReadAsync(tenant, contact.ServiceUrl, contact.ChatId!, cancel);
                return roster?.Any(e => e.Person.Id == contact.Person.Id && e.Role == MemberRole.Guest) is true ? Problem.Guest : null;
        }
    }

    private (List<Team> Teams, string? Problem) Named(IReadOnlyList<string> words, string question)
    {
        var known = string.Join(", ", playbooks.LinkedTeams.Select(t => $"`{t.Key}`"));
        return words.Count == 0 ? ([], DomainWords.Say("link.known", question, known))
            : words.FirstOrDefault(w => TeamsNamed(w).Count == 0) is { } stranger
                ? ([], DomainWords.Say("link.unknown", Short(InlineText.Sanitize(stranger)), known))
            : ([.. words.SelectMany(TeamsNamed).Distinct()], null);
    }

    private static bool IsEverything(IReadOnlyList<string> words) => words.Any(IsEverything);

    private static bool IsEverything(string word) => word.Equals("all", StringComparison.OrdinalIgnoreCase);

    private List<Team> TeamsNamed(string word) =>
        IsEverything(word) ? [.. playbooks.LinkedTeams] : [.. playbooks.LinkedTeams.Where(t => Same(t.Key, word) || Same(t.Title, word))];

    /// <summary>
    /// Whoever received for a team before is told who changed that and to whom they can object: nobody takes a team's escalations
    /// away unseen.
    /// </summary>
    /// <param name="here">Where it is linked now; null for nowhere.</param>
    private static IEnumerable<OutboxMessage> Farewells(Person by, IReadOnlyList<Binding> moved, Target? here, string? names) =>
        moved
            .Where(b => b.To != new ToPerson(by.Id))
            .GroupBy(b => b.To)
            .Select(group => new OutboxMessage(
                group.Key,
                LocalizableMessage.Count(
                    group.Key is ToChannel ? "link.gone.channel" : "link.gone.person",
                    group.Count(),
                    by.Name,
                    LocalizableText.Of(
                        here switch
                        {
                            null => "link.gone.unlinked",
                            ToPerson => "link.gone.to_person",
                            _ => group.Key is ToChannel ? "link.gone.to_other_channel" : "link.gone.to_channel",
                        },
                        new TeamsValue([.. group.Select(b => b.Team)])
                    ),
                    names is null ? LocalizableText.Of("link.gone.ask") : LocalizableText.Of("link.gone.ask.named", names)
                )
            ));

    /// <summary>Who receives in person is seen by leadership.</summary>
    private IEnumerable<OutboxMessage> Announcements(Person person, IReadOnlyList<Binding> before, Target here, TeamsValue teams) =>
        before
            .Where(b => playbooks.IsLeadership(b.Team) && b.To != here)
            .Select(b => new OutboxMessage(b.To, LocalizableMessage.Of("link.in_person", person.Name, teams)));

    private string Titles(IEnumerable<Team> teams) => string.Join(", ", teams.Select(t => playbooks.InReaderLanguage(t.Title)));

    private string Titles(IEnumerable<string> keys) => playbooks.TitlesOf(keys);

    private static bool Same(string name, string word) => Letters(name).Equals(Letters(word), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    private static string Short(string text) => text.Length <= 40 ? text : Graphemes.Head(text, 40) + "…";

    private enum Problem
    {
        NoChat,
        Guest,
        ForNow,
    }
}
