using System.Collections.Concurrent;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.UseCases;
using TeamsBot.Activities;
using TeamsBot.Cards;
using TeamsBot.Inbound;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>
/// Searches what somebody may see, while they type. What they find is shown to them alone; what they choose of it is put where others
/// read, so its card says no more than that there is such an escalation and how urgent it is.
/// </summary>
internal sealed class ExtensionSearch(EscalationAccess access, CardService cardService, TimeProvider clock)
{
    /// <summary>So long what one person may see is not asked for again: somebody who types asks at each key.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(3);

    private const int MostRemembered = 50;

    private readonly ConcurrentDictionary<(string Tenant, string Person), Seen> remembered = [];

    /// <summary>What fits all that was said; without any of it, what is theirs, and what waits for them first.</summary>
    public async Task<ActivityResponse> FindAsync(TurnContext caller, MessageExtensionQuery query, CancellationToken cancel)
    {
        if (caller.IsGuest || await VisibleAsync(caller, cancel) is not { } visible)
        {
            return ActivityResponse.SearchMessage(Words.Say("extension.guest"));
        }

        string? Said(string name) => query.Parameters.TryGetValue(name, out var said) && !string.IsNullOrWhiteSpace(said) ? said.Trim() : null;
        var (text, customer, id, status) = (Said("text") ?? Said(""), Said("customer"), Said("id"), Said("status"));
        var statuses = status is null ? null : StatusesOf(status);
        if (statuses is [])
        {
            return ActivityResponse.SearchMessage(Words.Say("extension.no_status", CardText.Plain(CardFormat.Short(status!, 60)), AllStatuses));
        }

        IReadOnlyList<string> sought = [.. WordsOf(text)];
        IReadOnlyList<string> account = [.. WordsOf(customer)];
        IReadOnlyList<string> number = [.. WordsOf(id)];
        var isInitial = text is null && customer is null && id is null && status is null;
        var chosen = isInitial ? Theirs(visible, caller.Person) : visible;
        var found = await access.ReadAsync(
            caller.Viewer,
            chosen,
            e =>
                EscalationAccess.Holds(e, sought, inWholeBrief: true)
                && Has(e.Brief.Account, account)
                && Has(e.Id.ToString(), number)
                && (statuses is null || statuses.Contains(e.Status)),
            query.Skip + query.Count,
            cancel
        );
        var page = found.Skip(query.Skip).ToList();
        return page.Count > 0 || query.Skip > 0
            ? ActivityResponse.Results([.. page.Select(e => Result(e, caller.Person))])
            : ActivityResponse.SearchMessage(Words.Say(isInitial ? "extension.none_waits" : "extension.none"));
    }

    private SearchResult Result(Escalation view, Person reader)
    {
        var first = CardBuilder.WaitsFor(view, reader);
        string[] parts =
        [
            .. first is null ? Array.Empty<string>() : [first],
            view.Decision is { } decision ? CardFormat.Of(decision.Severity) : "",
            view.ReaderStatus(),
            CardFormat.Short(CardFormat.Headline(view), 120),
        ];
        var title = $"{view.Id} · {view.Brief.Account ?? CardFormat.Account(view)}";
        var text = string.Join(" · ", parts.Where(part => part.Length > 0));

        // Others read the card: in English, as all that is said where many read.
        using var language = TurnContext.Speaking((Channel?)null);
        return new(CardText.Plain(CardFormat.Short(title, 120)), CardText.Plain(text), cardService.Draw(CardBuilder.Reference(view)).AsObject());
    }

    /// <summary>What they raised or own, and has not ended: what waits for them first, then the most severe.</summary>
    private static IReadOnlyList<Escalation> Theirs(IEnumerable<Escalation> visible, Person person) =>
        [
            .. visible
                .Where(e => !e.Status.IsEnded() && (e.Csm.Id == person.Id || e.Work.Owner?.Id == person.Id))
                .OrderBy(e => CardBuilder.WaitsFor(e, person) is null)
                .ThenBy(e => e.Decision?.Severity ?? Severity.S4),
        ];

    private static IEnumerable<string> WordsOf(string? said) => said is null ? [] : Token.WordsOf(said).Select(word => word.Folded);

    private static bool Has(string? text, IReadOnlyList<string> words) =>
        words.Count == 0 || (text is not null && Folding.FoldInPlace(text) is var folded && words.All(word => folded.Contains(word, StringComparison.Ordinal)));

    /// <summary>The statuses that a word names, in any language, or by its name in data; empty for none.</summary>
    private static IReadOnlyList<Status> StatusesOf(string said)
    {
        var sought = Folding.Squeeze(said);
        bool IsSaid(IEnumerable<string> names) => names.Any(name => Folding.Squeeze(name) == sought);
        return
        [
            .. Enum.GetValues<Status>()
                .Where(status =>
                    IsSaid([.. InEachLanguage($"status.{status}"), status.Key(), $"{status}"])
                    || IsSaid(InEachLanguage(status.IsEnded() ? "extension.status.ended" : "extension.status.open"))
                ),
        ];
    }

    private static IEnumerable<string> InEachLanguage(string key) => Enum.GetValues<Language>().Select(language => Words.Book.Say(key, language));

    private static string AllStatuses =>
        Words.List([
            Words.Say("extension.status.open"),
            Words.Say("extension.status.ended"),
            .. Enum.GetValues<Status>().Select(status => DomainWords.InSentence(status.ReaderTitle())),
        ]);

    /// <returns>Null for a guest.</returns>
    private async Task<IReadOnlyList<Escalation>?> VisibleAsync(TurnContext caller, CancellationToken cancel)
    {
        var key = (caller.Tenant, caller.Person.Id);
        foreach (var (old, seen) in remembered.Where(entry => IsStale(entry.Value)).ToList())
        {
            remembered.TryRemove(new(old, seen));
        }

        if (remembered.Count >= MostRemembered)
        {
            return await AskAsync(caller.Viewer, cancel);
        }

        var entry = remembered.GetOrAdd(key, _ => new(clock.GetTimestamp(), new(() => AskAsync(caller.Viewer, CancellationToken.None))));
        try
        {
            return await entry.Escalations.Value.WaitAsync(cancel);
        }
        catch
        {
            // What failed is asked for again.
            remembered.TryRemove(new(key, entry));
            throw;
        }
    }

    private async Task<IReadOnlyList<Escalation>?> AskAsync(Viewer viewer, CancellationToken cancel) =>
        await access.IsGuestAsync(viewer, cancel) ? null : await access.VisibleAsync(viewer, cancel);

    /// <summary>What is still being asked for is not asked for twice.</summary>
    private bool IsStale(Seen seen) => seen.Escalations.Value.IsCompleted && clock.GetElapsedTime(seen.Since) >= GoodFor;

    /// <param name="Since">When it was asked for.</param>
    private sealed record Seen(long Since, Lazy<Task<IReadOnlyList<Escalation>?>> Escalations);
}
