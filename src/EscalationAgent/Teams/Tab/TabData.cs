using System.Globalization;
using System.Text;
using Escalations;
using Escalations.Reporting;
using Escalations.UseCases;
using TextAnalysis.Style;

namespace EscalationAgent.Teams.Tab;

/// <summary>
/// What the tab asks for: <c>/api/me</c> and what lies below it. It is only read, each time for the person of the token, and nothing of it is
/// kept on the way.
/// </summary>
internal static class TabData
{
    private static readonly string[] Known =
    [
        "view",
        "q",
        "severity",
        "team",
        "state",
        "currency",
        "milestone",
        "week",
        "page",
        "period",
        "figure",
        "of",
        "journey",
        "customer",
        "criterion",
        "format",
        "lang",
        "tz",
    ];

    /// <summary>Weeks that the board can look back.</summary>
    private static readonly int[] Periods = [4, 12, 26];

    public static void MapTabData(this IEndpointRouteBuilder endpoints)
    {
        var data = endpoints.MapGroup("/api/me");
        data.MapGet("", (HttpContext context, TabReaders readers, PlaybookCatalog playbooks, RunbookLinks pages, CancellationToken cancel) =>
            AnswerAsync(context, readers, reader => Task.FromResult(Answer(MeOf(reader, playbooks, pages))), cancel)
        );
        data.MapGet("/escalations", (HttpContext context, TabReaders readers, TabLists lists, CancellationToken cancel) =>
            AnswerAsync(
                context,
                readers,
                async reader =>
                    QuestionOf(context.Request.Query) is not { } question
                        ? Results.StatusCode(StatusCodes.Status400BadRequest)
                        : OrReading(context, await lists.OfAsync(reader, question, cancel)),
                cancel
            )
        );
        data.MapGet("/escalations/{id}", (HttpContext context, string id, TabReaders readers, TabDetails details, CancellationToken cancel) =>
            AnswerAsync(
                context,
                readers,
                async reader => OrUnknown(EscalationId.TryParse(id, out var known) ? await details.OfAsync(reader, known, cancel) : null),
                cancel
            )
        );
        data.MapGet("/board", (HttpContext context, TabReaders readers, LookAtAll look, PlaybookCatalog playbooks, CancellationToken cancel) => AnswerAsync(
                context,
                readers,
                async reader =>
                {
                    var query = context.Request.Query;
                    if (WeeksOf(query["period"]) is not { } weeks || FormatOf(query) is not (true, var isCsv))
                    {
                        return Results.StatusCode(StatusCodes.Status400BadRequest);
                    }

                    if (await look.HandleAsync(reader.Viewer, TabLists.Patience, cancel) is not { } all)
                    {
                        return OrReading<BoardDocument>(context, null);
                    }

                    var board = BoardDocument.Of(all.Board(weeks), playbooks);
                    return isCsv ? Csv(BoardCsv.Of(board)) : Answer(board);
                },
                cancel
            ));
        MapLaunches(data.MapGroup("/launches"));
    }

    private static void MapLaunches(RouteGroupBuilder data)
    {
        data.MapGet("", (HttpContext context, TabReaders readers, TabLaunches launches, CancellationToken cancel) =>
            AnswerAsync(context, readers, async reader => Answer(await launches.ListAsync(reader, cancel)), cancel)
        );
        data.MapGet("/{id}", (HttpContext context, string id, TabReaders readers, TabLaunches launches, CancellationToken cancel) => AnswerAsync(
                context,
                readers,
                async reader =>
                    FormatOf(context.Request.Query) is not (true, var isCsv) ? Results.StatusCode(StatusCodes.Status400BadRequest)
                    : await launches.FindAsync(reader, id, cancel) is not { } found ? Results.StatusCode(StatusCodes.Status404NotFound)
                    : isCsv ? Csv(LaunchCsv.Of(found))
                    : Answer(found),
                cancel
            ));
        data.MapGet("/{id}/matters", (HttpContext context, string id, TabReaders readers, TabLaunches launches, CancellationToken cancel) =>
            AnswerAsync(
                context,
                readers,
                async reader =>
                    LaunchQuestionOf(context.Request.Query) is not var (filter, page)
                        ? Results.StatusCode(StatusCodes.Status400BadRequest)
                        : OrUnknown(await launches.MattersAsync(reader, id, filter, page, cancel)),
                cancel
            )
        );
        data.MapGet("/{id}/measures", (HttpContext context, string id, TabReaders readers, TabLaunches launches, CancellationToken cancel) =>
            AnswerAsync(
                context,
                readers,
                async reader =>
                    !IsKnown(context.Request.Query) || PageOf(context.Request.Query) is not { } page
                        ? Results.StatusCode(StatusCodes.Status400BadRequest)
                        : OrUnknown(await launches.MeasuresAsync(reader, id, context.Request.Query["criterion"].ToString(), page, cancel)),
                cancel
            )
        );
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, TabReaders readers, Func<TabReader, Task<IResult>> answer, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var (reader, refusal) = await readers.OfAsync(context, cancel);
        if (reader is null)
        {
            return refusal!;
        }

        using var language = TabReaders.Speaking(reader);
        return await answer(reader);
    }

