using System.Reflection;
using System.Text.Json.Serialization;
using EscalationAgent.Storage;
using Escalations;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>What is owed is stored as text, and what an earlier edition owed is still owed after the next start.</summary>
public sealed class OutboxShapeTests
{
    private static readonly EscalationId Id = new(2026, 1);

    /// <summary>Each shape that is stored, with what it means.</summary>
    public static TheoryData<string, OutboxMessage> Stored =>
        new()
        {
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"live_card","id":{"year":2026,"number":1},"fresh":true}}""",
                new(new ToPerson("p"), new CardUpdate(Id, Fresh: true))
            },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"telling","id":{"year":2026,"number":1},"sequence":3}}""",
                new(new ToChannel("c"), new EventNotice(Id, 3))
            },
            {
                """{"to":{"to":"digest","person_id":"p"},"what":{"what":"telling","id":{"year":2026,"number":1},"sequence":3},"not_before":"2026-03-10T16:00:00+00:00"}""",
                new(new ToDigest("p"), new EventNotice(Id, 3), NotBefore: new(2026, 3, 10, 16, 0, 0, TimeSpan.Zero))
            },
            {
                """{"to":{"to":"thread","channel_id":"c","id":{"year":2026,"number":1}},"what":{"what":"question","id":{"year":2026,"number":1}}}""",
                new(new ToThread("c", Id), new Question(Id))
            },
            {
                """{"to":{"to":"conversation","conversation_id":"v","service_url":"u"},"what":{"what":"words","text":"Hello"}}""",
                new(new ToConversation("v", "u"), new TextMessage("Hello"))
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"worded","words":{"key":"link.in_person","values":[{"as":"plain","text":"Ann"},{"as":"teams","keys":["engineering"]}]}}}""",
                new(new ToPerson("p"), LocalizableMessage.Of("link.in_person", "Ann", new TeamsValue(["engineering"])))
            },
            {
                """{"to":{"to":"administrators"},"what":{"what":"worded","words":{"key":"move.last","values":[{"as":"title","text":"Engineering"},{"as":"day","on":"2026-03-09"},{"as":"time","at":"2026-03-09T08:00:00+00:00","zone":"Europe/Paris"},{"as":"recorded","phrase":"it is gone"},{"as":"worded","key":"either","values":[]}],"number":3}}}""",
                new(
                    new ToAdministrators(),
                    LocalizableMessage.Count(
                        "move.last",
                        3,
                        new TitleValue("Engineering"),
                        new DateOnly(2026, 3, 9),
                        new TimeValue(new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero), "Europe/Paris"),
                        new RecordedValue("it is gone"),
                        LocalizableText.Of("either")
                    )
                )
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"face","name":"help","data":"{}","summary":"Help"}}""",
                new(new ToPerson("p"), new CardMessage("help", "{}", "Help"))
            },
            {
                """{"to":{"to":"background","key":"feedback"},"what":{"what":"feedback_request","id":{"year":2026,"number":1}}}""",
                new(new ToBackground("feedback"), new FeedbackRequest(Id))
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"feedback_asked","playbook":"launch-protocol","is_pilot":true}}""",
                new(new ToPerson("p"), new FeedbackAsked("launch-protocol", IsPilot: true))
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"launch_notice","launch":"orion","sequence":7}}""",
                new(new ToPerson("p"), new LaunchNotice("orion", 7))
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"launch_reminder","launch":"orion"}}""",
                new(new ToPerson("p"), new LaunchReminder("orion"))
            },
            { """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"roster"}}""", new(new ToChannel("c"), new RefreshMembers()) },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"moved_down","id":{"year":2026,"number":1},"conversation_id":"v","activity_id":"a","service_url":"u"}}""",
                new(new ToChannel("c"), new RetireCard(Id, "v", "a", "u"))
            },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"card_seen","id":{"year":2026,"number":1},"conversation_id":"v","activity_id":"a","service_url":"u","copy":"7.2"}}""",
                new(new ToChannel("c"), new CardSeen(Id, "v", "a", "u", "7.2"))
            },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"week_summary","week":"2026-W11"}}""",
                new(new ToChannel("c"), new WeekSummary("2026-W11"))
            },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"month_review","month":"2026-11"}}""",
                new(new ToChannel("c"), new MonthReview("2026-11"))
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"quarter_review","playbook":"launch-protocol","quarter":"2026-Q3"}}""",
                new(new ToPerson("p"), new QuarterReview("launch-protocol", "2026-Q3"))
            },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"meeting_agenda","playbook":"launch-protocol","meeting":"huddle","at":"2026-03-10T09:30:00+00:00"}}""",
                new(new ToChannel("c"), new MeetingAgenda("launch-protocol", "huddle", new(2026, 3, 10, 9, 30, 0, TimeSpan.Zero)))
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"customer_draft","id":{"year":2026,"number":1},"sequence":4}}""",
                new(new ToPerson("p"), new CustomerDraft(Id, 4))
            },
            {
                """{"to":{"to":"writer","person_id":"p"},"what":{"what":"draft_work","id":{"year":2026,"number":1}}}""",
                new(new ToWriter("p"), new DraftWork(Id))
            },
            {
                """{"to":{"to":"background","key":"move"},"what":{"what":"move_cards","to":{"to":"channel","channel_id":"c"},"linked_at":"2026-03-09T08:00:00+00:00","after":{"urgency":1,"id":{"year":2026,"number":1}},"moved":7},"not_before":"2026-03-09T08:00:30+00:00"}""",
                new(
                    new ToBackground("move"),
                    new MoveCards(new ToChannel("c"), EventSamples.Start, new(1, Id), 7),
                    NotBefore: EventSamples.Start.AddSeconds(30)
                )
            },
            {
                """{"to":{"to":"team","team":"leadership"},"what":{"what":"week_summary","week":"2026-W11"}}""",
                new(new ToTeam("leadership"), new WeekSummary("2026-W11"))
            },
            { """{"to":{"to":"administrators"},"what":{"what":"words","text":"Hello"}}""", new(new ToAdministrators(), new TextMessage("Hello")) },
            {
                """{"to":{"to":"background","key":"u"},"what":{"what":"undelivered","message":{"to":{"to":"channel","channel_id":"c"},"what":{"what":"roster"}},"why":"it is gone","cause":"Gone"}}""",
                new(new ToBackground("u"), new Undelivered(new(new ToChannel("c"), new RefreshMembers()), "it is gone", DeadLetterCause.Gone))
            },
            {
                """{"to":{"to":"background","key":"u"},"what":{"what":"tell_unreachable","lost":{"place":{"to":"person","person_id":"p"},"since":"2026-03-09T08:00:00+00:00","why":"I have been blocked"},"after":{"urgency":0,"id":{"year":2026,"number":1}}}}""",
                new(new ToBackground("u"), new TellUnreachable(new(new ToPerson("p"), EventSamples.Start, "I have been blocked"), new(0, Id)))
            },
            {
                """{"to":{"to":"background","key":"u"},"what":{"what":"tell_unreachable","lost":{"place":{"to":"person","person_id":"p"},"since":"2026-03-09T08:00:00+00:00","why":"they are no longer in the team"},"left":{"channel_id":"c"}}}""",
                new(
                    new ToBackground("u"),
                    new TellUnreachable(
                        new(new ToPerson("p"), new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero), "they are no longer in the team"),
                        Left: new ToChannel("c")
                    )
                )
            },
            {
                """{"to":{"to":"background","key":"u"},"what":{"what":"show_reachable","place":{"person_id":"p"},"after":{"urgency":0,"id":{"year":2026,"number":1}}}}""",
                new(new ToBackground("u"), new ShowReachable(new ToPerson("p"), new(0, Id)))
            },
            {
                """{"to":{"to":"background","key":"o"},"what":{"what":"at_opening","id":{"year":2026,"number":1}}}""",
                new(new ToBackground("o"), new AtOpening(Id))
            },
            {
                """{"to":{"to":"background","key":"n"},"what":{"what":"news_by_mail","id":{"year":2026,"number":1},"person_id":"p","sequence":3,"why":"I have been blocked","link":"https://teams.microsoft.com/l/message/c/1"}}""",
                new(new ToBackground("n"), new NewsByMail(Id, "p", 3, "I have been blocked", "https://teams.microsoft.com/l/message/c/1"))
            },
            {
                """{"to":{"to":"background","key":"m"},"what":{"what":"manager_lookup","id":{"year":2026,"number":1}}}""",
                new(new ToBackground("m"), new ManagerLookup(Id))
            },
            {
                """{"to":{"to":"background","key":"d"},"what":{"what":"on_call_lookup","id":{"year":2026,"number":1}}}""",
                new(new ToBackground("d"), new OnCallLookup(Id))
            },
            {
                """{"to":{"to":"webhook","name":"pager"},"what":{"what":"event_post","id":{"year":2026,"number":1},"sequence":3}}""",
                new(new ToWebhook("pager"), new EventPost(Id, 3))
            },
            {
                """{"to":{"to":"tickets"},"what":{"what":"ticket_work","id":{"year":2026,"number":1},"sequence":3}}""",
                new(new ToTickets(), new TicketWork(Id, 3))
            },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"live_card","id":{"year":2026,"number":1},"fresh":false,"redraw":true}}""",
                new(new ToChannel("c"), new CardUpdate(Id) { Redraw = true })
            },
            {
                """{"to":{"to":"channel","channel_id":"c"},"what":{"what":"moved_down","id":{"year":2026,"number":1},"conversation_id":"v","activity_id":"a","service_url":"u","elsewhere":"Engineering is elsewhere."}}""",
                new(new ToChannel("c"), new RetireCard(Id, "v", "a", "u", "Engineering is elsewhere."))
            },
            {
                """{"to":{"to":"person","person_id":"p"},"what":{"what":"moved_down","id":{"year":2026,"number":1},"conversation_id":"v","activity_id":"a","service_url":"u","because":{"key":"retired.offer","values":[]}}}""",
                new(new ToPerson("p"), new RetireCard(Id, "v", "a", "u", Because: LocalizableText.Of("retired.offer")))
            },
        };

    [Theory]
    [MemberData(nameof(Stored))]
    public void What_was_owed_still_loads_and_means_the_same(string json, OutboxMessage meant)
    {
        Assert.Equal(meant, StoredText.Owed(json));
        Assert.Equal(json, StoredText.Of(meant));
    }

    [Fact]
    public void What_was_stored_with_its_lane_still_loads() =>
        Assert.Equal(
            new OutboxMessage(new ToPerson("p"), new TextMessage("Hello")),
            StoredText.Owed("""{"to":{"to":"person","person_id":"p","lane":"person:p"},"what":{"what":"words","text":"Hello"}}""")
        );

    [Theory]
    [InlineData(typeof(Target))]
    [InlineData(typeof(MessageContent))]
    public void Every_shape_has_a_name_and_stands_above(Type family)
    {
        var named = family.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(shape => shape.DerivedType).ToList();
        var shown = Stored.Select(row => row.Data.Item2).SelectMany(owed => new object[] { owed.To, owed.What }).Select(shape => shape.GetType()).Distinct();

        Assert.Equal(
            family.Assembly.GetTypes().Where(type => type.IsSubclassOf(family)).Select(type => type.Name).Order(),
            named.Select(type => type.Name).Order()
        );
        Assert.Empty(named.Except(shown));
    }

    [Fact]
    public void Only_what_is_owed_to_a_writer_to_the_background_or_to_another_system_is_work()
    {
        Target[] others = [new ToPerson("writer:p"), new ToChannel("c"), new ToThread("c", Id), new ToConversation("v", "u")];

        Assert.All(others, target => Assert.Equal(OutboxQueue.Message, target.Kind));
        Assert.Equal((OutboxQueue.Work, "writer:p"), (new ToWriter("p").Kind, new ToWriter("p").OrderingKey));
        Assert.Equal((OutboxQueue.Integration, "webhook:pager"), (new ToWebhook("pager").Kind, new ToWebhook("pager").OrderingKey));
        Assert.Equal((OutboxQueue.Integration, "tickets"), (new ToTickets().Kind, new ToTickets().OrderingKey));
        Assert.Equal((OutboxQueue.Background, "background:move"), (new ToBackground("move").Kind, new ToBackground("move").OrderingKey));
    }
}
