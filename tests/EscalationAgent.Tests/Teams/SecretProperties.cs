using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Access;
using TestSupport.Samples;
using TextAnalysis.Facts;
using TextAnalysis.Redaction;

namespace EscalationAgent.Tests.Teams;

/// <summary>A secret in any text of any event is read in no place but the CSM's own chat.</summary>
public sealed class SecretProperties
{
    private static readonly CardBuilder Cards = new(SampleCards.Playbooks);

    /// <summary>Texts that no person writes: keys of the playbook, ids, dates, names of writers and of people.</summary>
    private static readonly HashSet<string> NoTexts =
    [
        "event",
        "section",
        "origin",
        "id",
        "name",
        "category",
        "severity",
        "by",
        "csm",
        "owner",
        "playbook",
        "making",
        "writer",
        "kind",
        "for",
        "cause",
        "side",
        "phase",
        "teams",
        "unbound_teams",
        "ladder",
        "to",
        "passed_over",
        "audience",
        "sentiment",
        "currency",
        "deadlines",
        "due_at",
        "until",
        "last_progress_at",
        "expected_on",
        "renewal",
    ];

    private static int number;

    public static TheoryData<string> Secret =>
        ["password=Canary-{0}", "Authorization: Bearer canary{0}abcdefgh", "token: canary{0}", "postgres://sa:canary{0}@db.example/crm", "api_key=canary{0}-k"];

    [Theory]
    [MemberData(nameof(Secret))]
    public void No_card_form_line_notification_or_report_of_a_place_shows_it(string secret)
    {
        foreach (var life in Lives())
        {
            IReadOnlyList<EscalationEvent> told = [.. life.Select(what => With(what, secret))];
            foreach (var audience in Enum.GetValues<Audience>())
            {
                var leaks = SaidTo(audience, told).Where(text => text.Contains("canary", StringComparison.OrdinalIgnoreCase)).ToList();
                Assert.True(leaks.Count == 0, $"{audience}: {string.Join(" | ", leaks)}");
            }
        }
    }