    private static IResult Answer<T>(T document) => Results.Json(document, TabDocuments.Json);

    /// <summary>What there is not and what the reader may not see cannot be told apart.</summary>
    private static IResult OrUnknown<T>(T? document)
        where T : class => document is null ? Results.StatusCode(StatusCodes.Status404NotFound) : Answer(document);

    private static IResult Csv(string table) => Results.Text(table, "text/csv; charset=utf-8", Encoding.UTF8);

    /// <summary>The first time after a start all is read; until that is done there is nothing to show.</summary>
    private static IResult OrReading<T>(HttpContext context, T? document)
        where T : class
    {
        if (document is not null)
        {
            return Answer(document);
        }

        context.Response.Headers.RetryAfter = "2";
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static TabMe MeOf(TabReader reader, PlaybookCatalog playbooks, RunbookLinks pages) =>
        new(
            reader.Viewer.Person.Name,
            SentenceBook.CodeOf(reader.Language),
            [.. Severities.All.Select(severity => new TabChoice($"{severity}", severity.ReaderTitle()))],
            [
                .. playbooks
                    .Teams.Select(team => new TabChoice(team.Key, playbooks.InReaderLanguage(team.Title)))
                    .OrderBy(team => team.Title, StringComparer.Ordinal),
            ],
            [
                .. playbooks.Live.Select(playbook => new TabPlaybook(
                    playbook.InReaderLanguage(playbook.Title),
                    pages.To(new(reader.Viewer.Tenant, playbook.Version.Name, reader.Language))?.ToString(),
                    [
                        .. playbook.Severities.Select(level => new TabSeverity(
                            $"{level.Severity}",
                            level.Severity.ReaderTitle(),
                            playbook.InReaderLanguage(level.Meaning),
                            level.Acknowledge.InReaderLanguage(),
                            level.Resolve?.InReaderLanguage()
                        )),
                    ]
                )),
            ]
        );

    private static TabQuestion? QuestionOf(IQueryCollection query)
    {
        IsoWeek week = default;
        var isKnown =
            IsKnown(query)
            && PageOf(query) is not null
            && (query["week"] is not [{ } of] || IsoWeek.TryParse(of, out week, out _))
            && Read<TabView>(query["view"]) is { IsKnown: true }
            && Read<BoardState>(query["state"]) is { IsKnown: true }
            && Read<Severity>(query["severity"]) is { IsKnown: true }
            && Read<BoardMilestone>(query["milestone"]) is { IsKnown: true };
        return isKnown
            ? new(
                Read<TabView>(query["view"]).Value ?? TabView.Inbox,
                new(
                    Read<BoardState>(query["state"]).Value,
                    Read<Severity>(query["severity"]).Value,
                    query["team"],
                    query["currency"],
                    Read<BoardMilestone>(query["milestone"]).Value,
                    query.ContainsKey("week") ? week : null
                ),
                TabLists.IsSearch(query["q"]) ? (string?)query["q"] : null,
                PageOf(query)!.Value
            )
            : null;
    }

    /// <summary>Which matters of a launch are meant; null where that cannot be asked.</summary>
    private static (LaunchFilter Filter, int Page)? LaunchQuestionOf(IQueryCollection query)
    {
        IsoWeek week = default;
        return
            IsKnown(query)
            && PageOf(query) is { } page
            && (query["week"] is not [{ } of] || IsoWeek.TryParse(of, out week, out _))
            && Read<LaunchFigure>(query["figure"]) is (true, { } figure)
            && Read<Severity>(query["severity"]) is (true, var severity)
            && (string?)query["of"] is null or "defects"
            ? (
                new(figure, query.ContainsKey("of"), severity, query.ContainsKey("week") ? week : null, query["currency"], query["journey"], query["customer"]),
                page
            )
            : null;
    }

    /// <summary>From 1, which is what is meant where none is said; null where it is no page.</summary>
    private static int? PageOf(IQueryCollection query) =>
        query["page"] is not [{ } asked] ? 1
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page
        : null;

    private static (bool IsKnown, bool IsCsv) FormatOf(IQueryCollection query) =>
        (IsKnown(query) && (string?)query["format"] is null or "csv", query.ContainsKey("format"));

    private static bool IsKnown(IQueryCollection query) => query.All(said => Known.Contains(said.Key) && said.Value is [{ Length: < 200 }]);

    /// <summary>A value by its name in data, such as <c>at_risk</c>; null where none is said.</summary>
    private static (bool IsKnown, TEnum? Value) Read<TEnum>(string? said)
        where TEnum : struct, Enum
    {
        var value = Enum.GetValues<TEnum>()
            .Where(v => v.ToString().Equals(said?.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            .Select(v => (TEnum?)v)
            .FirstOrDefault();
        return (said is null || value is not null, value);
    }

    /// <summary><c>12w</c>, as the board is asked for.</summary>
    private static int? WeeksOf(string? period) => period is null ? Periods[1] : Periods.Select(p => (int?)p).FirstOrDefault(weeks => period == $"{weeks}w");
}
