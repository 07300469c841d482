using EscalationAgent.Drafting.Offline;
using Escalations;
using Escalations.Drafting;

namespace EscalationAgent.Tests.Drafting;

public sealed class OfflineWriterNotesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, 0.90)]
    [InlineData(true, 0.80)]
    public async Task Most_points_are_right_also_in_notes_that_the_rules_never_saw(bool heldOut, double atLeast)
    {
        var (points, wrong) = (0, 0);
        foreach (var note in SampleNote.All.Where(n => n.HeldOut == heldOut))
        {
            var draft = await new OfflineWriter().WriteAsync(note.Request, TestContext.Current.CancellationToken);
            Show(draft);
            var differences = note.Differences(draft);
            output.WriteLine(
                $"{note.Name}: {note.Points - differences.Count} of {note.Points} {string.Join("; ", differences.Select(d => $"{d.Point} = {d.Said}"))}"
            );
            (points, wrong) = (points + note.Points, wrong + differences.Count);
        }

        output.WriteLine($"{points - wrong} of {points}");
        Assert.True(points - wrong >= atLeast * points, $"{points - wrong} of {points}");
    }

    /// <summary>Names go on behind a dot that ends no sentence, and lists in one line are lists.</summary>
    [Theory]
    [InlineData("Customer: Wile E. Coyote Enterprises\nThe lift stops on every floor.", "Wile E. Coyote Enterprises")]
    [InlineData("Account: Zapora Sp. z o.o.\nThe export is empty since Monday.", "Zapora Sp. z o.o.")]
    [InlineData("acct: Bay-Mart Denmark / issue: price feed late / since: 3 days / ask: fix by thu", "Bay-Mart Denmark")]
    [InlineData("city of Velden (customer) says nobody can book an appointment since 8.", "city of Velden")]
    [InlineData("| Customer | Four Oaks Hotels |\n|---|---|\n| Problem | Keys are not coded |\n| Want | a fix by Friday |", "Four Oaks Hotels")]
    public async Task The_customer_is_read_whole(string notes, string account) => Assert.Equal(account, (await ReadAsync(notes)).Account);

    [Fact]
    public async Task A_list_in_one_line_is_taken_apart()
    {
        var numbered = await ReadAsync(
            "1) Customer is Norvia Energy. 2) the API returns 401 since the key rotation last night 3) they cannot ship 4) we rolled back the key, still 401"
        );
        Assert.Contains("rolled back the key", numbered.Sections[BriefSection.ResolutionAttempts], StringComparison.Ordinal);
        Assert.DoesNotContain("cannot ship", numbered.Sections[BriefSection.ResolutionAttempts], StringComparison.Ordinal);

        var labelled = await ReadAsync("acct: Bay-Mart / issue: price feed late / tried: manual push, ok for 1h / ask: root cause and fix by thu");
        Assert.Equal("manual push, ok for 1h", labelled.Sections[BriefSection.ResolutionAttempts]);
        Assert.Equal("root cause and fix by thu", labelled.Sections[BriefSection.SpecificAsk]);
    }

    /// <summary>Who writes without a full stop says several things, and each stands where it belongs.</summary>
    [Fact]
    public async Task A_breathless_sentence_is_taken_apart()
    {
        var draft = await ReadAsync(
            "So Orlanda Hotels rang me just now and they are going mad because since this morning none of the 9 hotels can check guests in, "
                + "the desks write on paper, they rebooted everything twice and it did not help, we told them we call back at ten, "
                + "they pay us about 420k a year"
        );
        Assert.Equal("Orlanda Hotels", draft.Account);
        Assert.Equal("they rebooted everything twice and it did not help", draft.Sections[BriefSection.ResolutionAttempts]);
        Assert.Contains("we told them we call back at ten", draft.Sections[BriefSection.CustomerCommunication], StringComparison.Ordinal);
        Assert.DoesNotContain("420k", draft.Sections[BriefSection.CustomerImpact], StringComparison.Ordinal);

        var dictated = await ReadAsync(
            "I just got off the phone with the Elmwood schools and they have a problem with the parent app it has been down since six "
                + "this morning I told her I would call back before ten we tried a restart of the push service that did not help I need "
                + "somebody from engineering to look at it right now"
        );
        Assert.Equal("we tried a restart of the push service that did not help", dictated.Sections[BriefSection.ResolutionAttempts]);
        Assert.Equal("I need somebody from engineering to look at it right now", dictated.Sections[BriefSection.SpecificAsk]);
    }

    [Fact]
    public async Task A_quotation_and_a_sentence_of_usual_length_stay_whole()
    {
        const string quoted =
            "Their chief wrote \"we have waited for nine days now and nobody calls us, we pay for this service and we want an answer from "
            + "somebody who can decide about it, we will not wait any longer\" in a mail";
        Assert.Equal([quoted], RunOnSentences.Of(quoted));
        Assert.Equal(["The export fails, and we cannot ship."], RunOnSentences.Of("The export fails, and we cannot ship."));
        await Task.CompletedTask;
    }

    /// <summary>Who wrote a line of a copied chat is no customer, and what they ask each other is no ask.</summary>
    [Theory]
    [InlineData("[07:12] Marc Weiss\n", "[07:13] Dana Roth\n")]
    [InlineData("07:12 Marc Weiss\n", "07:13 Dana Roth\n")]
    [InlineData("Marc Weiss [07:12]\n", "Dana Roth [07:13]\n")]
    [InlineData("[07:12] Marc Weiss: ", "[07:13] Dana Roth: ")]
    public async Task A_copied_chat_is_no_customer(string marc, string dana)
    {
        var draft = await ReadAsync(
            $"{marc}our client Pelican Insurance AG cannot open any claim since 6:50, 1,900 brokers stand still\n{dana}did they restart it?\n"
                + $"{marc}yes twice, no change\n{dana}what do they want?\n{marc}they need a written statement by tomorrow noon"
        );
        Assert.NotEqual("Marc Weiss", draft.Account);
        Assert.NotEqual("Dana Roth", draft.Account);
        Assert.DoesNotContain(draft.Sections.Values, text => text.Contains("did they restart it", StringComparison.Ordinal));
        Assert.Contains("a written statement by tomorrow noon", draft.Sections[BriefSection.SpecificAsk], StringComparison.Ordinal);
    }

    /// <summary>A row of a sheet under its headings, and the fields of another system, say each what its label says.</summary>
    [Theory]
    [InlineData(
        "Account\tIssue\tSince\tUsers\tARR\tAsk\n"
            + "Lind Shipping AB\tTracking API answers 503 for every second call\t2026-03-01 22:15\t850\tEUR 310,000\tStable API by Tuesday 12:00"
    )]
    [InlineData(
        "| Account | Issue | Since | Users | ARR | Ask |\n|---|---|---|---|---|---|\n"
            + "| Lind Shipping AB | Tracking API answers 503 for every second call | 2026-03-01 22:15 | 850 | EUR 310,000 | Stable API by Tuesday 12:00 |"
    )]
    [InlineData(
        "Account\tLind Shipping AB\nIssue\tTracking API answers 503 for every second call\n"
            + "Since\t2026-03-01 22:15\nUsers\t850\nARR\tEUR 310,000\nAsk\tStable API by Tuesday 12:00"
    )]
    public async Task Fields_are_read_by_their_labels(string notes)
    {
        var draft = await ReadAsync(notes);
        Assert.Equal("Lind Shipping AB", draft.Account);
        Assert.Contains("Tracking API answers 503 for every second call", draft.Sections[BriefSection.Headline], StringComparison.Ordinal);
        Assert.Equal("Since: 2026-03-01 22:15", draft.Sections[BriefSection.Timeline]);
        Assert.Equal("Users: 850", draft.Sections[BriefSection.CustomerImpact]);
        Assert.Equal("Stable API by Tuesday 12:00", draft.Sections[BriefSection.SpecificAsk]);
        Assert.Equal(310_000, draft.ArrAtRisk?.Amount);
    }

    [Fact]
    public async Task A_label_without_a_section_is_no_part_of_the_text()
    {
        var draft = await ReadAsync(
            "Organization: Skogs AB\nStatus: Open\nDescription: The export of the report stops after 10,000 rows since Monday.\n"
                + "Next step: Engineering to fix it by Friday"
        );
        Assert.Equal("Skogs AB", draft.Account);
        Assert.DoesNotContain(draft.Sections.Values, text =>
            text.Contains("Description", StringComparison.Ordinal) || text.Contains("Status", StringComparison.Ordinal)
        );
        Assert.Equal("Engineering to fix it by Friday", draft.Sections[BriefSection.SpecificAsk]);
    }

    /// <summary>What an older mail asked is over where today's asks.</summary>
    [Theory]
    [InlineData("> From: Support <support@us.example>\n> Sent: Friday, 27 February 2026 16:02\n> We have changed your login. Please confirm that by mail.")]
    [InlineData("-----Original Message-----\nFrom: Support <support@us.example>\nWe have changed your login. Please confirm that by mail.")]
    [InlineData("-----Ursprüngliche Nachricht-----\nVon: Support <support@us.example>\nWe have changed your login. Please confirm that by mail.")]
    public async Task An_older_mail_does_not_ask_for_todays(string older)
    {
        var draft = await ReadAsync(
            $"None of the three depots of Ostwind Logistik GmbH can print labels since Sunday 21:00. We need a working printer queue by 14:00 today.\n\n{older}"
        );
        Assert.Equal("We need a working printer queue by 14:00 today.", draft.Sections[BriefSection.SpecificAsk]);
    }

    [Theory]
    [InlineData("me ha llamado Conservas del Norte: desde ayer a las 16:00 los terminales no escanean y 35 operarios están parados.")]
    [InlineData("Conservas del Norte just called: since yesterday 16:00 the scanners fail and 35 workers stand still.")]
    public async Task Who_brought_the_news_is_parted_from_them(string notes)
    {
        var draft = await ReadAsync(notes);
        Assert.StartsWith("Conservas del Norte: ", draft.Sections[BriefSection.Headline], StringComparison.Ordinal);
        Assert.Contains("35", draft.Sections[BriefSection.CustomerImpact], StringComparison.Ordinal);
        Assert.Contains("16:00", draft.Sections[BriefSection.Timeline], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sentence_is_not_cut_at_an_abbreviation_and_an_address_alone_says_nothing()
    {
        var draft = await ReadAsync("Kunde: Käthe & Söhne KG\nPreiserhöhung 12 % nicht akzeptiert, im Vertrag stehe max. 5 % für das Jahr.");
        Assert.Contains("max. 5 %", draft.Sections[BriefSection.Headline], StringComparison.Ordinal);
        Assert.DoesNotContain(
            BriefSection.Headline,
            (await ReadAsync("https://teams.microsoft.com/l/message/19:abc@thread.tacv2/1700000000000")).Sections.Keys
        );
    }

    private static Task<Draft> ReadAsync(string notes) =>
        new OfflineWriter().WriteAsync(SampleNote.All[0].Request with { Notes = [notes] }, TestContext.Current.CancellationToken);

    private void Show(Draft draft)
    {
        output.WriteLine(
            $"{draft.Account} | {draft.ArrAtRisk} | {draft.Renewal:yyyy-MM-dd} | {draft.Sentiment} | {draft.Suggestion?.Category} {draft.Suggestion?.Severity}"
        );
        foreach (var reason in (draft.Suggestion?.CategoryReasons ?? []).Concat(draft.Suggestion?.SeverityReasons ?? []))
        {
            output.WriteLine($"   {reason.Text} <{reason.Quote}>");
        }

        foreach (var section in BriefSections.All.Where(draft.Sections.ContainsKey))
        {
            output.WriteLine($"[{section}] {draft.Sections[section]}");
        }
    }
}
