using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Reports;

/// <summary><c>GET /api/escalations</c>: what has been routed, as JSON, page by page.</summary>
internal static class EscalationList
{
    private const int UsualLimit = 100;

    private const int LargestLimit = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static IEndpointConventionBuilder MapEscalations(this IEndpointRouteBuilder endpoints, ReportAccess access) =>
        endpoints.MapGet("/api/escalations", async (HttpContext context, ListEscalations list, IDirectory directory, CancellationToken cancel) =>
        {
            var (tenant, refusal) = await access.OfAsync(context, directory, cancel);
            if (tenant is null)
            {
                return refusal;
            }

            var (asked, problem) = Asked.Of(context.Request.Query);
            if (asked is null)
            {
                return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
            }

            var page = await list.HandleAsync(tenant, asked.Filter, asked.After, asked.Limit, cancel);
            return Results.Json(
                new EscalationListDocument([.. page.Escalations.Select(EscalationFacts.Of)], page.Next is { } next ? CursorOf(next) : null),
                Json
            );
        });

    private static string CursorOf(UpdatePosition position) =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.At.UtcTicks}.{position.Id.Year}.{position.Id.Number}"))
        );

    private static UpdatePosition? Position(string cursor)
    {
        var bytes = new byte[64];
        return
            cursor.Length <= 80
            && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length).Split('.') is [var at, var year, var number]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new(new(ticks, TimeSpan.Zero), new(y, n))
            : null;
    }

    /// <summary>What is asked for, as the address says it.</summary>
    private sealed record Asked(EscalationFilter Filter, UpdatePosition After, int Limit)
    {
        private static readonly string[] Known = ["status", "severity", "playbook", "updated_since", "limit", "cursor"];

        public static (Asked? Asked, string? Problem) Of(IQueryCollection query)
        {
            if (query.Keys.FirstOrDefault(key => !Known.Contains(key)) is not null)
            {
                return (null, $"There is a parameter that is not known; there are {string.Join(", ", Known)}.");
            }

            var (statuses, severities) = (Each<Status>(query["status"]), Each<Severity>(query["severity"]));
            if (statuses is null)
            {
                return (null, $"status must be of {string.Join(", ", Enum.GetValues<Status>().Select(status => status.Key()))}.");
            }

            if (severities is null)
            {
                return (null, "severity must be of S1, S2, S3, S4.");
            }

            var limit = UsualLimit;
            if (
                query["limit"] is [{ } wanted]
                && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is 0 or > LargestLimit)
            )
            {
                return (null, $"limit must be 1 to {LargestLimit}.");
            }

            var since = DateTimeOffset.MinValue;
            if (
                query["updated_since"] is [{ } from]
                && !DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out since)
            )
            {
                return (null, "updated_since must be an instant, such as 2026-03-09T08:00:00Z.");
            }

            var after = UpdatePosition.Before(since);
            if (query["cursor"] is [{ } cursor])
            {
                if (Position(cursor) is not { } position)
                {
                    return (null, "cursor must be the 'next' of a page.");
                }

                after = position;
            }

            return (new(new(statuses, severities, Texts(query["playbook"])), after, limit), null);
        }

        private static string[] Texts(IEnumerable<string?> values) =>
            [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

        /// <returns>Null where one is no name of this kind.</returns>
        private static TEnum[]? Each<TEnum>(IEnumerable<string?> values)
            where TEnum : struct, Enum
        {
            var named = Texts(values)
                .Select(text =>
                    Enum.GetValues<TEnum>()
                        .Where(value => value.ToString().Equals(text.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                        .Select(value => (TEnum?)value)
                        .FirstOrDefault()
                )
                .ToList();
            return named.Contains(null) ? null : [.. named.OfType<TEnum>()];
        }
    }
}

/// <summary>A page of the list.</summary>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
internal sealed record EscalationListDocument(IReadOnlyList<EscalationFacts> Escalations, string? Next);
