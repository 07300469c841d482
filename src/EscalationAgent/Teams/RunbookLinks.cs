using Microsoft.AspNetCore.Hosting.Server;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>What a link to the printable page opens.</summary>
/// <param name="Playbook">Its name.</param>
internal sealed record RunbookAddress(string Tenant, string Playbook, Language Language);

/// <summary>Makes the links to the printable page, and reads them: signed, for one tenant, and good for a week, since the page names people.</summary>
internal sealed class RunbookLinks(LinkSettings settings, IHostEnvironment environment, IServer server, TimeProvider clock)
{
    public const string Path = "/runbook/";

    private const int MostDays = 7;

    private readonly SignedLinks links = new(settings, environment, server, "runbook links");

    /// <returns>The address; null where the settings do not say under which one people reach the bot, or hold no key.</returns>
    public Uri? To(RunbookAddress address) => links.To(Path, Payload(address));

    /// <returns>What it opens; null when it is none of ours, was changed, or is too old.</returns>
    public RunbookAddress? Read(string token) =>
        links.Read(token)?.Split('\n') is [var tenant, var playbook, var language, var until]
        && long.TryParse(until, out var seconds)
        && clock.GetUtcNow().ToUnixTimeSeconds() < seconds
        && Enum.GetValues<Language>().Cast<Language?>().FirstOrDefault(l => SentenceBook.CodeOf(l!.Value) == language) is { } known
            ? new(tenant, playbook, known)
            : null;

    private string Payload(RunbookAddress address)
    {
        // To the end of a day, so that the same page has the same address all day.
        var until = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date.AddDays(MostDays + 1), TimeSpan.Zero);
        return $"{address.Tenant}\n{address.Playbook}\n{SentenceBook.CodeOf(address.Language)}\n{until.ToUnixTimeSeconds()}";
    }
}
