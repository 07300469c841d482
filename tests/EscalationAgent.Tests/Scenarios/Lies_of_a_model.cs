using System.Text.Json.Nodes;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using Escalations.UseCases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TestSupport.Samples;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>A model that invents, swaps, rounds, mixes up customers and translates wrongly: none of it reaches a team unmarked.</summary>
public sealed class Lies_of_a_model
{
    private const int AtLeast = 300;
    private const string Filler = "As it stands in the notes.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_of_three_hundred_lies_can_be_routed()
    {
        var all = Lies.Of("tuning", 7).ToList();
        var lies = all.Where((_, i) => i % Math.Max(1, all.Count / AtLeast) == 0).OrderBy(l => l.WrittenOn).ToList();
        Assert.True(lies.Count >= AtLeast);
        var clock = new ClockWithoutTimers(new(lies[0].WrittenOn, new(9, 0), TimeSpan.Zero));
        var next = lies[0];
        var writer = new FakeWriter(_ => Telling(next));
        await using var story = await BeginAsync(clock, with: services =>
            services
                .Replace(ServiceDescriptor.Singleton(new Writers(new OfflineWriter(), writer)))
                .Replace(ServiceDescriptor.Singleton(new ModelBudget(10_000, long.MaxValue)))
        );
        await story.LinkAsync(Cancel);

        // In whatever language the lies are, what is shown is read here in English.
        await story.People.SaysAsync(Ann, "language english", Cancel);
        var store = story.Bot.Get<IEscalationStore>();
        var (unmarked, half) = (new List<string>(), new List<string>());
        foreach (var lie in lies)
        {
            next = lie;
            if (clock.GetUtcNow().UtcDateTime.Date < lie.WrittenOn.ToDateTime(default))
            {
                clock.Advance(lie.WrittenOn.ToDateTime(new(9, 0)) - clock.GetUtcNow().UtcDateTime);
            }

            var asked = writer.Asked.Count;
            await story.People.SaysAsync(Ann, "escalate new", Cancel);
            await story.People.SaysAsync(Ann, $"notes: {lie.Notes}", Cancel);
            var escalation = await DraftedAsync(store, asked, writer);
            if (escalation.Brief.Passages.GetValueOrDefault(lie.Section) is not { } passage || !passage.Text.Contains(lie.LieText, StringComparison.Ordinal))
            {
                // A sentence with an address that no note holds does not even come as far as the review.
                Assert.NotEmpty(escalation.Draft.Made!.LeftOut);
                continue;
            }

            if (!passage.Unproven.Any(u => lie.LieText.Contains(u.Text, StringComparison.Ordinal) || Overlap(passage.Text, u.Text, lie)))
            {
                // Of two that changed places, one may be proven where it is; the other must not be.
                (lie.Kind.StartsWith("swapped", StringComparison.Ordinal) && passage.Unproven.Count > 0 ? half : unmarked).Add(
                    $"{lie.Kind} in {lie.Case}: \"{lie.LieText}\" in \"{lie.DraftText}\"; marked: {string.Join(", ", passage.Unproven.Select(u => u.Text))}"
                );
                if (passage.Unproven.Count == 0)
                {
                    continue;
                }
            }

            // Pressing Route all the same, as a forger would.
            var id = escalation.Id.ToString();
            await story.People.SaysAsync(Ann, "account: Some Customer Ltd", Cancel);
            var ready = (await store.FindAsync(FakeTeams.Tenant, escalation.Id, Cancel))!;
            var card = story.Teams.In(Ann.ChatId)[^1];
            var forged = await story.People.PressesAsync(
                Ann,
                card,
                "route",
                new JsonObject
                {
                    ["id"] = id,
                    ["seen"] = ready.Version,
                    ["category"] = "product_defect",
                    ["severity"] = "S2",
                    ["because"] = "Now.",
                },
                Cancel
            );
            Assert.Contains("not in what you wrote", forged.Text);
            Assert.Equal(Status.Draft, (await store.FindAsync(FakeTeams.Tenant, escalation.Id, Cancel))!.Status);
        }

        TestContext.Current.SendDiagnosticMessage($"{lies.Count} lies; of {half.Count} swaps only the other half is marked.");
        Assert.Empty(unmarked);
        Assert.InRange(half.Count, 0, lies.Count / 20);
        Assert.DoesNotContain(story.Teams.In(Engineering), m => Shows(m, "Acknowledge"));
    }

    private static Draft Telling(Lie lie) =>
        new(null, BriefSections.All.ToDictionary(s => s, s => s == lie.Section ? lie.DraftText : Filler), null, null, null, null);

    /// <summary>The same words can stand in a text more than once; what is marked must stand where the lie does.</summary>
    private static bool Overlap(string text, string marked, Lie lie)
    {
        for (var at = text.IndexOf(marked, StringComparison.Ordinal); at >= 0; at = text.IndexOf(marked, at + 1, StringComparison.Ordinal))
        {
            if (at < lie.Start + lie.LieText.Length && lie.Start < at + marked.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<Escalation> DraftedAsync(IEscalationStore store, int asked, FakeWriter writer)
    {
        while (true)
        {
            Cancel.ThrowIfCancellationRequested();
            if (
                writer.Asked.Count > asked
                && (await store.ListAsync(FakeTeams.Tenant, [], null, 1, Cancel))[0] is { Draft.WriterAskedAt: null, Draft.Made: not null } drafted
            )
            {
                return drafted;
            }

            await Task.Yield();
        }
    }
}
