using System.Globalization;
using Escalations.Deadlines;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Who is on call for a team or role now, and who is next.</summary>
/// <param name="Shift">As the rota says.</param>
/// <param name="Next">The shift after it.</param>
/// <param name="Person">Who can be asked: whoever has the shift, or the fallback where the bot cannot write to them; null when to neither.</param>
public sealed record OnCallNow(Rota Rota, Shift Shift, Shift Next, Person? Person);

/// <summary>Says who is on call, and takes who is in place of others.</summary>
public sealed class OnCall(
    RotaCatalog rotas,
    IDirectory directory,
    CommandExecutor commandExecutor,
    Administrators administrators,
    FindPerson people,
    Guests guests,
    TimeProvider clock
)
{
    /// <summary>Nobody asks for what is longer over.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(28);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    /// <summary>A time that could be said, a week ahead: <c>from 2026-12-24 09:00 to 2026-12-27 09:00</c>.</summary>
    public static string ExampleOf(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"from {now.AddDays(7):yyyy-MM-dd} 09:00 to {now.AddDays(10):yyyy-MM-dd} 09:00");

    private static readonly TimeSpan Earliest = TimeSpan.FromDays(366);

    /// <summary>Who is on call now, for each team and role that has a rota.</summary>
    public async Task<IReadOnlyList<OnCallNow>> AllAsync(string tenant, CancellationToken cancel)
    {
        if (rotas.All.Count == 0)
        {
            return [];
        }

        var said = await directory.ShiftOverridesAsync(tenant, cancel);
        var links = await directory.LinksAsync(tenant, cancel);
        var all = new List<OnCallNow>();
        foreach (var rota in rotas.All)
        {
            var shift = Shifts.At(rota, said, clock.GetUtcNow());
            all.Add(
                new(
                    rota,
                    shift,
                    Shifts.At(rota, said, shift.Until),
                    await ReachableAsync(tenant, shift.Who, links, cancel) ?? await ReachableAsync(tenant, rota.Fallback, links, cancel)
                )
            );
        }

        return all;
    }

    /// <summary>Somebody says in chat who is on call in place of others.</summary>
    /// <param name="team">The key of a team or role that has a rota.</param>
    /// <param name="from">Local time of the rota's zone.</param>
    /// <param name="until">As <paramref name="from"/>.</param>
    public Task<Response> OverrideAsync(
        Request request,
        string team,
        NamedPerson who,
        DateTime from,
        DateTime until,
        (string ServiceUrl, string Id) conversation,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                if (rotas.Of(team) is not { } rota)
                {
                    return Response.Refused(DomainWords.Say("oncall.no_rota", team));
                }

                if (await guests.IncludesAsync(request, cancel) || !await MayAsync(request, rota, cancel))
                {
                    return Response.Refused(DomainWords.Say("oncall.may_not"));
                }

                var (start, end) = (Shifts.InstantOf(from, rota.TimeZone), Shifts.InstantOf(until, rota.TimeZone));
                if (end <= start || end <= now || end - start > Longest || start > now + Earliest)
                {
                    return Response.Refused(DomainWords.Say("oncall.when", Longest.TotalDays, ExampleOf(now)));
                }

                var found = await people.HandleAsync(request.Tenant, who, conversation, cancel);
                if (found.Contact is not { } contact)
                {
                    return Response.Refused(found.Problem!);
                }

                if (contact is { IsGuest: true } or { ChatId: null })
                {
                    return Response.Refused(DomainWords.Say("oncall.not_reached", contact.Person.Name));
                }

                var shift = new ShiftOverride(team, new(contact.Person.Name, contact.Person.Id), start, end, request.By) { SaidAt = now };
                var said = await directory.ShiftOverridesAsync(request.Tenant, cancel);
                return new()
                {
                    Say = DomainWords.Say("oncall.overridden", contact.Person.Name, team, DueText.For(start, rota.TimeZone), DueText.For(end, rota.TimeZone)),
                    Directory = new()
                    {
                        ShiftOverrides = [shift],
                        FormerShiftOverrides = [.. said.Where(o => o.Until < now - KeptFor)],
                        Changes = [new(DirectoryChangeKind.ShiftOverridden, now, request.By, contact.Person, team) { Shift = shift }],
                    },
                    Messages =
                        contact.Person.Id == request.By.Id
                            ? []
                            :
                            [
                                new(
                                    new ToPerson(contact.Person.Id),
                                    LocalizableMessage.Of(
                                        "said_by",
                                        request.By.Name,
                                        LocalizableText.Of(
                                            "oncall.overridden",
                                            contact.Person.Name,
                                            team,
                                            new TimeValue(start, rota.TimeZone),
                                            new TimeValue(end, rota.TimeZone)
                                        )
                                    )
                                ),
                            ],
                };
            },
            cancel
        );

    /// <summary>Those who administer, and those who take turns themselves.</summary>
    private async Task<bool> MayAsync(Request request, Rota rota, CancellationToken cancel) =>
        rota.People.Append(rota.Fallback).Any(member => member is not null && Is(member, request.By))
        || await administrators.IncludesAsync(request.Tenant, request.By, cancel);

    private static bool Is(RotaMember member, Person person) =>
        member.Id is { } id ? id.Equals(person.Id, StringComparison.OrdinalIgnoreCase) : member.Name.Equals(person.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The one person of the rota whom the bot can write to; null when it cannot, or several are called so.</summary>
    private async Task<Person?> ReachableAsync(string tenant, RotaMember member, TeamLinks links, CancellationToken cancel) =>
        await directory.FindContactsAsync(tenant, member.Word, 2, cancel) is [{ ChatId: not null, IsGuest: false } contact]
        && links.IsReachable(new ToPerson(contact.Person.Id))
            ? contact.Person
            : null;
}
