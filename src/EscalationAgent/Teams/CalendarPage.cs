using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary><c>GET /calendar/TOKEN.ics</c>: what is due from one person, for their calendar.</summary>
internal static class CalendarPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static IEndpointConventionBuilder MapCalendar(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(
            CalendarLinks.Path + "{token}",
            async (
                HttpContext context,
                string token,
                CalendarLinks links,
                CalendarFeeds feeds,
                CalendarRate rate,
                EscalationAccess access,
                IDirectory directory,
                CardBuilder cardBuilder,
                CancellationToken cancel
            ) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                context.Response.Headers.XContentTypeOptions = "nosniff";
                if (links.Read(token) is not var (tenant, feed) || !await feeds.IsCurrentAsync(tenant, feed, cancel))
                {
                    return Results.Problem(
                        "This address is no longer good, or never was. Say calendar to Escalation Agent in Teams for a new one.",
                        statusCode: StatusCodes.Status404NotFound
                    );
                }

                if (!rate.Limiter.Take($"{tenant}|{feed.PersonId}", isPress: false, "").IsTaken)
                {
                    context.Response.Headers.RetryAfter = "60";
                    return Results.StatusCode(StatusCodes.Status429TooManyRequests);
                }

                var (contact, _, known) = await directory.LookUpAsync(tenant, feed.PersonId, null, cancel);
                if (contact is null)
                {
                    return Results.NotFound();
                }

                var viewer = new Viewer(
                    tenant,
                    contact.Person,
                    new ToPerson(contact.Person.Id),
                    null,
                    (contact.ServiceUrl, contact.ChatId ?? ""),
                    contact.IsGuest,
                    known
                );
                if (await access.IsGuestAsync(viewer, cancel))
                {
                    return Results.NotFound();
                }

                if (await feeds.DueAsync(viewer, Patience, cancel) is not { } due)
                {
                    context.Response.Headers.RetryAfter = "30";
                    return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
                }

                using var language = TurnContext.Speaking(contact);
                return Results.Text(Text(due, cardBuilder.WhatOf), "text/calendar; charset=utf-8");
            }
        );

    /// <summary>The feed.</summary>
    /// <param name="whatOf">What a deadline asks for, in the reader's language.</param>
    public static string Text(IEnumerable<DueDate> due, Func<Deadline, string> whatOf)
    {
        var calendar = new IcsWriter()
            .Line("BEGIN", "VCALENDAR")
            .Line("VERSION", "2.0")
            .Line("PRODID", "-//Escalation Agent//Due dates//EN")
            .Line("CALSCALE", "GREGORIAN")
            .Text("X-WR-CALNAME", Words.Say("calendar.title"))
            .Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
            .Line("X-PUBLISHED-TTL", "PT1H");
        foreach (var (of, deadline, isOver) in due.OrderBy(one => one.What.DueAt).ThenBy(one => $"{one.Of.Id}", StringComparer.Ordinal))
        {
            var what = whatOf(deadline);
            var title = of.IsConfidential || of.Brief.Account is not { } account ? $"{of.Id}: {what}" : $"{account}: {what} ({of.Id})";
            calendar
                .Line("BEGIN", "VEVENT")
                // One of a kind at a time: a term that is counted anew moves the event.
                .Line("UID", $"{of.Id}-{deadline.Kind}@escalation-agent".ToLowerInvariant())
                .At("DTSTAMP", of.LastEventAt)
                .At("LAST-MODIFIED", of.LastEventAt)
                .Line("SEQUENCE", FormattableString.Invariant($"{of.Version}"))
                .At("DTSTART", deadline.DueAt)
                .Text("SUMMARY", title)
                .Line("STATUS", isOver ? "CANCELLED" : "CONFIRMED")
                .Line("TRANSP", "TRANSPARENT")
                .Line("CLASS", "CONFIDENTIAL")
                .Line("END", "VEVENT");
        }

        return calendar.Line("END", "VCALENDAR").ToString();
    }
}

/// <summary>How often one feed is read: calendars ask every hour or so.</summary>
internal sealed class CalendarRate(TimeProvider clock)
{
    private const int PerMinute = 20;

    public PersonRateLimiter Limiter { get; } = new(PerMinute, clock);
}
