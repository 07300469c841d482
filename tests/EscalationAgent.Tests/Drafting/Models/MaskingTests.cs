using EscalationAgent.Drafting;
using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Drafting;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting.Models;

public sealed class MaskingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mail jane.doe+x@norvia-energy.co.uk today", "jane.doe+x@norvia-energy.co.uk")]
    [InlineData("an müller@bücher.example", "müller@bücher.example")]
    [InlineData("call +49 89 1234567-89", "+49 89 1234567-89")]
    [InlineData("call +1 (415) 555-0133", "+1 (415) 555-0133")]
    [InlineData("call (415) 555-0133 now", "(415) 555-0133")]
    [InlineData("call 415-555-0133 now", "415-555-0133")]
    [InlineData("Tel.: 612 345 678", "612 345 678")]
    [InlineData("0049 170 1234567", "0049 170 1234567")]
    [InlineData("Büro 089 / 123 45 67", "089 / 123 45 67")]
    [InlineData("mobile 07700 900123", "07700 900123")]
    [InlineData("joignable au 01 23 45 67 89", "01 23 45 67 89")]
    [InlineData("key sk-proj-abcDEF1234567890abcDEF1234", "sk-proj-abcDEF1234567890abcDEF1234")]
    [InlineData("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "sk_live_4eC39HqLyjWDarjtT1zdp7dc")]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("xoxb-123456789012-abcdef", "xoxb-123456789012-abcdef")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123")]
    [InlineData("password: hunter2!", "hunter2!")]
    [InlineData("Passwort: geheim", "geheim")]
    [InlineData("mot de passe : azerty", "azerty")]
    [InlineData("the password is Winter2026", "Winter2026")]
    [InlineData("\"password\": \"correct horse\"", "correct horse")]
    [InlineData("api_key=abcd-1234", "abcd-1234")]
    [InlineData("Authorization: Bearer abcdef123456", "abcdef123456")]
    [InlineData("client secret: 8Q~xyz", "8Q~xyz")]
    [InlineData("PIN: 4821", "4821")]
    [InlineData("passphrase: correct horse battery staple", "correct horse battery staple")]
    [InlineData("Server=db.norvia.example;Database=crm;User Id=sa;Password=p4ss;", "p4ss")]
    [InlineData(
        "DefaultEndpointsProtocol=https;AccountName=norvia;AccountKey=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4==;EndpointSuffix=core.windows.net",
        "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"
    )]
    [InlineData("postgres://admin:s3cr3t@db.norvia.example/crm", "s3cr3t")]
    [InlineData("card 4111 1111 1111 1111", "4111 1111 1111 1111")]
    [InlineData("card 5500-0000-0000-0004", "5500-0000-0000-0004")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00")]
    [InlineData("token 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b")]
    [InlineData("dGhpcyBpcyBhIHNlY3JldCB0b2tlbg8", "dGhpcyBpcyBhIHNlY3JldCB0b2tlbg8")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabc=\n-----END RSA PRIVATE KEY-----", "MIIEpAIBAAKCAQEA")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabc", "MIIEpAIBAAKCAQEA")]
    public void What_is_nobodys_business_is_taken_out(string text, string secret)
    {
        var hidden = new Masking([], [text]).Hide(text);

        Assert.DoesNotContain(secret, hidden);
        Assert.Matches(@"\[(secret|email|phone)-1\]", hidden);
    }

    [Theory]
    [InlineData("since 26.02.2026 until 11.03.2026, 08:15-17:00")]
    [InlineData("2026-03-02 - 2026-03-14, 02/03/2026, 3/14/26")]
    [InlineData("open 08.30-17.00 and 09.00 - 18.00")]
    [InlineData("ticket INC-0012345 and #20260302-00017, case 00012345, ESC-2026-0342")]
    [InlineData("EUR 85,000.00 of 1 250 000 €, 2.200.000 GBP, 0.75 %, 1'250'000 CHF")]
    [InlineData("version 10.0.14.2, build 20260302.1, 192.168.10.254, HTTP 500")]
    [InlineData("the password is wrong, the token: expired, the secret is safe, the key is to answer")]
    [InlineData("passwords expired, secret santa, basic configuration, bearer of news")]
    [InlineData("trace 3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("see exports/customers/2026-02-26/full-backup-weekly and the-very-long-name-of-a-feature-flag-2026")]
    [InlineData("orders 1234 5678 9012 3456 and 4111 1111 1111 1112 are no cards")]
    [InlineData("from 100 to 350 users, 40 000 rows, 12 of 15, 7-9 days, P1 open 12 days")]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitän und Rechtsschutzversicherungsgesellschaften")]
    [InlineData("The seats: 20; the price: 30; the term: 12 months")]
    public void Days_amounts_tickets_and_words_stay(string text) => Assert.Equal(text, new Masking([], [text]).Hide(text));

    [Fact]
    public void In_hundreds_of_notes_nothing_but_addresses_is_taken_for_something_to_mask()
    {
        var masked = ((string[])["tuning", "heldout", "later", "plain"])
            .SelectMany(LabelledNotes.Of)
            .Select(n => n.Text)
            .Concat(SampleNote.All.Select(n => n.Text))
            .SelectMany(Hidden)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "aoife@ourplatform.example",
                "cs-leads@ourplatform.example",
                "daniel.roth@corvane-retail.example",
                "g.hale@pembertonhale.example",
                "sara.lind@supplier.example",
            ],
            masked
        );
    }

    [Fact]
    public void Addresses_and_numbers_come_back_and_secrets_do_not()
    {
        var masking = new Masking([], []);
        var hidden = masking.Hide("Ann (ann@acme.example, +49 89 1234567) sent password: hunter2 to bob@acme.example; ann@acme.example knows.");

        Assert.Equal("Ann ([email-1], [phone-1]) sent password: [secret-1] to [email-2]; [email-1] knows.", hidden);
        Assert.Equal("Ann (ann@acme.example, +49 89 1234567) sent password: [secret] to bob@acme.example; ann@acme.example knows.", masking.Restore(hidden));
        Assert.Equal("ask ann@acme.example, not [email-9]", masking.Restore("ask [Email 1], not [email-9]"));
    }

    [Fact]
    public void What_already_looks_like_a_placeholder_is_not_given_away()
    {
        const string text = "write to [email-1] or to ann@acme.example";
        var masking = new Masking([], [text]);

        Assert.Equal("write to [email-1] or to [email-2]", masking.Hide(text));
        Assert.Equal(text, masking.Restore(masking.Hide(text)));
    }

    [Theory]
    [InlineData("secrets", "ann@acme.example +49 89 1234567 password: [secret-1]")]
    [InlineData("email", "[email-1] +49 89 1234567 password: hunter2")]
    [InlineData("phone", "ann@acme.example [phone-1] password: hunter2")]
    [InlineData("none", "ann@acme.example +49 89 1234567 password: hunter2")]
    public void The_settings_say_what_is_masked(string mask, string expected) =>
        Assert.Equal(expected, new Masking([mask], []).Hide("ann@acme.example +49 89 1234567 password: hunter2"));

    [Fact]
    public async Task No_canary_leaves_from_any_field_and_each_that_may_comes_back()
    {
        await using var model = await FakeModel.StartAsync(
            Replies.From(request =>
            {
                // The worst of models: it repeats all that it was sent.
                var sent = (string)request["messages"]![1]!["content"]!;
                var answer = FakeAnswers.Draft(
                    new Dictionary<string, string?> { ["timeline"] = sent[..Math.Min(sent.Length, 2_500)] },
                    severityQuote: "write to [email-2]"
                );
                return answer.ToJsonString();
            })
        );
        var brief = Brief.Empty with
        {
            Account = "Acme account-canary@acme.example",
            Passages = new Dictionary<BriefSection, Passage> { [BriefSection.SpecificAsk] = new("call +49 89 7654321, password: ask-canary1", Origin.Stated) },
        };
        var request = new DraftRequest(
            ["First note: sk-notecanary0123456789abcdef", "Please write to note-canary@acme.example or 415-555-0199"],
            brief,
            Writing.Today,
            SampleNote.Categories
        )
        {
            OpenMatters = [new(new(2026, 7), "Matter matter-canary@acme.example", "token=headline-canary1 for them")],
        };

        var draft = await Writing.With(model).WriteAsync(request, Cancel);

        foreach (
            var canary in (string[])["account-canary", "7654321", "ask-canary1", "notecanary", "note-canary", "555-0199", "matter-canary", "headline-canary1"]
        )
        {
            Assert.DoesNotContain(canary, model.AllThatWasSent);
        }

        Assert.Contains("write to note-canary@acme.example or 415-555-0199", draft.Sections[BriefSection.Timeline]);
        Assert.Contains("[secret]", draft.Sections[BriefSection.Timeline]);
        Assert.DoesNotContain("notecanary", draft.Sections[BriefSection.Timeline]);
        Assert.DoesNotContain("canary1", draft.Sections[BriefSection.Timeline]);
    }

    private static IEnumerable<string> Hidden(string text)
    {
        var masking = new Masking([], [text]);
        masking.Hide(text);
        return Enumerable
            .Range(1, 20)
            .SelectMany(n => new[] { $"[email-{n}]", $"[phone-{n}]" })
            .Select(p => (p, masking.Restore(p)))
            .Where(p => p.p != p.Item2)
            .Select(p => p.Item2)
            .Concat(masking.Restore("[secret-1]") == "[secret]" ? ["secret in: " + text] : Array.Empty<string>());
    }
}
