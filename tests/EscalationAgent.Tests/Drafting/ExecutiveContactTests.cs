using EscalationAgent.Drafting.Offline;
using Escalations;
using Escalations.Drafting;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting;

/// <summary>What comes from the customer's top management is high of itself (R17); a person still decides.</summary>
public sealed class ExecutiveContactTests
{
    private const string Small =
        "Customer: Norvia Energy\nSince the release of 26 February the logo on the printed invoice stands half a centimetre too low. It "
        + "is cosmetic, nobody is held up by it and there is no hurry.";

    public static TheoryData<string> Contacts =>
        [
            "Their CEO wrote to me about it this morning.",
            "The CTO of Norvia called and asked when it is mended.",
            "Norvia's VP of Operations is furious about it.",
            "Anna Roth, VP Engineering, complained about it on Friday.",
            "I had a call from their managing director on it.",
            "It was escalated by their chief operating officer.",
            "Their chairman has demanded a date.",
            "Their president requests a meeting about it.",
            "Their CEO wrote to our CEO about it.",
            "Ihr Geschäftsführer hat sich bei mir beschwert.",
            "Ich bekam einen Anruf vom Vorstand der Norvia.",
            "Leur PDG m'a appelé hier à ce sujet.",
            "Nous avons reçu une lettre du directeur général.",
            "Su director general me llamó ayer por esto.",
            "Hemos recibido una queja de la presidenta.",
            "O diretor geral deles me ligou ontem.",
            "Recebemos uma carta do presidente deles.",
        ];

    public static TheoryData<string> None =>
        [
            "If this goes on they will call their CEO.",
            "If it is not mended soon, their CEO wrote off our chances.",
            "Otherwise their CTO will be furious.",
            "Their CEO might have called by Friday.",
            "Their CEO has not called.",
            "Nobody has escalated it, and the CEO never wrote.",
            "Our CEO wrote to them about it.",
            "I got a call from our VP on it.",
            "My VP called me about it.",
            "Our VP of Customer Success called them.",
            "The VP of Customer Success called them.",
            "Their CEO wrote to thank us for the workshop.",
            "Their CEO called to invite us to lunch.",
            "The clerk called about it.",
            "Their product owner asked for a date.",
            "Wenn das so bleibt, hat ihr Geschäftsführer bald angerufen.",
            "Unser Geschäftsführer hat dort angerufen.",
            "Leur PDG ne nous a pas appelé.",
            "Nuestro director general les llamó.",
            "O nosso diretor geral ligou para eles.",
        ];

    [Fact]
    public async Task Without_them_the_matter_is_small() => Assert.Equal(Severity.S4, (await SuggestedAsync(Small)).Severity);

    [Theory]
    [MemberData(nameof(Contacts))]
    public async Task Their_top_management_makes_a_small_matter_high(string said)
    {
        var suggestion = await SuggestedAsync($"{Small} {said}");

        Assert.Equal(Severity.S2, suggestion.Severity);
        var reason = suggestion.SeverityReasons[0];
        Assert.Equal(SeverityFloor.Why, reason.Text);
        Assert.Contains(reason.Quote!, said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(None))]
    public async Task What_has_not_happened_or_is_ours_or_is_kind_changes_nothing(string said) =>
        Assert.DoesNotContain((await SuggestedAsync($"{Small} {said}")).SeverityReasons, reason => reason.Text == SeverityFloor.Why);

    [Fact]
    public async Task What_is_critical_stays_critical() =>
        Assert.Equal(
            Severity.S1,
            (
                await SuggestedAsync(
                    "Norvia Energy: production is down since 08:00, all sites are offline and they cannot take orders. Revenue is "
                        + "blocked. Their CEO wrote to me."
                )
            ).Severity
        );

    [Theory]
    [InlineData("Anna Roth\nCTO, Norvia Energy", Severity.S2)]
    [InlineData("Anna Roth\nClerk, Norvia Energy", Severity.S4)]
    [InlineData("Anna Roth\nCTO", Severity.S4)]
    public async Task A_mail_that_they_signed_counts_and_one_that_cannot_be_theirs_does_not(string signature, Severity expected) =>
        Assert.Equal(expected, (await SuggestedAsync($"{Small}\n\nBest regards,\n{signature}")).Severity);

    [Theory]
    [InlineData("roth@norvia.example", Severity.S2)]
    [InlineData("roth@ourselves.example", Severity.S4)]
    public async Task Whose_domain_a_signed_mail_comes_from_decides(string sender, Severity expected)
    {
        var thread =
            $"From: Sarah Kim <kim@ourselves.example>\n\nPlease see below.\n\nBest regards,\nSarah Kim\nCustomer Success\n\nFrom: Anna "
            + $"Roth <{sender}>\n\n{Small}\n\nBest regards,\nAnna Roth\nCTO";

        Assert.Equal(expected, (await SuggestedAsync(thread)).Severity);
    }

    private static async Task<Suggestion> SuggestedAsync(string notes) =>
        Assert.IsType<Suggestion>((await new OfflineWriter().WriteAsync(SampleNote.Ask(notes), TestContext.Current.CancellationToken)).Suggestion);
}
