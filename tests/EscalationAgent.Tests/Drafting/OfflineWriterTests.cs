using EscalationAgent.Drafting.Offline;
using Escalations;
using Escalations.Drafting;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting;

public sealed class OfflineWriterTests
{
    [Fact]
    public async Task What_stands_in_the_brief_already_is_not_written_again()
    {
        var note = SampleNote.All.Single(n => n.Name == "labelled-analytics");
        var soFar = Brief.Empty with
        {
            Account = "Acme",
            Passages = new Dictionary<BriefSection, Passage> { [BriefSection.CustomerImpact] = new("Said by the CSM.", Origin.Stated) },
        };

        var draft = await Write(note.Request with { SoFar = soFar });

        Assert.Null(draft.Account);
        Assert.DoesNotContain(BriefSection.CustomerImpact, draft.Sections.Keys);
        Assert.Contains(BriefSection.SpecificAsk, draft.Sections.Keys);
    }

    [Fact]
    public async Task The_timeline_is_in_the_order_of_days_and_keeps_each_steps_own_words()
    {
        var note = SampleNote.All.Single(n => n.Name == "labelled-analytics");

        var draft = await Write(note.Request);

        Assert.Equal(
            "18 Feb 2026: latency first seen, ticket 4711 opened\n20 Feb 2026: support raised the cache size, helped for a day\n26 Feb "
                + "2026: second index rebuilt, no improvement",
            draft.Sections[BriefSection.Timeline]
        );
    }

    [Fact]
    public async Task A_list_under_a_label_does_not_swallow_the_paragraph_behind_it()
    {
        var draft = await Write(
            SampleNote.Ask("What happened so far:\n- 06:40 first alert\n- 08:05 restarted the cluster, no effect\n\nWe need a fix by Friday.")
        );

        Assert.Equal("We need a fix by Friday.", draft.Sections[BriefSection.SpecificAsk]);
        Assert.Equal("08:05 restarted the cluster, no effect", draft.Sections[BriefSection.ResolutionAttempts]);
    }

    [Fact]
    public async Task Lines_on_both_sides_of_a_greeting_do_not_become_one_sentence()
    {
        var draft = await Write(
            SampleNote.Ask("we rolled back the release at 15:00, unfortunately that did not solve it\nHallo zusammen,\nthe export fails since 12 February")
        );

        Assert.Equal("we rolled back the release at 15:00, unfortunately that did not solve it", draft.Sections[BriefSection.ResolutionAttempts]);
    }

    [Fact]
    public async Task The_example_of_the_source_becomes_its_own_headline()
    {
        const string Example = "API latency issue affecting Acme Corp -- P1 open 12 days, EUR 85k ARR, renewal in 67 days";

        var draft = await Write(SampleNote.Ask(Example));

        Assert.Equal(Example, draft.Sections[BriefSection.Headline]);
        Assert.Equal(new Money(85_000, "EUR"), draft.ArrAtRisk);
        Assert.Equal(SampleNote.WrittenOn.AddDays(67), draft.Renewal);
    }

