using System.Diagnostics;
using Escalations.Drafting;
using Escalations.Ports;
using TextAnalysis.Checking;

namespace Escalations.UseCases;

/// <summary>How much a model may be asked, by day (UTC).</summary>
public sealed record ModelBudget(int CallsPerPerson, long TokensPerTenant);

/// <summary>
/// Writes a draft that is owed: asks the model, and when that gives none, lets rules write it, so that the CSM always has
/// one. Runs outside of every turn, and can be repeated: what was written once is not written again.
/// </summary>
public sealed class WriteDraft(
    IEscalations escalations,
    IEscalationQueries queries,
    IUsage usage,
    CommandExecutor commandExecutor,
    Writers writers,
    DraftMerger draftMerger,
    ModelBudget budget,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private const int MostOpenMatters = 20;

    /// <exception cref="OperationCanceledException">The program stops; the draft stays owed.</exception>
    public async Task<DeliveryResult> HandleAsync(ClaimedMessage claimed, CancellationToken cancel)
    {
        var delivery = $"draft|{claimed.Number}";
        if (claimed.Message.What is not DraftWork work)
        {
            return new DeadLettered(clock.GetUtcNow(), $"{claimed.Message.What.GetType().Name} is no work for a writer.");
        }

        if (await escalations.FindAsync(claimed.Tenant, work.Id, cancel) is { Status: Status.Draft, Draft.WriterAskedAt: not null } escalation)
        {
            var began = Stopwatch.GetTimestamp();
            var written = await WriteAsync(escalation, cancel);
            var took = Stopwatch.GetElapsedTime(began);
            if (written.WasAsked)
            {
                // Counted whatever comes of it: it was asked.
                var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
                await usage.AddModelUseAsync(
                    new(claimed.Tenant, escalation.Csm.Id, today, 1, written.Making.InputTokens + written.Making.OutputTokens),
                    cancel
                );
            }

            FactCount? facts = null;
            await commandExecutor.ExecuteAsync(
                Request.ByMachine(claimed.Tenant, delivery),
                async _ =>
                {
                    (var response, facts) = await RecordAsync(escalation, written, delivery, cancel);
                    return response;
                },
                cancel
            );
            EscalationsTelemetry.OfDraft(took, written.Draft is not null, facts);
        }

        return new Delivered(clock.GetUtcNow());
    }

    private async Task<Written> WriteAsync(Escalation escalation, CancellationToken cancel)
    {
        var byRules = await draftMerger.ByRulesAsync(escalation, playbooks.Of(escalation), cancel);
        if (writers.For(escalation) is not { } model)
        {
            return new(null, byRules, new(writers.Rules.Name), "is not asked any more");
        }

        if (await OverBudgetAsync(escalation, cancel) is { } over)
        {
            return new(null, byRules, new(writers.Rules.Name), over);
        }

        try
        {
            var open = await OpenMattersAsync(escalation, cancel);
            var draft = await model.WriteAsync(DraftMerger.AskModel(escalation, playbooks.Of(escalation)) with { OpenMatters = open }, cancel);
            return new(
                draft with
                {
                    Duplicates = [.. draft.Duplicates.Where(d => open.Any(m => m.Id == d.Id))],
                },
                byRules,
                draft.Making ?? new(model.Name),
                null
            );
        }
        catch (WriterFailedException failure)
        {
            return new(
                null,
                byRules,
                new DraftProvenance(writers.Rules.Name) with
                {
                    InputTokens = failure.Cost?.InputTokens ?? 0,
                    OutputTokens = failure.Cost?.OutputTokens ?? 0,
                    Milliseconds = failure.Cost?.Milliseconds ?? 0,
                },
                failure.Why
            )
            {
                WasAsked = failure.Cost is not null,
            };
        }
    }

    private async Task<(Response Response, FactCount? Facts)> RecordAsync(Escalation seen, Written written, string delivery, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (
            await escalations.FindAsync(seen.Tenant, seen.Id, cancel) is not { Status: Status.Draft, Draft.WriterAskedAt: not null } escalation
            || escalation.Draft.Notes.Count != seen.Draft.Notes.Count
        )
        {
            // It is a draft no more; or the CSM gave more notes meanwhile, and the draft that is owed for those reads all.
            return (new(), null);
        }

        var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, delivery);
        IReadOnlyList<string> leftOut = [];
        FactCount? facts = null;
        if (written.Draft is { } draft)
        {
            (leftOut, facts) = draftMerger.TakeModel(eventRecorder, draft, written.ByRules);
        }
        else
        {
            draftMerger.TakeRules(eventRecorder, written.ByRules);
        }

        var check = new FactCheck(Sources.Of(escalation), Sources.DayOf(escalation));
        var made = new DraftMade(
            written.Making,
            written.Instead,
            leftOut,
            [.. (written.Draft?.Contradictions ?? []).Where(c => c.Quotes.Count > 1 && c.Quotes.All(check.IsQuoted) && check.Unproven(c.About).Count == 0)],
            [.. (written.Draft?.Duplicates ?? []).Select(d => check.Unproven(d.Why).Count == 0 ? d : d with { Why = "" })],
            [.. (written.Draft?.MissingInformation ?? []).Where(m => check.Unproven(m).Count == 0)]
        );
        if (eventRecorder.TryRecord(made, new Lifecycle.Authority(Actor.Writer(written.Making.By))) is { } why)
        {
            throw new InvalidOperationException($"The draft of {seen.Id} could not be recorded: {why}");
        }

        var response = new Response
        {
            About = seen.Id,
            Change = eventRecorder.Change,
            Messages = WriteBrief.AfterDraft(eventRecorder.Now),
        };
        return (response, facts);
    }

    private async Task<string?> OverBudgetAsync(Escalation escalation, CancellationToken cancel)
    {
        var use = await usage.FindModelUseAsync(escalation.Tenant, escalation.Csm.Id, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), cancel);
        return use.OfPerson.Calls >= budget.CallsPerPerson ? $"has been asked {use.OfPerson.Calls} times by you today; it can be asked again tomorrow"
            : use.OfTenant.Tokens >= budget.TokensPerTenant ? "has read as much today as it may for your organisation; it can be asked again tomorrow"
            : null;
    }

    private async Task<IReadOnlyList<OpenMatter>> OpenMattersAsync(Escalation escalation, CancellationToken cancel) =>
        [
            .. (
                await queries.ListAsync(
                    escalation.Tenant,
                    [.. Enum.GetValues<Status>().Where(s => !s.IsEnded())],
                    escalation.Csm.Id,
                    MostOpenMatters + 1,
                    cancel
                )
            )
                .Where(e => e.Id != escalation.Id && !e.IsConfidential && e.Brief.Passages.Count > 0)
                .Take(MostOpenMatters)
                .Select(e => new OpenMatter(e.Id, e.Brief.Account, e.Brief.TextOf(BriefSection.Headline))),
        ];

    /// <param name="Draft">The model's, its duplicates among those that it was shown; null when there is none.</param>
    /// <param name="Instead">Why there is none, as the end of "The model ...".</param>
    private sealed record Written(Draft? Draft, Draft ByRules, DraftProvenance Making, string? Instead)
    {
        public bool WasAsked { get; init; } = Draft is not null;
    }
}
