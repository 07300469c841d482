using Escalations.Intake;
using FsCheck;
using FsCheck.Fluent;
using TextAnalysis.Facts;

namespace Escalations.Tests.Intake;

public sealed class InterviewTests
{
    [Fact]
    public void The_sections_are_asked_in_the_order_of_the_source_C037_to_C047()
    {
        var asked = new List<BriefSection?>();
        var brief = Brief.Empty;
        while (Interview.NextFor(brief) is { } question)
        {
            asked.Add(question.Section);
            brief = Told(brief, IntakeParser.Answer(brief, question.Example));
        }

        Assert.Equal([BriefSection.Headline, null, .. BriefSections.All.Skip(1)], asked);
    }

    [Theory]
    [InlineData("They are unhappy")]
    [InlineData("The customer is really frustrated with us!")]
    [InlineData("Very angry.")]
    [InlineData("Der Kunde ist sehr unzufrieden")]
    public void A_mood_is_no_impact_C041(string said)
    {
        var intakeResult = IntakeParser.Write(BriefSection.CustomerImpact, said);
        Assert.IsType<AnswerChallenged>(Assert.Single(intakeResult.Events));
    }

    [Theory]
    [InlineData("Their analytics team cannot run reports, costing them an estimated 4 hours per week in manual workarounds.")]
    [InlineData("They are unhappy because 40 agents cannot log in.")]
    [InlineData("Checkout is down for all shops.")]
    public void An_effect_on_their_business_is_an_impact_C042(string said) =>
        Assert.IsType<SectionWritten>(Assert.Single(IntakeParser.Write(BriefSection.CustomerImpact, said).Events));

    [Theory]
    [InlineData("Please help", true)]
    [InlineData("fix this ASAP!!", true)]
    [InlineData("We need you to fix it quickly, please", true)]
    [InlineData("Assign an engineer by Thursday and give us a fix date.", false)]
    [InlineData("Decide whether we refund the March invoice.", false)]
    public void An_ask_is_an_action_R06(string said, bool challenged) =>
        Assert.Equal(challenged, IntakeParser.Write(BriefSection.SpecificAsk, said).Events is [AnswerChallenged]);

    [Fact]
    public void A_name_is_no_headline_and_a_headline_is_no_name()
    {
        Assert.IsType<AnswerChallenged>(Assert.Single(IntakeParser.Write(BriefSection.Headline, "Globex").Events));
        Assert.NotNull(IntakeParser.Name("Checkout fails for all Globex shops since Monday, EUR 240k ARR").Refusal);
        Assert.Null(IntakeParser.Name("The Royal Bank of Scotland Group plc").Refusal);
        Assert.All(["yes", "ok", "none", "1", "see above", "Oui", "niemand"], said => Assert.NotNull(IntakeParser.Name(said).Refusal));
        Assert.All(["the customer is Acme Corp", "It is Acme Corp", "Acme Corp", "Der Kunde ist Acme Corp"], said =>
            Assert.Equal("Acme Corp", Assert.IsType<AccountNamed>(Assert.Single(IntakeParser.Name(said).Events)).Account)
        );
        Assert.Equal("3M", Assert.IsType<AccountNamed>(Assert.Single(IntakeParser.Name("3M").Events)).Account);
    }

    [Fact]
    public void A_challenged_answer_waits_until_the_csm_insists()
    {
        var brief = AnsweredUpTo(BriefSection.CustomerImpact);
        brief = Told(brief, IntakeParser.Answer(brief, "They are unhappy"));
        Assert.Null(brief.TextOf(BriefSection.CustomerImpact));
        Assert.Equal(BriefSection.CustomerImpact, Interview.NextFor(brief)!.Section);

        brief = Told(brief, IntakeParser.Keep(brief));
        Assert.Equal("They are unhappy", brief.TextOf(BriefSection.CustomerImpact));
    }

    [Fact]
    public void Only_the_optional_section_can_be_skipped()
    {
        foreach (var section in BriefSections.All)
        {
            var intakeResult = IntakeParser.Skip(AnsweredUpTo(section));
            Assert.Equal(section == BriefSection.CommercialContext, intakeResult.Refusal is null);
        }
    }

    [Theory]
    [InlineData("I don't know yet")]
    [InlineData("no idea yet")]
    [InlineData("TBD")]
    [InlineData("Keine Ahnung")]
    [InlineData("weiß ich noch nicht")]
    [InlineData("Je ne sais pas encore.")]
    [InlineData("Aún no lo sé")]
    [InlineData("ainda não sei")]
    public void What_is_not_known_yet_is_an_open_part_where_that_is_allowed_and_never_a_text(string said)
    {
        var brief = AnsweredUpTo(BriefSection.Timeline);
        var refused = IntakeParser.Answer(brief, said);
        Assert.Empty(refused.Events);
        Assert.NotNull(refused.Refusal);

        brief = Told(brief, IntakeParser.Answer(brief, said, [BriefSection.Timeline]));
        Assert.Equal([new OpenPart(BriefSection.Timeline)], brief.NotKnown);
        Assert.Null(brief.TextOf(BriefSection.Timeline));
        Assert.Equal(BriefSection.ResolutionAttempts, Interview.NextFor(brief)!.Section);

        // Answering later takes it back, whoever answers.
        brief = Told(brief, IntakeParser.Edit(BriefSection.Timeline));
        brief = Told(brief, IntakeParser.Answer(brief, "It began on 3 March."));
        Assert.Empty(brief.NotKnown);
        Assert.Equal("It began on 3 March.", brief.TextOf(BriefSection.Timeline));
    }

