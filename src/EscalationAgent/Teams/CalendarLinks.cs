using Escalations;
using Microsoft.AspNetCore.Hosting.Server;

namespace EscalationAgent.Teams;

/// <summary>
/// Makes the address of somebody's feed of due dates, and reads it: signed, and good while the number in it is the one that is stored for
/// them, so that they can end it.
/// </summary>
internal sealed class CalendarLinks
{
    public const string Path = "/calendar/";

    private const string Ending = ".ics";

    private readonly SignedLinks? links;

    public CalendarLinks(LinkSettings settings, IHostEnvironment environment, IServer server) => links = new(settings, environment, server, "calendar links");

    private CalendarLinks() { }

    /// <summary>There are none.</summary>
    public static CalendarLinks None { get; } = new();

    /// <returns>The address; null where the settings do not say under which one people reach the bot, or hold no key.</returns>
    public Uri? To(string tenant, CalendarFeed feed) => links?.To(Path, $"{tenant}\n{feed.PersonId}\n{feed.Number}", Ending);

    /// <returns>Whose it is, and the number that must still be stored for them; null when it is none of ours.</returns>
    public (string Tenant, CalendarFeed Feed)? Read(string token) =>
        token.EndsWith(Ending, StringComparison.Ordinal) && links?.Read(token[..^Ending.Length])?.Split('\n') is [var tenant, var person, var number]
            ? (tenant, new(person, number))
            : null;
}
