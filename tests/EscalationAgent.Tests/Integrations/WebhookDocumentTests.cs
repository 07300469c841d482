using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EscalationAgent.Integrations;
using EscalationAgent.Tests.Storage;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Access;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Integrations;

/// <summary>What is posted about events, and what never is (R20).</summary>
public sealed class WebhookDocumentTests
{
    /// <summary>What is no matter of other systems: how a brief is written, and what the bot does to reach people.</summary>
    private static readonly string[] KeptInside =
    [
        "backup_done",
        "fix_done",
        "on_call_named",
        "shift_offered",
        "account_named",
        "alarms_deferred",
        "answer_challenged",
        "checklist_answered",
        "classification_decided",
        "classification_suggested",
        "commercial_facts_found",
        "context_added",
        "contradiction_settled",
        "customer_told",
        "delivery_failed",
        "draft_made",
        "draft_started",
        "erased",
        "facts_checked",
        "handled_directly",
        "kind_chosen",
        "mail_attempted",
        "manager_found",
        "notes_taken",
        "parts_reviewed",
        "parts_skipped",
        "receiver_named",
        "reminders_held",
        "restored",
        "routing_held",
        "section_extended",
        "section_kept",
        "section_left_open",
        "section_reopened",
        "section_skipped",
        "section_written",
        "sentence_placed",
        "sentences_released",
        "sentences_set_aside",
        "sentiment_noted",
        "ticket_refused",
        "trigger_named",
        "writer_asked",
    ];

    [Fact]
    public void Each_kind_of_event_is_told_or_kept_inside_on_purpose() =>
        Assert.Equal(
            typeof(EscalationEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(shape => ((string)shape.TypeDiscriminator!).Split('.')[0]).Order(),
            KeptInside.Concat(EventVisibility.Kinds).Order()
        );

    [Theory]
    [InlineData(Audience.Technical)]
    [InlineData(Audience.Executive)]
    [InlineData(Audience.Full)]
    public async Task What_is_posted_is_as_the_schema_says(Audience audience)
    {
        var told = Told(audience, EventSamples.Life);
        Assert.True(told.Select(one => one["type"]!.ToString()).Distinct().Count() >= 20, "most kinds are among the samples");

        var faults = await OfficialSchemas.JudgeAsync(
            Path.Combine(Peer.Root, "docs", "schemas", "webhook-event.schema.json"),
            told,
            TestContext.Current.CancellationToken
        );
        Assert.All(faults, fault => Assert.Equal("", fault));
    }

    [Fact]
    public void Each_audience_reads_no_more_of_an_event_than_its_people_do()
    {
        var found = new List<string>();
        for (var seed = 1; seed <= 200; seed++)
        {
            var life = new MarkedBriefs(seed).Life();
            var history = SampleCards.Recorded(life.Events);
            found.AddRange(Marks(Audience.Technical, history, life.Business.Select(b => b.Mark)).Select(mark => $"{seed} technical: {mark}"));
            found.AddRange(Marks(Audience.Executive, history, life.Technical.Select(t => t.Mark)).Select(mark => $"{seed} executive: {mark}"));
        }

        Assert.Empty(found);
    }

    [Fact]
    public void Nothing_confidential_nothing_of_drafts_and_nothing_of_notes_is_told()
    {
        var routed = EventSamples.Life.First(e => e.What is Routed).Sequence;
        foreach (var (before, after, happened) in Steps(EventSamples.Life))
        {
            Assert.False(EventVisibility.IsTold(before, after with { IsConfidential = true }, happened.What));
            Assert.False(
                happened.Sequence < routed && EventVisibility.IsTold(before, after, happened.What),
                $"{happened.What.GetType().Name} before it was routed"
            );
            Assert.False(before?.Status == Status.Draft && after.Status == Status.Draft && EventVisibility.IsTold(before, after, happened.What));
        }
    }

    [Fact]
    public void The_same_event_has_the_same_id_and_no_other_has_it()
    {
        string[] ids =
        [
            WebhookDocument.IdOf("t", new(2026, 1), 12),
            WebhookDocument.IdOf("u", new(2026, 1), 12),
            WebhookDocument.IdOf("t", new(2026, 2), 12),
            WebhookDocument.IdOf("t", new(2026, 1), 13),
        ];
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(ids[0], WebhookDocument.IdOf("t", new(2026, 1), 12));
        Assert.All(ids, id => Assert.DoesNotContain('.', id));
    }

    private static IEnumerable<string> Marks(Audience audience, IReadOnlyList<RecordedEvent> history, IEnumerable<string> marks)
    {
        var texts = Told(audience, history).SelectMany(Texts).ToList();
        return marks.Where(mark => texts.Any(text => text.Contains(mark, StringComparison.OrdinalIgnoreCase)));
    }

    private static IReadOnlyList<JsonObject> Told(Audience audience, IReadOnlyList<RecordedEvent> history) =>
        [
            .. from step in Steps(history)
            where EventVisibility.IsTold(step.Before, step.After, step.Happened.What)
            let view = new AudienceView(audience, step.After.Brief)
            select JsonNode.Parse(WebhookDocument.Of(new ToldEvent(view.Of(step.After), view.Of(step.Happened))).ToBytes())!.AsObject(),
        ];

    private static IEnumerable<(Escalation? Before, Escalation After, RecordedEvent Happened)> Steps(IReadOnlyList<RecordedEvent> history)
    {
        Escalation? before = null;
        foreach (var happened in history)
        {
            var after = before?.After(happened) ?? Escalation.Begin("contoso", new(2026, 1), happened);
            yield return (before, after, happened);
            before = after;
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => Texts(p.Value)),
            JsonArray a => a.SelectMany(Texts),
            JsonValue v when v.TryGetValue<string>(out var text) => [text],
            _ => [],
        };
}