    [Fact]
    public void An_open_part_that_is_asked_again_can_be_left_open()
    {
        var brief = AnsweredUpTo(BriefSection.Timeline);
        brief = Told(brief, IntakeParser.Answer(brief, "I don't know yet, support tells me on Monday", [BriefSection.Timeline]));
        brief = Told(brief, IntakeParser.Edit(BriefSection.Timeline));
        brief = Told(brief, IntakeParser.Keep(brief));
        Assert.Equal([new OpenPart(BriefSection.Timeline, "I don't know yet, support tells me on Monday")], brief.NotKnown);
        Assert.Equal(BriefSection.ResolutionAttempts, Interview.NextFor(brief)!.Section);
    }

    /// <summary>Where nothing is known is told from where nothing was done: the latter is an answer (R05).</summary>
    [Theory]
    [InlineData("Nothing yet.")]
    [InlineData("Not yet")]
    [InlineData("None so far")]
    [InlineData("Noch nichts")]
    public void That_nothing_was_tried_is_an_answer(string said) =>
        Assert.IsType<SectionWritten>(Assert.Single(IntakeParser.Write(BriefSection.ResolutionAttempts, said, BriefSections.All).Events));

    [Theory]
    [InlineData("what do you mean?", "For example: “2 March")]
    [InlineData("Wie meinst du das?", "Zum Beispiel: „2. März")]
    [InlineData("par exemple ?", "Par exemple : « 2 mars")]
    [InlineData("¿por ejemplo?", "Por ejemplo: «2 de marzo")]
    [InlineData("como assim?", "Por exemplo: “2 de março")]
    public void A_question_back_gets_hint_and_example_in_its_language(string said, string example)
    {
        var result = IntakeParser.Answer(AnsweredUpTo(BriefSection.Timeline), said);
        Assert.Empty(result.Events);
        Assert.Contains(example, result.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_language_has_every_sentence_of_the_rules()
    {
        foreach (var key in DomainWords.Book.Keys.Where(k => !k.StartsWith("cannot_read", StringComparison.Ordinal)))
        {
            Assert.Empty(((string[])["de", "fr", "es", "pt"]).Where(code => !DomainWords.Book.Has(key, code)).Select(code => $"{key} in {code}"));
        }
    }

    [Fact]
    public void What_half_filled_sections_lack_is_asked_last_once_and_by_name_C044_C045()
    {
        var brief = Answered() with { MissingParts = [BriefPart.ByWhen, BriefPart.Resolved, BriefPart.Expects] };
        Assert.Empty(Interview.Missing(brief));

        var asked = Interview.NextFor(brief)!;
        Assert.Equal(BriefSection.SpecificAsk, asked.Section);
        Assert.Contains("by when you need it, and what the customer would call resolved", asked.Wording);

        var before = brief.TextOf(BriefSection.SpecificAsk);
        brief = Told(brief, IntakeParser.Answer(brief, "By Friday."));
        Assert.Equal($"{before} By Friday.", brief.TextOf(BriefSection.SpecificAsk));
        Assert.Equal(BriefSection.CustomerCommunication, Interview.NextFor(brief)!.Section);

        brief = Told(brief, IntakeParser.Skip(brief));
        Assert.Null(Interview.NextFor(brief));
    }

    [Fact]
    public void What_is_added_to_a_drafted_section_is_the_csms_word_and_leaves_its_doubts()
    {
        var brief = Told(
            Answered(),
            IntakeResult.Taken(new SectionWritten(BriefSection.SpecificAsk, "A fix by 3 March.", Origin.Drafted, [new("3 March")]))
        ) with
        {
            MissingParts = [BriefPart.Resolved],
        };
        brief = Told(brief, IntakeParser.Answer(brief, "Done when 400 orders pass."));

        var passage = brief.Passages[BriefSection.SpecificAsk];
        Assert.Equal((Origin.Drafted, "3 March"), (passage.Origin, Assert.Single(passage.Unproven).Text));
        Assert.Contains("Done when 400 orders pass.", passage.Confirmed);
    }

    [Fact]
    public void A_section_that_has_no_text_or_is_full_is_not_added_to()
    {
        Assert.Empty(Interview.Halves(Brief.Empty with { MissingParts = [BriefPart.Began] }));
        var full = Told(Answered(), IntakeResult.Taken(new SectionWritten(BriefSection.Timeline, new('x', Interview.LongestAnswer), Origin.Stated))) with
        {
            MissingParts = [BriefPart.Began],
        };
        Assert.NotNull(IntakeParser.Answer(full, "On Monday.").Refusal);
    }

    [Fact]
    public void Back_asks_the_section_before_and_keeps_its_text_until_there_is_a_new_one()
    {
        var brief = AnsweredUpTo(BriefSection.ResolutionAttempts);
        brief = Told(brief, IntakeParser.Back(brief));
        Assert.Equal(BriefSection.Timeline, Interview.NextFor(brief)!.Section);
        Assert.NotNull(brief.TextOf(BriefSection.Timeline));

        brief = Told(brief, IntakeParser.Back(brief));
        Assert.Equal(BriefSection.CustomerImpact, Interview.NextFor(brief)!.Section);

        brief = Told(brief, IntakeParser.Answer(brief, "40 agents cannot log in."));
        Assert.Equal("40 agents cannot log in.", brief.TextOf(BriefSection.CustomerImpact));
        Assert.Equal(BriefSection.ResolutionAttempts, Interview.NextFor(brief)!.Section);
    }

    [Fact]
    public void Back_at_the_first_question_and_keep_without_an_answer_are_refused()
    {
        Assert.NotNull(IntakeParser.Back(Brief.Empty).Refusal);
        Assert.NotNull(IntakeParser.Keep(Brief.Empty).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("👍🎉")]
    [InlineData("\u202e\u200f")]
    public void An_answer_needs_words(string said) => Assert.NotNull(IntakeParser.Answer(Brief.Empty, said).Refusal);

    [Fact]
    public void Too_much_is_refused_with_the_limit()
    {
        Assert.Contains("3,000", IntakeParser.Write(BriefSection.Timeline, new string('a', 100_000)).Refusal);
        Assert.Contains("20,000", IntakeParser.Notes(new string('a', 100_000)).Refusal);
    }

    [Theory]
    [InlineData("**bold** [link](https://evil.example) <at>CEO</at>")]
    [InlineData("""{"type":"AdaptiveCard","body":[]}""")]
    [InlineData("שלום, הלקוח לא יכול להתחבר")]
    public void Whatever_was_typed_is_kept_as_it_was_typed(string said) =>
        Assert.Equal(said, Assert.IsType<SectionWritten>(Assert.Single(IntakeParser.Write(BriefSection.Timeline, said).Events)).Text);

    /// <summary>Any order of answers, corrections and skips: nothing already answered is lost, and the brief can always be completed.</summary>
    [Fact]
    public void Any_order_of_corrections_leads_to_a_complete_brief()
    {
        var steps = Gen.Elements(
                new Func<Brief, IntakeResult>[]
                {
                    b => IntakeParser.Answer(b, "A real answer with 3 facts by Thursday."),
                    b => IntakeParser.Answer(b, "They are unhappy"),
                    IntakeParser.Back,
                    IntakeParser.Skip,
                    IntakeParser.Keep,
                    _ => IntakeParser.Edit(BriefSection.Timeline),
                    _ => IntakeParser.Edit(BriefSection.CommercialContext),
                    _ => IntakeParser.Name("Globex"),
                }
            )
            .ListOf();
        Prop.ForAll(Arb.From(steps), sequence =>
            {
                var brief = Brief.Empty;
                foreach (var step in sequence)
                {
                    var before = brief.Passages.Keys.ToList();
                    brief = Told(brief, step(brief));
                    if (before.Exists(s => !brief.Passages.ContainsKey(s) && !brief.Skipped.Contains(s)))
                    {
                        return false;
                    }
                }

                for (var left = 20; left > 0 && Interview.NextFor(brief) is not null; left--)
                {
                    brief = Told(brief, IntakeParser.Answer(brief, "A real answer with 3 facts by Thursday."));
                }

                return Interview.NextFor(brief) is null;
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("timeline", BriefSection.Timeline)]
    [InlineData("Customer Impact", BriefSection.CustomerImpact)]
    [InlineData("impact", BriefSection.CustomerImpact)]
    [InlineData("ask", BriefSection.SpecificAsk)]
    [InlineData("customer_communication", BriefSection.CustomerCommunication)]
    public void Sections_are_known_by_the_names_people_use(string said, BriefSection expected)
    {
        Assert.True(BriefSections.TryParse(said, out var section));
        Assert.Equal(expected, section);
    }

    private static Brief Answered() =>
        Told(
            AnsweredUpTo(BriefSection.Recommendation),
            IntakeResult.Taken(new SectionWritten(BriefSection.Recommendation, "Move them to a cluster of their own.", Origin.Stated))
        );

    private static Brief AnsweredUpTo(BriefSection section)
    {
        var brief = Brief.Empty;
        while (Interview.NextFor(brief) is { } question && question.Section != section)
        {
            brief = Told(brief, IntakeParser.Answer(brief, question.Example));
        }

        return brief;
    }

    private static Brief Told(Brief brief, IntakeResult intakeResult)
    {
        var escalation = Sample.After(Sample.FullBrief.Take(1)) with { Brief = brief };
        foreach (var what in intakeResult.Events)
        {
            escalation = escalation.After(new(escalation.Version + 1, Sample.Monday, Actor.Human(Sample.Csm), null, what));
        }

        return escalation.Brief;
    }
}