    [Theory]
    [InlineData("Headline", "Invoices wrong at Norvia, renewal at stake", "Invoices wrong at Norvia, renewal at stake")]
    [InlineData("Titre", "Factures fausses", "Norvia Energy: Factures fausses")]
    [InlineData("Überschrift", "Falsche Rechnungen", "Norvia Energy: Falsche Rechnungen")]
    public async Task What_notes_call_the_headline_is_the_headline(string label, string said, string headline)
    {
        var draft = await Write(SampleNote.Ask($"{label}: {said}\nCustomer: Norvia Energy\nAll 20 users see wrong invoices since 2 March 2026."));

        Assert.StartsWith(headline, draft.Sections[BriefSection.Headline], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two clerks at quillmarsh do nothing but retype orders since the update", "quillmarsh")]
    [InlineData("the people at brackwell quarry see wrong weights on every ticket since monday", "brackwell quarry")]
    [InlineData("seit gestern laden die seiten nicht mehr, schreibt die druckerei sommerkamp.", "druckerei sommerkamp")]
    [InlineData("From: Ada <ada@tallowmere.example>\nThe export has been empty since Monday, please call.", "tallowmere")]
    public async Task A_customer_in_small_letters_or_in_an_address_is_found(string notes, string customer) =>
        Assert.Equal(customer, (await Write(SampleNote.Ask(notes))).Account);

    [Theory]
    [InlineData("عملاؤنا غير راضين عن الخدمة منذ أسبوع")]
    [InlineData("klienci czekają od rana na dane i nikt im nie odpowiada")]
    [InlineData("From: Ada <ada.byron@gmail.com>\nThe export has been empty since Monday.")]
    [InlineData("From: Ada <ada@ourhouse.example>\nTo: Ben <ben@ourhouse.example>\nThe export has been empty since Monday.")]
    public async Task What_is_no_name_is_none(string notes) => Assert.Null((await Write(SampleNote.Ask(notes))).Account);

    [Theory]
    [InlineData("Release: Vega 2\nThe load test failed on Monday, every fifth order was lost.")]
    [InlineData("The load test failed on Monday, every fifth order was lost.\n**Betrifft**: Vega 2")]
    public async Task Notes_on_a_release_name_it_on_a_line_of_its_own(string notes)
    {
        var request = SampleNote.Ask(notes) with { SoFar = Brief.Empty with { Form = new(Subject.Release, BriefSections.All) } };

        var draft = await Write(request);

        Assert.Equal("Vega 2", draft.Subject);
        Assert.DoesNotContain("Vega 2", string.Join('\n', draft.Sections.Values), StringComparison.Ordinal);
        Assert.Null((await Write(SampleNote.Ask(notes))).Subject);
    }

    [Theory]
    [InlineData("Customer: Norvia Energy\nThe guests were charged twice on Tuesday.\nFinanzen, geht das bis morgen?", BriefSection.SpecificAsk)]
    [InlineData("Customer: Norvia Energy\nAll 20 users see wrong invoices.\nWer gibt frei?", BriefSection.SpecificAsk)]
    [InlineData("Customer: Norvia Energy\nWe tried a restart.\nCheckout shows an error since Tuesday, 12 shops cannot sell.", BriefSection.Timeline)]
    public async Task What_the_writer_asks_is_an_ask_and_a_time_in_what_happened_a_timeline(string notes, BriefSection section) =>
        Assert.Contains(section, (await Write(SampleNote.Ask(notes))).Sections.Keys);

    [Fact]
    public async Task Nobody_is_asked_again_for_a_renewal_whose_month_stands_there() =>
        Assert.DoesNotContain(
            BriefPart.Renewal,
            (await Write(SampleNote.Ask("Customer: Norvia Energy\nThe export fails since Monday. Renewal in May, 240k EUR a year."))).MissingParts!
        );

    [Fact]
    public async Task A_category_that_is_not_offered_is_never_suggested()
    {
        foreach (var note in SampleNote.All)
        {
            var offered = SampleNote.Categories.Where(c => c.Key is "feature_gap" or "commercial_dispute").ToList();

            var draft = await Write(note.Request with { Categories = offered });

            Assert.True(draft.Suggestion is null || offered.Any(c => c.Key == draft.Suggestion.Category));
        }
    }

    [Fact]
    public async Task A_category_of_another_playbook_is_known_by_the_words_of_its_trigger()
    {
        var safety = SampleNote.Categories[0] with
        {
            Key = "launch_safety",
            Title = "Launch safety",
            Trigger = "Rollback rehearsal missing, checklist incomplete",
        };

        var draft = await Write(SampleNote.Ask("The rollback rehearsal was skipped and the checklist is incomplete.") with { Categories = [safety] });

        Assert.Equal("launch_safety", draft.Suggestion?.Category);
    }

    [Theory]
    [InlineData("Production is down at all sites.", Severity.S1)]
    [InlineData("Production is not down. An error appears now and then, a cosmetic one.", Severity.S4)]
    [InlineData("Production was down. That outage was resolved last week. The report still shows an error.", Severity.S3)]
    [InlineData("Their CEO wrote to us because the dashboard is slow and shows an error.", Severity.S2)]
    [InlineData("The export shows an error, their lawyer is involved.", Severity.S1)]
    public async Task Severity_weighs_what_is_meant(string notes, Severity severity) =>
        Assert.Equal(severity, (await Write(SampleNote.Ask(notes))).Suggestion?.Severity);

    [Theory]
    [InlineData("They are unhappy about the whole thing.", BriefSection.CustomerImpact)]
    [InlineData("Impact: they are unhappy", BriefSection.CustomerImpact)]
    [InlineData("Please help.", BriefSection.SpecificAsk)]
    [InlineData("Ask: please help", BriefSection.SpecificAsk)]
    public async Task A_mood_is_no_impact_and_a_cry_is_no_ask(string notes, BriefSection section) =>
        Assert.DoesNotContain(section, (await Write(SampleNote.Ask(notes))).Sections.Keys);

    /// <summary>A feature that bears a word of commerce in its name is as good an ask as any other.</summary>
    [Theory]
    [InlineData("Das Verlängerungsmodul startet nicht.")]
    [InlineData("Die Umsatzauswertung lädt nicht.")]
    [InlineData("Sentiment scores are missing.")]
    [InlineData("Der Export lädt nicht.")]
    public async Task A_short_symptom_under_the_label_of_the_ask_is_the_ask(string symptom) =>
        Assert.Equal(symptom, (await Write(SampleNote.Ask($"Customer: Norvia Energy\nThe export fails.\nAsk: {symptom}"))).Sections[BriefSection.SpecificAsk]);

    [Theory]
    [InlineData("They are angry with their reseller.", null)]
    [InlineData("I am frustrated about our backlog.", null)]
    [InlineData("The customer is not angry.", null)]
    [InlineData("The customer is frustrated but patient.", Sentiment.FrustratedButPatient)]
    [InlineData("The customer is patient.", Sentiment.Patient)]
    [InlineData("They threaten to leave.", Sentiment.ThreateningChurn)]
    [InlineData("300 patients were affected.", null)]
    public async Task A_mood_counts_when_it_is_the_customers_and_towards_us(string notes, Sentiment? mood) =>
        Assert.Equal(mood, (await Write(SampleNote.Ask(notes))).Sentiment);

    [Theory]
    [InlineData("Had a call with Maria Lopez today.", null)]
    [InlineData("Salesforce sync fails for the customer.", null)]
    [InlineData("Customer: unknown", null)]
    [InlineData("Customer: Textiles Marbella S.L.", "Textiles Marbella S.L.")]
    [InlineData("Customer is Norvia (since 2019), they cannot log in since Monday.", "Norvia")]
    [InlineData("Jan Novak, CTO at Norvia Energy, reported errors.", "Norvia Energy")]
    [InlineData("The Kunde Müller Maschinenbau GmbH meldet einen Fehler.", "Müller Maschinenbau GmbH")]
    [InlineData("Wir brauchen bis 06.03.2026 einen Hotfix von der ganzen Entwicklung\nCorvane Retail Ltd", "Corvane Retail Ltd")]
    [InlineData("Our customer Brightwave and the customer Ostrea both see errors.", null)]
    public async Task The_account_is_a_company_and_unsure_is_nothing(string notes, string? account) =>
        Assert.Equal(account, (await Write(SampleNote.Ask(notes))).Account);

    private static Task<Draft> Write(DraftRequest request) => new OfflineWriter().WriteAsync(request, TestContext.Current.CancellationToken);
}
