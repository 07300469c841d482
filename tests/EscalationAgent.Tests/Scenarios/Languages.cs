using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Ports;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>Each reads their own language at the same time: who writes French is answered in French, while the team reads English.</summary>
public sealed class Languages
{
    private const string FrenchNotes =
        "Client: Acme Corp\nDepuis le 26 février, les rapports sont très lents et leur équipe d'analyse ne peut pas travailler. "
        + "Ils perdent environ 4 heures par semaine à cause de cela.\nLe support a redémarré les serveurs le 28 février, sans effet.\n"
        + "Le client sait que nous cherchons la cause ; il est agacé mais patient.\nARR 85 000 EUR, renouvellement le 16 mai 2026.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_brief_in_French_is_asked_for_reviewed_and_followed_in_French_and_reaches_the_team_in_English_B003()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.People.SaysAsync(Ann, $"escalate {FrenchNotes}", Cancel);
        await AnswerAllAsync(story);
        var review = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "à toi de décider"), "the review card", Cancel);
        Assert.Subset(
            new HashSet<string>
            {
                "Transmettre",
                "Vérifier les faits",
                "Modifier",
                "Vue des équipes",
                "Annuler",
                "D'où cela vient-il ?",
                "Remplir la liste de contrôle",
                "La traiter soi-même, sans équipe",
            },
            FakeClient
                .Actions(review.Card!)
                .Where(a => (string?)a["type"] == "Action.Execute")
                .Select(a => ((string)a["title"]!).Replace('\u00a0', ' '))
                .ToHashSet()
        );
        Assert.DoesNotContain(PressAnswer.Texts(review.Card!), t => t.Contains("ready for your decision", StringComparison.Ordinal));

        // A refusal, beside what was chosen.
        var refused = await story.People.PressesAsync(Ann, review, "Transmettre", Cancel, new() { ["category"] = "", ["severity"] = "S2" });
        Assert.Contains("Choisis d'abord une catégorie et une gravité.", refused.Text, StringComparison.Ordinal);

        var routed = await story.People.PressesAsync(Ann, review, "Transmettre", Cancel, Decision());
        Assert.Contains("Transmise", routed.Text, StringComparison.Ordinal);
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge by"), "the team's card", Cancel);
        Assert.Contains("Not ours", Buttons(card.Card!));
        Assert.DoesNotContain(PressAnswer.Texts(card.Card!), t => t.Contains("Prise en charge", StringComparison.Ordinal));

        var taken = await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel);
        Assert.Contains("Acknowledged", taken.Text, StringComparison.Ordinal);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "Prise en charge") && Shows(m, "S'en charge"), "her card, in French", Cancel);
    }

    [Fact]
    public async Task Whoever_chooses_a_language_keeps_it_whatever_they_write_and_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var teams = await FakeTeams.StartAsync();
        await using (teams)
        {
            await using (var story = await BeginAsync(folder: folder.Path, teams: teams))
            {
                await SayAsync(story, "Sprache deutsch", m => m.Text?.Contains("Ab jetzt schreibe ich dir auf Deutsch.") is true);
                await SayAsync(story, "merci beaucoup", m => m.Text?.Contains("Gern geschehen.") is true);
                await SayAsync(story, "escalate", m => Shows(m, "In einer Zeile"));
                await SayAsync(story, "Reports at Acme Corp are slow and their team cannot work at all", m => Shows(m, "Was richtet es"));
                await story.QuietAsync(Cancel);
                Assert.Equal(TextAnalysis.Tokens.Language.German, (await ContactAsync(story))!.Language);
            }

            await using (var story = await BeginAsync(folder: folder.Path, teams: teams))
            {
                await SayAsync(story, "help", m => Shows(m, "Hallo, ich bin der Escalation Agent"));
                await SayAsync(story, "langue automatique", m => m.Text?.Contains("I answer in the language that you write in") is true);
                Assert.Null((await ContactAsync(story))!.Language);
                await SayAsync(story, "aide", m => Shows(m, "Bonjour, je suis l'Escalation Agent"));
            }
        }
    }

    [Fact]
    public async Task In_a_channel_English_is_spoken_whatever_language_one_of_it_has_chosen()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await SayAsync(story, "langue français", m => m.Text?.Contains("Désormais, je t'écris en français.") is true);
        await story.People.SaysInAsync(Ann, Leadership, "open", Cancel);
        await story.Teams.ShowsAsync(Leadership, m => m.Text == "Nothing is open here.", "the answer, in English", Cancel);
        await SayAsync(story, "open", m => m.Text == "Rien n'est ouvert ici.");
    }

    private static Task<Contact?> ContactAsync(Story story) => story.Bot.Get<IDirectory>().FindContactAsync(FakeTeams.Tenant, Ann.AadObjectId, Cancel);

    private static async Task SayAsync(Story story, string said, Func<FakeMessage, bool> answer)
    {
        await story.People.SaysAsync(Ann, said, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, answer, $"the answer to {said}", Cancel);
    }

    /// <summary>Answers every question until none is open.</summary>
    private static async Task AnswerAllAsync(Story story)
    {
        for (var left = 10; left > 0; left--)
        {
            await story.QuietAsync(Cancel);
            if (Escalations.Intake.Interview.NextWhole((await story.FindAsync(1, Cancel)).Brief) is not { } asked)
            {
                return;
            }

            Assert.True(Shows(story.Teams.In(Ann.ChatId)[^1], asked.In(TextAnalysis.Tokens.Language.French).Wording), $"the question for {asked.Title}");
            await story.People.SaysAsync(
                Ann,
                asked.Section switch
                {
                    null => "Acme Corp",
                    BriefSection.Headline => "Les rapports d'Acme Corp sont lents depuis le 26 février, et l'équipe ne peut pas travailler.",
                    BriefSection.SpecificAsk => "Il nous faut un ingénieur avant jeudi ; résolu quand les rapports s'ouvrent en 10 secondes.",
                    BriefSection.Recommendation => "Je recommande de livrer le correctif de mars pour ce client.",
                    _ => "Le client a été informé le 28 février et attend une date cette semaine.",
                },
                Cancel
            );
        }
    }
}
