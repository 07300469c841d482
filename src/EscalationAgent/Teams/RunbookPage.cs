using System.Net;
using System.Security.Cryptography;
using System.Text;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Style;

namespace EscalationAgent.Teams;

/// <summary><c>GET /runbook/TOKEN</c>: a playbook on one page, to be read, printed and put on the wall.</summary>
internal static class RunbookPage
{
    /// <summary>Readable in black and white: what matters is said by words and borders, not by colour.</summary>
    private const string Style = """
        :root { color-scheme: light; }
        body { font: 15px/1.4 "Segoe UI", system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 0 auto; max-width: 1180px; padding: 24px; }
        h1 { font-size: 26px; margin: 0 0 4px; }
        h2 { font-size: 18px; margin: 28px 0 8px; break-after: avoid; }
        .edition { color: #555; margin: 0; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border: 1px solid #777; padding: 6px 8px; text-align: left; vertical-align: top; }
        thead th { background: #eee; }
        tr { break-inside: avoid; }
        td p, th p { margin: 0 0 3px; }
        .who { font-weight: 600; }
        .small { font-size: 13px; color: #444; font-weight: 400; }
        ul, ol { margin: 6px 0; padding-left: 22px; }
        .two { display: grid; gap: 0 32px; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); }
        @page { size: A4 landscape; margin: 12mm; }
        @media print { body { font-size: 11px; max-width: none; padding: 0; } .small { font-size: 10px; } h2 { margin-top: 14px; } }
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static IEndpointConventionBuilder MapRunbook(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(
            RunbookLinks.Path + "{token}",
            async (
                HttpContext context,
                string token,
                RunbookLinks links,
                PlaybookCatalog playbooks,
                IDirectory directory,
                TimeProvider clock,
                CancellationToken cancel
            ) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                if (links.Read(token) is not { } asked || playbooks.Find(asked.Playbook) is not { } playbook)
                {
                    return Results.Problem(
                        "This link is no longer good, or never was. Say runbook to Escalation Agent in Teams for a new one.",
                        statusCode: StatusCodes.Status404NotFound
                    );
                }

                using var language = ReaderLanguage.Use(asked.Language, isChosen: true);
                var bindings = (await directory.LinksAsync(asked.Tenant, cancel)).Bindings;
                var channels = await directory.LinkedChannelsAsync(asked.Tenant, cancel);
                var runbook = Runbook.Of(playbook, ReferenceEquals(playbook, playbooks.Default), HolderOf, clock.GetUtcNow());
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers["Referrer-Policy"] = "no-referrer";
                return Results.Text(Html(runbook, SentenceBook.CodeOf(asked.Language)), "text/html; charset=utf-8");

                string? HolderOf(string team) =>
                    bindings.FirstOrDefault(b => b.Team == team) switch
                    {
                        { Person: { } person } => person.Name,
                        { ChannelId: { } id } => CardService.NameOf(channels.FirstOrDefault(c => c.ChannelId == id)) ?? Words.Say("place.channel"),
                        _ => null,
                    };
            }
        );

    /// <summary>The page.</summary>
    /// <param name="language">ISO 639-1.</param>
    public static string Html(Runbook runbook, string language)
    {
        var page = new StringBuilder();
        page.Append($"<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append($"<title>{Text(runbook.Title)}</title><style>{Style}</style></head><body><main>");
        page.Append($"<h1>{Text(runbook.Title)}</h1><p class=\"edition\">{Text(Words.Say("runbook.edition", runbook.Edition))}</p>");
        if (runbook.Pilot is { } pilot)
        {
            page.Append($"<p class=\"who\">{Text(pilot)}</p>");
        }

        page.Append(
            $"<h2>{Said("runbook.how")}</h2><ol>{string.Concat(Steps.Select(key => $"<li>{Text(Words.Say(key, runbook.Begin))}</li>"))}</ol><div class=\"two\">"
        );
        page.Append($"<div><h2>{Said("runbook.when")}</h2>{List("runbook.when.1", "runbook.when.2", "runbook.when.3")}</div>");
        page.Append($"<div><h2>{Said("runbook.when_not")}</h2>{List("runbook.when_not.1", "runbook.when_not.2", "runbook.when_not.3")}</div>");
        if (runbook.IsOfCustomers)
        {
            page.Append($"<div><h2>{Said("runbook.frustrated")}</h2>{List("runbook.frustrated.1", "runbook.frustrated.2", "runbook.frustrated.3")}</div>");
        }

        page.Append("</div>");
        Severities(page, runbook);
        Matrix(page, runbook);
        Asked(page, runbook);
        Receivers(page, runbook);
        return page.Append("</main></body></html>").ToString();
    }

    private static readonly string[] Steps = ["runbook.step.1", "runbook.step.2", "runbook.step.3", "runbook.step.4", "runbook.step.5"];

    private static readonly string[] SeverityColumns =
    [
        "review.severity",
        "runbook.meaning",
        "fact.acknowledge_by",
        "runbook.resolve",
        "runbook.updates",
        "runbook.customer",
        "runbook.stall",
        "runbook.review",
        "runbook.channel",
    ];

    private static void Severities(StringBuilder page, Runbook runbook)
    {
        Begin(page, "runbook.severities", SeverityColumns.Select(key => Words.Say(key)));
        foreach (var severity in runbook.Severities)
        {
            page.Append($"<tr><th scope=\"row\">{severity.Severity} {Text(severity.Severity.ReaderTitle())}</th><td>{Text(severity.Meaning)}</td>");
            foreach (
                var term in new[]
                {
                    severity.Acknowledge.InReaderLanguage(),
                    severity.Resolve?.InReaderLanguage(),
                    severity.Updates.InReaderLanguage(),
                    severity.Customer?.InReaderLanguage(),
                    severity.Stall.InReaderLanguage(),
                    severity.Review?.InReaderLanguage(),
                    Channels(severity),
                }
            )
            {
                page.Append($"<td>{Text(term ?? "–")}</td>");
            }

            page.Append("</tr>");
        }

        End(page);
    }

    /// <summary>How people are reached: at once, and when nobody acknowledges.</summary>
    private static string Channels(RunbookSeverity severity)
    {
        var first = string.Join(
            " + ",
            new[] { Words.Say("runbook.cards"), severity.HasTicket ? Words.Say("runbook.ticket") : null, Way(severity.Primary) }.OfType<string>()
        );
        return Way(severity.Backup) is { } backup ? $"{first}; {Words.Say("runbook.then", backup)}" : first;

        static string? Way(BackupWay? way) =>
            way?.Kind switch
            {
                null => null,
                BackupKind.Mail => Words.Say("way.mail"),
                BackupKind.Webhook => Words.Say("way.webhook", way.Text!),
                _ => way.Text,
            };
    }

    /// <summary>For each cell the four facts of B082: who, to whom it goes next, by when, and (in the table of receivers) where.</summary>
    private static void Matrix(StringBuilder page, Runbook runbook)
    {
        Begin(
            page,
            "runbook.matrix",
            [Words.Say("review.category"), .. runbook.Severities.Select(severity => $"{severity.Severity} {severity.Severity.ReaderTitle()}")]
        );
        foreach (var type in runbook.Types)
        {
            page.Append($"<tr><th scope=\"row\"><p>{Text(type.Title)}</p><p class=\"small\">{Text(type.Trigger)}</p>");
            page.Append(type.IsConfidential ? $"<p class=\"small\">{Said("runbook.confidential")}</p></th>" : "</th>");
            foreach (var cell in type.Cells)
            {
                page.Append($"<td><p class=\"who\">{Text(string.Join(" + ", cell.Who))}</p>");
                page.Append(string.Concat(cell.Above.Select(rung => $"<p>→ {Text(string.Join(" + ", rung))}</p>")));
                page.Append(Readers("fact.consulted", cell.Consulted)).Append(Readers("fact.informed", cell.Informed));
                page.Append(
                    cell.Acknowledge is { } acknowledge ? $"<p class=\"small\">{Said("route.acknowledge")}: {Text(acknowledge.InReaderLanguage())}</p>" : ""
                );
                page.Append($"<p class=\"small\">{Text(cell.Outcome)}: {Text(cell.OutcomeWithin?.InReaderLanguage() ?? "–")}</p></td>");
            }

            page.Append("</tr>");
        }

        End(page);
    }

    private static string Readers(string key, IReadOnlyList<string> titles) =>
        titles.Count == 0 ? "" : $"<p class=\"small\">{Said(key)}: {Text(string.Join(", ", titles))}</p>";

    /// <summary>What information is required, type by type; once where all types ask for the same.</summary>
    private static void Asked(StringBuilder page, Runbook runbook)
    {
        page.Append($"<h2>{Said("runbook.asked")}</h2>");
        foreach (var same in runbook.Types.GroupBy(type => string.Join(" · ", type.Asked)))
        {
            page.Append($"<p class=\"small\"><strong>{Text(string.Join(", ", same.Select(type => type.Title)))}</strong>: {Text(same.Key)}</p>");
        }
    }

    private static void Receivers(StringBuilder page, Runbook runbook)
    {
        var hasDuties = runbook.Receivers.Any(receiver => receiver.Duties is not null);
        string[] columns = ["fact.team", "runbook.where", .. hasDuties ? ["runbook.duties"] : Array.Empty<string>()];
        Begin(page, "runbook.receivers", columns.Select(key => Words.Say(key)));
        foreach (var receiver in runbook.Receivers)
        {
            var where = receiver switch
            {
                { IsNamed: true } => Words.Say("runbook.named"),
                { Holder: { } holder } => holder,
                _ => Words.Say("runbook.nobody"),
            };
            page.Append($"<tr><th scope=\"row\">{Text($"{receiver.Level} {receiver.Title}".Trim())}</th>");
            page.Append(
                $"<td>{Text(receiver.Via is { } via ? $"{where} ({via})" : where)}</td>{(hasDuties ? $"<td>{Text(receiver.Duties ?? "")}</td>" : "")}</tr>"
            );
        }

        End(page);
    }

    /// <param name="columns">Their titles.</param>
    private static void Begin(StringBuilder page, string title, IEnumerable<string> columns)
    {
        page.Append($"<h2>{Said(title)}</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Said(title)}\"><table><thead><tr>");
        page.Append(string.Concat(columns.Select(column => $"<th scope=\"col\">{Text(column)}</th>"))).Append("</tr></thead><tbody>");
    }

    private static void End(StringBuilder page) => page.Append("</tbody></table></div>");

    private static string List(params string[] keys) => $"<ul>{string.Concat(keys.Select(key => $"<li>{Said(key)}</li>"))}</ul>";

    private static string Said(string key) => Text(Words.Say(key));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
