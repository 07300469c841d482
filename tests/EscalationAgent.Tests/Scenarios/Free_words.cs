using EscalationAgent.Tests.Fakes;
using Escalations;
using static EscalationAgent.Tests.Scenarios.Story;
using S = Escalations.BriefSection;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What people say when they do not say commands: in the interview, with a complete brief, and with none.</summary>
public sealed class Free_words
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every answer is read as notes: what it tells of other parts (C040, C043, C044) is not asked again.</summary>
    [Fact]
    public async Task An_answer_that_fills_three_parts_fills_three_and_the_next_question_is_what_is_still_missing()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        await SayAsync(story, "Label printing fails for Globex Corp", "customer's business");
        const string Answer =
            "Their warehouse cannot print labels and ships nothing. It began on 3 March after the update. We restarted the "
            + "print server, but that changed nothing.";
        await SayAsync(story, Answer, "What exactly do you need");

        var brief = (await story.FindAsync(1, Cancel)).Brief;
        Assert.Equal((Answer, Origin.Stated), (brief.TextOf(S.CustomerImpact), brief.Passages[S.CustomerImpact].Origin));
        Assert.Equal(("It began on 3 March after the update.", Origin.Extracted), (brief.TextOf(S.Timeline), brief.Passages[S.Timeline].Origin));
        Assert.Equal("We restarted the print server, but that changed nothing.", brief.TextOf(S.ResolutionAttempts));
        Assert.False(brief.Passages.ContainsKey(S.SpecificAsk));
    }

    [Fact]
    public async Task What_is_not_known_yet_stays_open_is_shown_so_and_is_routed()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await SayAsync(story, "escalate", "In one line");

        // Not here: what it is about, which customer, and what is asked for.
        await SayAsync(story, "I don't know yet", "decides by it whether to drop everything else");
        await SayAsync(story, "Checkout fails for all shops since Monday", "Which customer");
        await SayAsync(story, "no idea yet", "without a name the team cannot look anything up");
        await SayAsync(story, "Globex", "customer's business");
        await SayAsync(story, "Their shop loses 200 orders a day.", "What happened when");
        await SayAsync(story, "I don't know yet, I'll ask their CTO on Thursday", "What has been tried");
        await SayAsync(story, "no idea yet, sorry", "What exactly do you need");
        await SayAsync(story, "tbd", "without it nobody knows what to do");
        await SayAsync(story, "Find the cause by Friday.", "been told");
        await SayAsync(story, "They know that we look into it.", "commercially at stake");
        await SayAsync(story, "not known yet", "What do you recommend");
        await SayAsync(story, "Move them to the second gateway.", "ready for your decision");

        var brief = (await story.FindAsync(1, Cancel)).Brief;
        Assert.Equal(
            [new(S.Timeline, "I don't know yet, I'll ask their CTO on Thursday"), new(S.ResolutionAttempts), new OpenPart(S.CommercialContext)],
            brief.NotKnown
        );
        Assert.Null(brief.TextOf(S.Timeline));

        var review = story.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision"));
        Assert.True(Shows(review, "*Not known yet*: I don't know yet, I'll ask their CTO on Thursday"));

        // It is taken back by answering later.
        await SayAsync(story, "edit resolution attempts", "What has been tried");
        await story.People.SaysAsync(Ann, "Restarted the gateway: no change.", Cancel);
        await story.QuietAsync(Cancel);
        Assert.DoesNotContain((await story.FindAsync(1, Cancel)).Brief.NotKnown, part => part.Section == S.ResolutionAttempts);

        review = story.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision"));
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision());
        var card = await story.Teams.ShowsAsync(Engineering, m => Shows(m, "Acknowledge"), "the team's card", Cancel);
        Assert.True(Shows(card, "*Not known yet*: I don't know yet, I'll ask their CTO on Thursday"));
        Assert.True(Shows(card, "Restarted the gateway: no change."));
    }

    [Theory]
    [InlineData("what do you mean?", "Their analytics team cannot run reports")]
    [InlineData("for example?", "Their analytics team cannot run reports")]
    [InlineData("Wie meinst du das?", "Ihr Analyseteam kann keine Berichte erstellen")]
    [InlineData("par exemple ?", "Leur équipe d'analyse ne peut pas produire de rapports")]
    public async Task A_question_back_is_answered_with_hint_and_example_and_is_no_answer(string said, string example)
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate", "In one line");
        await SayAsync(story, "Checkout fails for Globex Corp since Monday", "customer's business");
        await story.People.SaysAsync(Ann, said, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains(example) is true, "the example", Cancel);
        Assert.Null((await story.FindAsync(1, Cancel)).Brief.TextOf(S.CustomerImpact));
    }

    [Fact]
    public async Task A_complete_brief_understands_what_is_said_about_it_and_routes_nothing_by_itself()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.ReviewAsync(Cancel);
        await story.QuietAsync(Cancel);
        while (Escalations.Intake.Interview.NextFor((await story.FindAsync(1, Cancel)).Brief) is not null)
        {
            await story.People.SaysAsync(Ann, "skip", Cancel);
            await story.QuietAsync(Cancel);
        }

        foreach (
            var (said, answer) in new[]
            {
                ("route it", "press \\*\\*Route\\*\\*"),
                ("Thanks, go ahead", "press \\*\\*Route\\*\\*"),
                ("S2", "choose \\*\\*S2 Major\\*\\*"),
                ("make it an S1", "choose \\*\\*S1 Critical\\*\\*"),
                ("it's commercial", "choose \\*\\*Commercial dispute\\*\\*"),
                ("Globex", "`account: Globex`"),
                ("any news on Acme?", "for “Acme”"),
                ("any news on Initech?", "nothing that you may see for “Initech”"),
            }
        )
        {
            var pattern = answer.Replace("\\", "", StringComparison.Ordinal);
            var before = story.Teams.In(Ann.ChatId).Count(m => m.Text?.Contains(pattern) is true);
            await story.People.SaysAsync(Ann, said, Cancel);
            await story.QuietAsync(Cancel);
            Assert.True(story.Teams.In(Ann.ChatId).Count(m => m.Text?.Contains(pattern) is true) > before, $"{said}: {Last(story, Ann)}");
        }

        await SayAsync(story, "ESC-2026-0001", "began the brief");
        await SayAsync(story, "what about ESC-2026-0001?", "began the brief");
        var escalation = await story.FindAsync(1, Cancel);
        Assert.Equal((Status.Draft, (Decision?)null, "Acme Corp"), (escalation.Status, escalation.Decision, escalation.Brief.Account));
    }

    [Fact]
    public async Task In_the_interview_route_it_says_what_is_missing_and_find_may_be_an_answer()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, $"escalate {Notes}", "What exactly do you need");
        await story.People.SaysAsync(Ann, "route it", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains("still missing: specific ask") is true, "what is missing", Cancel);
        await SayAsync(story, "Find the cause by Friday.", "ready for your decision");
        Assert.Equal("Find the cause by Friday.", (await story.FindAsync(1, Cancel)).Brief.TextOf(S.SpecificAsk));
    }

    [Theory]
    [InlineData("Acme cannot log in since this morning", "That sounds like a customer problem")]
    [InlineData("Globex hat seit heute früh keinen Zugriff, der Login schlägt fehl", "Das klingt nach einem Kundenproblem")]
    [InlineData("Chez Initech, l'export ne fonctionne plus depuis lundi", "On dirait un problème client")]
    [InlineData("En Acme el inicio de sesión no funciona desde esta mañana", "Parece un problema de un cliente")]
    [InlineData("Na Acme a exportação não funciona desde segunda-feira", "Parece um problema de cliente")]
    public async Task A_sentence_that_tells_of_a_problem_is_offered_as_the_beginning_of_a_brief(string said, string title)
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, said, Cancel);
        var offer = await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, title), title, Cancel);
        await story.People.PressesAsync(Ann, offer, Buttons(offer.Card!)[0], Cancel);
        await story.QuietAsync(Cancel);
        Assert.Equal([said], (await story.FindAsync(1, Cancel)).Draft.Notes);
    }

    [Theory]
    [InlineData("thanks!", "You are welcome.")]
    [InlineData("danke dir", "Gern geschehen.")]
    [InlineData("merci beaucoup", "Avec plaisir.")]
    [InlineData("what can you do?", "I turn a customer problem into a clear brief")]
    [InlineData("Bonjour, que peux-tu faire ?", "je fais un dossier clair")]
    [InlineData("hello", "I turn a customer problem into a clear brief")]
    [InlineData("create an escalation ticket", "In one line")]
    [InlineData("who handles billing?", "goes to CS leadership and Finance: that is **Commercial dispute**")]
    [InlineData("Wer ist zuständig für Rechnungen?", "geht an CS-Leitung und Finanzen: Das ist **Kommerzieller Streitfall**")]
    [InlineData("Qui s'occupe de la facturation ?", "va à Direction CS et Finances")]
    [InlineData("who handles bugs?", "goes to Engineering")]
    [InlineData("who handles unicorns?", "Who handles what, and by when")]
    [InlineData("find acme", "nothing that you may see for “acme”")]
    [InlineData("blah blub", "I did not understand that")]
    public async Task What_people_say_without_a_command_is_understood(string said, string answer)
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, said, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains(answer) is true || Shows(m, answer), answer, Cancel);
    }

    /// <summary>What a newcomer types in the middle of a brief is none of its parts (found by one who had never seen it).</summary>
    [Fact]
    public async Task What_is_no_answer_is_not_stored_as_one()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate Label printing fails for Globex Corp since 3 March, 40 people cannot ship anything.", "What has been tried");
        await SayAsync(story, "stop", "Cancel this brief?");
        await SayAsync(story, "what should i ask?", "What has been tried");
        await SayAsync(story, "What does S1 mean?", "**S1 Critical**");
        await SayAsync(story, "who will see this?", "is read by nobody else until you press");
        await SayAsync(story, "find shouts", "nothing that you may see for “shouts”");
        await SayAsync(story, "case study", "Of which one?");
        await SayAsync(story, "escalate Beta GmbH: the export is broken for 50 users since today", "Shall I make a brief of it?");
        Assert.False((await story.FindAsync(1, Cancel)).Brief.Passages.ContainsKey(S.ResolutionAttempts));
        Assert.DoesNotContain((await story.FindAsync(1, Cancel)).Brief.Passages, p => p.Value.Text.Contains("Beta", StringComparison.Ordinal));
    }

    /// <summary>The word that begins a brief does so in every language; it is no part of the notes.</summary>
    [Theory]
    [InlineData("escalader", "Acier Blanc ne peut plus facturer depuis lundi, 40 personnes attendent.")]
    [InlineData("eskalieren", "Acier Blanc kann seit Montag keine Rechnungen mehr schreiben, 40 Leute warten.")]
    [InlineData("escalar", "Acier Blanc no puede facturar desde el lunes, 40 personas esperan.")]
    public async Task Notes_behind_a_translated_word_begin_a_brief(string word, string notes)
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, $"{word} {notes}", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Equal([notes], (await story.FindAsync(1, Cancel)).Draft.Notes);

        // While a question is open, it is its answer.
        await story.People.SaysAsync(Ann, "escalar al equipo de ingeniería antes del jueves", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Equal([notes], (await story.FindAsync(1, Cancel)).Draft.Notes);
        Assert.Contains((await story.FindAsync(1, Cancel)).Brief.Passages, p => p.Value.Text.StartsWith("escalar al equipo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_says_nothing_of_a_matter_begins_no_brief()
    {
        await using var story = await BeginAsync();
        await SayAsync(story, "escalate to the CEO", "Which one shall go to **the CEO**?");
        await SayAsync(story, "https://status.example/4711", "I don't open links.");
        await SayAsync(story, "Hello bot, my colleague is bullying me", "which is confidential: begin it by `escalate matrix`");
        await SayAsync(story, "our launch is delayed by two weeks, what now", "`escalate launch` begins such a one");
        await SayAsync(story, "ich will etwas eskalieren", "einer Zeile");
        await SayAsync(story, "stop", "ESC-2026-0001");
    }

    /// <summary>Whoever may not see an escalation cannot learn by searching that it is there (R20).</summary>
    [Fact]
    public async Task Find_shows_what_may_be_seen_and_says_of_the_rest_what_it_says_of_nothing()
    {
        await using var story = await BeginAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        await story.QuietAsync(Cancel);
        var stranger = new FakePerson("Eve Stranger");

        await SayAsync(story, "find acme", "**1** for “acme”");
        await SayAsync(story, "find 0001", "ESC-2026-0001");
        foreach (
            var (person, said, answer) in new[]
            {
                (Bob, "find ACME corp", "**1** for “ACME corp”"),
                (stranger, "find acme", "nothing that you may see for “acme”"),
            }
        )
        {
            await story.People.SaysAsync(person, said, Cancel);
            await story.Teams.ShowsAsync(person.ChatId, m => m.Text?.Contains(answer) is true, answer, Cancel);
        }

        // Engineering reads no amounts, so it finds none.
        await story.People.SaysAsync(Cleo, "find 85k", Cancel);
        await story.Teams.ShowsAsync(Cleo.ChatId, m => m.Text?.Contains("nothing that you may see for “85k”") is true, "that nothing is found", Cancel);
    }

    [Theory]
    [InlineData(
        "escalate Der Export bei Globex schlägt seit Montag fehl, und die Buchhaltung kann den Monat nicht abschließen. Wir "
            + "haben den Dienst neu gestartet, aber das hat nichts geändert.",
        "Um welchen Kunden geht es?"
    )]
    [InlineData(
        "escalate L'export de Globex échoue depuis lundi et la comptabilité ne peut pas clôturer le mois. Nous avons "
            + "redémarré le service, mais cela n'a rien changé.",
        "De quel client s'agit-il ?"
    )]
    [InlineData(
        "escalate La exportación de Globex falla desde el lunes y la contabilidad no puede cerrar el mes. Hemos reiniciado "
            + "el servicio, pero no ha cambiado nada.",
        "¿De qué cliente se trata?"
    )]
    [InlineData(
        "escalate A exportação da Globex falha desde segunda-feira e a contabilidade não consegue fechar o mês. Reiniciamos "
            + "o serviço, mas isso não mudou nada.",
        "De qual cliente se trata?"
    )]
    public async Task The_interview_asks_in_the_language_of_the_notes(string said, string question)
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, said, Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, question), question, Cancel);
    }

    [Theory]
    [InlineData(
        "Eksport u klienta Globex nie działa od poniedziałku, a księgowość nie może zamknąć miesiąca. Zrestartowaliśmy "
            + "usługę, ale to nic nie zmieniło i klient jest bardzo niezadowolony.",
        "it looks like Polish",
        "nie umiem tego przeczytać"
    )]
    [InlineData(
        "顧客のエクスポートが月曜日から失敗しており、経理は月次を締められません。サービスを再起動しましたが、何も変わりませんでした。",
        "it looks like Japanese",
        "読むことはできません"
    )]
    public async Task Notes_in_another_language_are_kept_not_read_and_each_part_is_asked(string notes, string said, string own)
    {
        await using var story = await BeginAsync();
        await story.People.SaysAsync(Ann, $"escalate {notes}", Cancel);
        var told = await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains(said) is true, said, Cancel);
        Assert.Contains(own, told.Text, StringComparison.Ordinal);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, "In one line"), "the first question", Cancel);
        var escalation = await story.FindAsync(1, Cancel);
        Assert.Equal([notes], escalation.Draft.Notes);
        Assert.Empty(escalation.Brief.Passages);

        // The same without a command is offered, and said before.
        await story.People.SaysAsync(Bob, notes, Cancel);
        await story.Teams.ShowsAsync(Bob.ChatId, m => Shows(m, said) && Shows(m, own), "the offer", Cancel);
    }

    private static string? Last(Story story, FakePerson person) =>
        story.Teams.In(person.ChatId) is [.., var last] ? last.Text ?? last.Card?.ToJsonString() : null;

    private static async Task SayAsync(Story story, string text, string next)
    {
        await story.QuietAsync(Cancel);
        var before = story.Teams.In(Ann.ChatId).Count(m => m.Text?.Contains(next) is true || Shows(m, next));
        await story.People.SaysAsync(Ann, text, Cancel);
        await story.QuietAsync(Cancel);
        Assert.True(
            story.Teams.In(Ann.ChatId).Count(m => m.Text?.Contains(next) is true || Shows(m, next)) > before,
            $"After “{text}” no “{next}”, but: {Last(story, Ann)}"
        );
    }
}
