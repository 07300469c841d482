using System.Globalization;
using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>How many drills were played to their end.</summary>
/// <param name="People">By how many people.</param>
public sealed record DrillCount(int Drills, int People);

/// <summary>
/// All that is stored of drills: that somebody is in one, and that they have played it. Nothing that happens in one is: it is played in a
/// small world of its own (D076).
/// </summary>
public sealed class PlayDrills(CommandExecutor commandExecutor, IDirectory directory, TimeProvider clock)
{
    private const int MostKept = 40;

    /// <param name="contact">The one who plays, with the drill's name; without it where they are in none any more.</param>
    public Task<Response> InAsync(Request request, Contact contact, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(request, _ => Task.FromResult(new Response { Directory = new() { Contacts = [contact] } }), cancel);

    /// <summary>They have played it to its end.</summary>
    public Task<Response> PlayedAsync(Request request, Contact contact, string scenario, int done, int of, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                var before = (await directory.FindPlayedDrillsAsync(request.Tenant, contact.Person.Id, cancel))?.Played ?? [];
                var played = new PlayedDrill(scenario, DateOnly.FromDateTime(now.UtcDateTime), done, of);
                return new()
                {
                    Directory = new()
                    {
                        Contacts = [contact with { Drill = null }],
                        PlayedDrills = new(contact.Person.Id, [.. before.TakeLast(MostKept - 1), played]),
                    },
                };
            },
            cancel
        );

    /// <summary>What was played in the quarter of a day; who played is not told (A022).</summary>
    /// <param name="month">One of the quarter, as <c>2026-11</c>; null for today, by UTC.</param>
    public async Task<DrillCount> CountAsync(string tenant, CancellationToken cancel, string? month = null)
    {
        var (year, quarter) = QuarterOf(
            month is null
                ? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)
                : DateOnly.ParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        var counts = (await directory.PlayedDrillsAsync(tenant, cancel))
            .Select(person => person.Played.Count(drill => QuarterOf(drill.On) == (year, quarter)))
            .Where(count => count > 0)
            .ToList();
        return new(counts.Sum(), counts.Count);
    }

    private static (int Year, int Quarter) QuarterOf(DateOnly day) => (day.Year, (day.Month + 2) / 3);
}