    /// <summary>The test above looks at something: without the view the same texts hold it.</summary>
    [Fact]
    public void The_CSM_reads_it_in_their_chat()
    {
        IReadOnlyList<EscalationEvent> told = [.. Lives().First().Select(what => With(what, "password=Canary-{0}"))];
        var view = AudienceView.OfCsm(SampleCards.After(told));
        Assert.Contains(SaidBy(view, told), text => text.Contains("canary", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What the CSM sees locked is what the team reads as hidden, place by place.</summary>
    [Theory]
    [InlineData("The password is sunshine.", "They type sunshine and it fails. The sunshine page is slow.", 1, 0)]
    [InlineData("The password is Sunshine7.", "They type Sunshine7 and it fails, Sunshine7 again.", 1, 2)]
    [InlineData("The password is sunshine and sunshine is what they type.", "Nothing.", 1, 0)]
    [InlineData("The pass phrase is \"Blue Whale Song\".", "They type Blue Whale Song.", 1, 1)]
    [InlineData("PIN 4711; 4711 users wait.", "4711 users wait.", 1, 0)]
    public void The_review_marks_as_secret_what_the_team_will_not_read_and_nothing_else(string impact, string timeline, int inImpact, int inTimeline)
    {
        var whole = SampleCards.After([
            .. SampleCards.Brief,
            new SectionWritten(BriefSection.CustomerImpact, impact, Origin.Stated),
            new SectionWritten(BriefSection.Timeline, timeline, Origin.Stated),
        ]);
        var review = Cards.Review(whole, [], _ => null, "UTC", SampleCards.Now, hasModel: false);
        foreach (var (section, text, secrets) in new[] { (BriefSection.CustomerImpact, impact, inImpact), (BriefSection.Timeline, timeline, inTimeline) })
        {
            var marked = review.Sections.Single(s => s.Title == section.Title()).Text.Replace("\\", "", StringComparison.Ordinal);
            var read = new AudienceView(Audience.Full, whole.Brief).Of(whole.Brief).TextOf(section)!;
            Assert.Equal(secrets, marked.Split("🔒").Length - 1);
            Assert.Equal(secrets, read.Split(Secrets.Hidden).Length - 1);
            Assert.Equal(text, System.Text.RegularExpressions.Regex.Replace(marked, @"\*\*🔒 (.*?)\*\*", "$1"));
            Assert.Equal(read, System.Text.RegularExpressions.Regex.Replace(marked, @"""?\*\*🔒 (.*?)\*\*""?", Secrets.Hidden));
        }
    }

    [Fact]
    public void Every_event_that_there_is_can_be_read_by_every_audience() =>
        Assert.All(Enum.GetValues<Audience>(), audience =>
            Assert.All(Storage.EventSamples.Life.Select(e => e.What), what =>
                _ = new AudienceView(audience, Brief.Empty).Of(new RecordedEvent(1, SampleCards.Now, Actor.Clock, null, what))
            )
        );

    private static List<string> SaidTo(Audience audience, IReadOnlyList<EscalationEvent> told) => SaidBy(new(audience, SampleCards.After(told).Brief), told);

    private static List<string> SaidBy(AudienceView view, IReadOnlyList<EscalationEvent> told)
    {
        var today = DateOnly.FromDateTime(SampleCards.Now.Date);
        var history = view.Of(SampleCards.Recorded(told));
        var texts = new List<string>();
        for (var length = told.Count; length > SampleCards.RoutedLife.Count; length -= 2)
        {
            var escalation = view.Of(SampleCards.After(told.Take(length)));
            CardModel[] faces =
            [
                Cards.Team(escalation, [SampleCards.Bob]),
                Cards.Manager(escalation, history),
                Cards.WithHistory(Cards.Plain(escalation, null, canReview: false), escalation, history, null),
                CardBuilder.Explain(escalation, null),
                Forms.Update(
                    escalation,
                    view.Of(new UpdateAnswers("password=canary", "password=canary", "password=canary", "password=canary", "password=canary")),
                    "doubts"
                ),
                Forms.Wait(escalation, canPause: true, today),
                Forms.Review(escalation, Cards.ReviewDraft(escalation, history)),
                Forms.Resolve(escalation, SampleCards.Playbook),
                Forms.Record(escalation, [Report.Reproduction, Report.FixDate], SampleCards.Bob, today),
                Forms.HandOver(escalation, [SampleCards.Cleo]),
                .. new[] { Move.DeclineHandOver, Move.Return, Move.PushHarder, Move.AcceptTimeline, Move.FindAnotherPath }.Select(move =>
                    Forms.Of(move, escalation, today)
                ),
            ];
            texts.AddRange(faces.SelectMany(face => Texts(JsonObject.Create(face.Data()))).Concat(faces.Select(CardService.SummaryOf)));
            texts.AddRange(history.Select(e => EventMessages.Of(escalation, e, SampleCards.Playbook, null) ?? ""));
        }

        texts.Add(
            FoldedHistories
                .Of([new History(Sample.Tenant, Sample.Id, SampleCards.Recorded(told))], SampleCards.Playbook, SampleCards.Now.AddDays(1), "UTC")
                .ToJson()
        );
        return [.. texts.Select(text => text.Replace("\\", "", StringComparison.Ordinal))];
    }

    private static IEnumerable<IReadOnlyList<EscalationEvent>> Lives()
    {
        IReadOnlyList<EscalationEvent> working =
        [
            .. SampleCards.RoutedLife,
            new Acknowledged(SampleCards.Bob),
            new WorkStarted(),
            new UpdatePosted("x", new("x", "x", "x", "x", "x")),
            new ClockPaused(WaitingFor.Csm, "x", SampleCards.Now.AddDays(2)),
            new ClockResumed(),
            new RemindersHeld(Party.Csm, SampleCards.Now.AddDays(9), "x"),
            new CustomerTold("x"),
            new HandOverOffered(SampleCards.Cleo, "x"),
            new HandOverDeclined("x"),
            new HandedOver(SampleCards.Cleo, "x"),
            new Reclassified(Severity.S2, "x", ["head_of_engineering"]),
            new Stalled(SampleCards.Now.AddHours(2)),
            new PushedHarder(StallCause.Overloaded, "x"),
            new TimelineAccepted(StallCause.Overloaded, "x", new(2026, 3, 20)),
            new Retimed("x"),
            new DeliveryFailed("x", "x"),
        ];
        yield return
        [
            .. working,
            new Resolved(ResolutionKind.Fix, "x"),
            new Reopened("x"),
            new Resolved(ResolutionKind.Decision, "x"),
            new ReviewPublished(new("x", "x", "x", "x") { Cause = "x" }),
            new Closed("x"),
        ];
        yield return [.. working, new Stalled(SampleCards.Now.AddHours(9)), new OtherPathChosen(StallCause.Overloaded, "x")];
        yield return [.. working, new Withdrawn("x")];
        yield return [.. SampleCards.RoutedLife, new Returned("x")];
        yield return
        [
            .. SampleCards.RoutedLife.SkipLast(1),
            new ContextAdded("x"),
            new NotesTaken("x"),
            new AnswerChallenged(BriefSection.Headline, "x", "x"),
            new ContradictionSettled("x", "x", "x", ["x"]),
            new SentencesReleased(Audience.Technical, ["x"]),
            new SentencesReleased(Audience.Executive, ["x"]),
            new SentencesSetAside([new("x")], []),
            new SentencePlaced(BriefSection.Timeline, "x"),
            new ClassificationDecided("product_defect", Severity.S1, "x"),
            SampleCards.RoutedLife[^1],
            new Acknowledged(SampleCards.Bob),
            new WorkStarted(),
        ];
    }

    /// <summary>The event with a secret in each of its texts, as it would be stored and read again.</summary>
    private static EscalationEvent With(EscalationEvent what, string secret)
    {
        var json = JsonSerializer.SerializeToNode(what, EventJson.Default.EscalationEvent)!;
        Fill(json, secret);
        return json.Deserialize(EventJson.Default.EscalationEvent)!;
    }

    private static void Fill(JsonNode node, string secret)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o.ToList())
                {
                    o[name] = Filled(name, value, secret);
                }

                break;
            case JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    a[i] = Filled("", a[i], secret);
                }

                break;
        }
    }

    private static JsonNode? Filled(string name, JsonNode? value, string secret)
    {
        if (NoTexts.Contains(name))
        {
            return value?.DeepClone();
        }

        if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String)
        {
            return $"see {string.Format(System.Globalization.CultureInfo.InvariantCulture, secret, ++number)} in the log";
        }

        if (value is not null)
        {
            var copy = value.DeepClone();
            Fill(copy, secret);
            return copy;
        }

        return null;
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
