using System.Text.Json.Nodes;
using Escalations;
using TextAnalysis.Facts;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What is told while it goes on (D024-D032), and what is learnt when it is over (D014, A051, B079).</summary>
public sealed class Updates_and_reviews
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_update_answers_five_questions_and_the_csm_gets_a_text_to_send()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        var answers = Update("The reports are slow because one query reads too much.");
        answers["unknown"] = "Whether older reports are affected.";
        answers["meanwhile"] = "Please run large reports at night.";
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", answers);
        Assert.Single(turned.Said(Engineering, "**Bob Stone** posted an update: The reports are slow"));

        var text = turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "A text for Acme Corp"));
        var written = (string)Inputs(text.Card!).Single()["value"]!;
        foreach (
            var part in new[]
            {
                "The reports are slow because one query reads too much.",
                "whether older reports are affected.",
                "Bob ships the fix.",
                "tomorrow at noon",
                "please run large reports at night.",
            }
        )
        {
            Assert.Contains(part, written, StringComparison.OrdinalIgnoreCase);
        }

        // The CSM changes and sends it; that is on record, and the bot itself has written to nobody else.
        var told = await turned.People.PressesAsync(Ann, text, "I told the customer", Cancel, new() { ["text"] = "Dear Acme, we have found the cause." });
        Assert.NotNull(told.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(turned.Said(Engineering, "**Ann Csm** told the customer: Dear Acme, we have found the cause."));
    }

    /// <summary>Of an S1 one text is enough: the rest is behind More, and when there is news again is one press.</summary>
    [Theory]
    [InlineData("S1", "1h", "2026-03-10T10:00Z", "by Tue 10 Mar, 11:00 CET")]
    [InlineData("S1", "30m", "2026-03-10T09:30Z", "by Tue 10 Mar, 10:30 CET")]
    [InlineData("S2", "4h", "2026-03-10T13:00Z", "by Tue 10 Mar, 14:00 CET")]
    public async Task When_there_is_news_again_is_chosen_with_one_press(string severity, string soon, string next, string said)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync(severity, Cancel);
        var form = await turned.People.PressesAsync(Bob, card, "Post update", Cancel);
        Assert.Equal(severity == "S1" ? "1h" : "4h", (string?)Inputs(form.Card!).Single(input => (string?)input["id"] == "soon")["value"]);

        JsonObject written = new() { ["known"] = "One query reads too much.", ["soon"] = soon };
        if (severity != "S1")
        {
            var incomplete = await turned.People.PressesAsync(Bob, card, "Post update", Cancel, written.DeepClone().AsObject(), form.Card);
            Assert.Contains("Say what is known, what happens next", incomplete.Text);
            Assert.Equal(soon, (string?)Inputs(incomplete.Card!).Single(input => (string?)input["id"] == "soon")["value"]);
            written["next"] = "Bob ships the fix.";
        }

        await turned.PressAsync(Bob, card, "Post update", Cancel, "Post update", written);
        var now = await turned.EscalationAsync(Cancel);
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), now.DueAt(DeadlineKind.CsmUpdate));
        Assert.Contains(said, now.Work.LastUpdate!.Text);
        Assert.DoesNotContain("Next: \n", now.Work.LastUpdate.Text);
        var text = turned.Teams.In(Ann.ChatId).Last(m => Shows(m, "A text for Acme Corp"));
        Assert.Contains($"hear from us again {said}.", (string)Inputs(text.Card!).Single(input => (string?)input["id"] == "text")["value"]!);
    }

    /// <summary>The words of an update are its writer's; what stands before them, and a time that was chosen, are in the reader's language.</summary>
    [Fact]
    public async Task An_update_is_read_in_the_readers_language()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        await turned.People.SaysAsync(Ann, "language français", Cancel);
        await turned.Story.QuietAsync(Cancel);
        JsonObject written = new()
        {
            ["known"] = "One query reads too much.",
            ["next"] = "Bob ships the fix.",
            ["soon"] = "1h",
        };
        var form = await turned.People.PressesAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Post update", Cancel, "Post update", Soon(form.Card!, written));

        var line = Assert.Single(turned.Said(Ann.ChatId, "Ensuite : Bob ships the fix."));
        Assert.Contains("Prochaines nouvelles : avant ", line, StringComparison.Ordinal);
        Assert.True(Shows(turned.CardIn(Engineering), "Next: Bob ships the fix."), turned.CardIn(Engineering).Card?.ToJsonString());
        Assert.True(Shows(turned.CardIn(Engineering), "Next news: by "));
        var text = turned.Teams.In(Ann.ChatId).Last(m => m.Card is not null && Inputs(m.Card).Any(input => (string?)input["id"] == "text"));
        Assert.Matches("You will hear from us again by [A-Z]", (string)Inputs(text.Card!).Single(input => (string?)input["id"] == "text")["value"]!);

        // The first of the times that are offered.
        static JsonObject Soon(JsonObject form, JsonObject written)
        {
            var offered = Inputs(form).Single(input => (string?)input["id"] == "soon")["choices"]!.AsArray()[0]!;
            written["soon"] = (string)offered["value"]!;
            return written;
        }
    }

    [Theory]
    [InlineData("Probably the database team broke it again.", "Probably")]
    [InlineData("C'est la faute de l'équipe réseau.", "faute")]
    [InlineData("We rolled back the hotfix on the k8s pods.", "k8s")]
    [InlineData("The cause is found. They pay 120k a year and are furious.", "They pay 120k a year and are furious.")]
    public async Task Wording_that_a_careful_reader_would_question_is_shown_and_a_person_decides_A058_D031(string known, string doubted)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var form = await turned.People.PressesAsync(Bob, card, "Post update", Cancel);
        var asked = await turned.People.PressesAsync(Bob, card, "Post update", Cancel, Update(known), form.Card);
        Assert.Contains("look at the wording; you decide", asked.Text);
        Assert.Contains(doubted, asked.Text);
        Assert.Equal(known, (string?)Inputs(asked.Card!).First()["value"]);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is UpdatePosted);

        var posted = await turned.People.PressesAsync(Bob, card, "Post it as it is", Cancel, Update(known), asked.Card);
        Assert.Contains("Last update", posted.Text);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is UpdatePosted);
    }

    /// <summary>The writer sits in Paris, the team reads UTC; S2 asks for an update each day.</summary>
    [Theory]
    [InlineData("Today 17:00 CET", "2026-03-10T16:00Z", null)]
    [InlineData("today at 5pm", "2026-03-10T16:00Z", null)] // as the writer's clock says it
    [InlineData("in 2 hours", "2026-03-10T11:00Z", null)]
    [InlineData("Friday noon", "2026-03-11T09:00Z", "You promised the next update by Fri 13 Mar, 11:00 UTC, but one is due earlier")]
    [InlineData(
        "As soon as the vendor answers",
        "2026-03-11T09:00Z",
        "I could not read a time in “As soon as the vendor answers”, so the next update stays due by Wed 11 Mar, 09:00 UTC"
    )]
    [InlineData("today 17:00 CEST", "2026-03-10T15:00Z", "I read “today 17:00 CEST” as Tue 10 Mar, 16:00 CET.")]
    [InlineData("11/03 8am", "2026-03-11T07:00Z", "I read “11/03 8am” as Wed 11 Mar, 08:00 CET.")] // as people of their locale write it
    public async Task A_promised_next_update_sets_the_clock_that_the_card_shows(string words, string due, string? told)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var form = await turned.People.PressesAsync(Bob, card, "Post update", Cancel);
        var answers = Update("The reports are slow because one query reads too much.");
        answers["nextUpdate"] = words;
        var first = await turned.People.PressesAsync(Bob, card, "Post update", Cancel, answers, form.Card);
        var posted = first.Text.Contains("look at the wording", StringComparison.Ordinal)
            ? await turned.People.PressesAsync(Bob, card, "Post it as it is", Cancel, answers, first.Card)
            : first;
        await turned.Story.QuietAsync(Cancel);

        var at = DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(at, (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.CsmUpdate));
        Assert.Equal(
            told is null || told.StartsWith("I read", StringComparison.Ordinal) ? "promised in the last update" : "S2 Major: every 1 day",
            (await turned.EscalationAsync(Cancel)).Find(DeadlineKind.CsmUpdate)!.Because
        );
        Assert.Equal(told is not null, posted.Text.Contains(told ?? "Posted.", StringComparison.Ordinal));

        // It is reminded of by that clock, once.
        await turned.TurnToAsync(at, Cancel);
        Assert.Single(turned.Said(Engineering, "An update for Ann Csm is due now"));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("no idea")]
    [InlineData("soon-ish")]
    public async Task A_next_update_that_promises_nothing_is_asked_for_again(string words)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var form = await turned.People.PressesAsync(Bob, card, "Post update", Cancel);
        var answers = Update("Found it.");
        answers["nextUpdate"] = words;
        var asked = await turned.People.PressesAsync(Bob, card, "Post update", Cancel, answers, form.Card);
        Assert.Contains("does not say when they hear from you next. Give a day and a time", asked.Text);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is UpdatePosted);

        answers["nextUpdate"] = "17h";
        await turned.People.PressesAsync(Bob, card, "Post update", Cancel, answers, asked.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Single(await turned.HistoryAsync(Cancel), e => e is UpdatePosted);
    }

    /// <summary>An earlier promise, or the rhythm, must not go on unseen.</summary>
    [Theory]
    [InlineData("today 09:00", "“today 09:00” has passed already: it is Tue 10 Mar, 10:00 CET. Give a day and a time ahead")]
    [InlineData("05/04/2026 in Atlantis time", "names a time zone that I do not know")]
    [InlineData("next week", "is no time that I can read. Give a day and a time ahead")]
    [InlineData("Friday or Monday at 10 or 11", "is no time that I can read")]
    [InlineData("2026-12-24 10:00", "lies more than 90 days ahead")]
    [InlineData("tomorrow 10:00 XQT", "names a time zone that I do not know")]
    public async Task A_next_update_that_cannot_be_set_on_the_clock_is_asked_for_again(string words, string question)
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var form = await turned.People.PressesAsync(Bob, card, "Post update", Cancel);
        var answers = Update("Found it.");
        answers["nextUpdate"] = words;
        var asked = await turned.People.PressesAsync(Bob, card, "Post update", Cancel, answers, form.Card);
        Assert.Contains(question, asked.Text);
        Assert.Equal(words, (string?)Inputs(asked.Card!).Single(i => (string?)i["id"] == "nextUpdate")["value"]);
        Assert.DoesNotContain(await turned.HistoryAsync(Cancel), e => e is UpdatePosted);
    }

    [Fact]
    public async Task The_csm_hears_who_resolved_it_though_somebody_else_owns_it()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        await turned.PressAsync(Cleo, card, "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "Index added." });

        var asked = turned.CardIn(Ann.ChatId);
        Assert.True(Shows(asked, "Cleo Park says this is resolved."));
        Assert.True(Shows(asked, "Bob Stone (Eng Lead)")); // who owns it still
    }

    [Fact]
    public async Task An_update_without_its_answers_is_asked_for_again_with_what_was_written()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        var card = await turned.AcknowledgedAsync("S2", Cancel);
        var form = await turned.People.PressesAsync(Bob, card, "Post update", Cancel);
        var asked = await turned.People.PressesAsync(Bob, card, "Post update", Cancel, new() { ["known"] = "Found it.", ["next"] = " " }, form.Card);
        Assert.Contains("Say what is known, what happens next", asked.Text);
        Assert.Equal("Found it.", (string?)Inputs(asked.Card!).First()["value"]);
    }

    [Fact]
    public async Task After_an_S1_a_review_is_owed_within_48_hours_drafted_from_the_record_and_published_to_the_thread()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S1", Cancel);
        await turned.TurnAsync(TimeSpan.FromMinutes(20), Cancel);
        await turned.PressAsync(Bob, turned.CardIn(Engineering), "Resolve", Cancel, "Resolve", new() { ["kind"] = "fix", ["text"] = "Index added." });
        Assert.True(Shows(turned.CardIn(Engineering), "Review by"));
        Assert.Equal(Tuesday.AddHours(48).AddMinutes(20), (await turned.EscalationAsync(Cancel)).DueAt(DeadlineKind.Review));

        // Closing does not end it.
        await turned.PressAsync(Ann, turned.CardIn(Ann.ChatId), "Confirm and close", Cancel);
        await turned.TurnToAsync(Tuesday.AddHours(37), Cancel);
        Assert.Single(turned.Said(Engineering, "The review of what happened is due"));

        var card = turned.CardIn(Engineering);
        var form = await turned.People.PressesAsync(Bob, card, "Write the review", Cancel);
        var drafted = Inputs(form.Card!).ToDictionary(i => (string)i["id"]!, i => (string?)i["value"] ?? "");
        Assert.Contains("Bob Stone took it on.", drafted["timeline"]);
        Assert.Contains("Bob Stone brought a fix: Index added.", drafted["timeline"]);
        Assert.Contains("their analytics team cannot run reports", drafted["impact"]);
        Assert.Contains("Ann Csm set it to S1, Product defect (bug): So it is.", drafted["decided"]);

        var inputs = new JsonObject
        {
            ["timeline"] = drafted["timeline"],
            ["impact"] = drafted["impact"],
            ["decided"] = drafted["decided"],
            ["toFix"] = "Alert on report latency",
        };
        var refused = await turned.People.PressesAsync(Bob, card, "Publish", Cancel, inputs, form.Card);
        Assert.Contains("has no owner", refused.Text);
        inputs["toFix"] = "Alert on report latency - Cleo Park - 2026-04-01";
        await turned.People.PressesAsync(Bob, card, "Publish", Cancel, inputs, refused.Card);
        await turned.Story.QuietAsync(Cancel);
        Assert.Contains(
            "Alert on report latency - Cleo Park - 2026-04-01",
            Assert.Single(turned.Said(Engineering, "**Bob Stone** published the review.")).Replace("\\", "", StringComparison.Ordinal)
        );
        Assert.Equal(Status.Closed, (await turned.EscalationAsync(Cancel)).Status);
        await turned.TurnAsync(TimeSpan.FromDays(5), Cancel);
        Assert.Single(turned.Said(Engineering, "The review of what happened is due"));
    }

    [Fact]
    public async Task Only_what_was_critical_owes_a_review()
    {
        await using var turned = await Turned.BeginAsync(Tuesday, Cancel);
        await turned.AcknowledgedAsync("S2", Cancel);
        await turned.PressAsync(
            Bob,
            turned.CardIn(Engineering),
            "Resolve",
            Cancel,
            "Resolve",
            new() { ["kind"] = "decision", ["text"] = "We will not build it." }
        );
        Assert.Null((await turned.EscalationAsync(Cancel)).Find(DeadlineKind.Review));

        // The CSM is reminded to confirm, after two days that go by the clock.
        await turned.TurnAsync(TimeSpan.FromHours(48), Cancel);
        Assert.Single(turned.Said(Ann.ChatId, "Your word on the resolution is due now"));
    }

    private static IEnumerable<JsonObject> Inputs(JsonNode? node) =>
        node switch
        {
            JsonObject o when ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true => [o],
            JsonObject o => o.SelectMany(p => Inputs(p.Value)),
            JsonArray a => a.SelectMany(Inputs),
            _ => [],
        };
}
