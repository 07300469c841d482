using TextAnalysis.Intents;
using TextAnalysis.Tokens;

namespace TextAnalysis.Tests;

public sealed class IntentTests
{
    [Theory]
    [InlineData("stop", Intent.Stop, Language.English)]
    [InlineData("Never mind, start over", Intent.Stop, Language.English)]
    [InlineData("Laissez tomber", Intent.Stop, Language.French)]
    [InlineData("Vergiss es", Intent.Stop, Language.German)]
    [InlineData("olvídalo", Intent.Stop, Language.Spanish)]
    [InlineData("deixa pra lá", Intent.Stop, Language.Portuguese)]
    [InlineData("oops, that was wrong", Intent.Undo, Language.English)]
    [InlineData("das war falsch", Intent.Undo, Language.German)]
    [InlineData("What does S1 mean?", Intent.Severities, Language.English)]
    [InlineData("was bedeutet S2?", Intent.Severities, Language.German)]
    [InlineData("who will see this?", Intent.WhoSees, Language.English)]
    [InlineData("Qui peut lire ça ?", Intent.WhoSees, Language.French)]
    [InlineData("what should i ask?", Intent.QuestionBack, Language.English)]
    [InlineData("see above", Intent.QuestionBack, Language.English)]
    [InlineData("where is my ticket?", Intent.AskStatus, Language.English)]
    [InlineData("thanks!", Intent.Thanks, Language.English)]
    [InlineData("Ok, thank you very much", Intent.Thanks, Language.English)]
    [InlineData("Danke dir", Intent.Thanks, Language.German)]
    [InlineData("merci beaucoup !", Intent.Thanks, Language.French)]
    [InlineData("Muchas gracias", Intent.Thanks, Language.Spanish)]
    [InlineData("muito obrigada", Intent.Thanks, Language.Portuguese)]
    [InlineData("Hi, what can you do?", Intent.Help, Language.English)]
    [InlineData("Was kannst du?", Intent.Help, Language.German)]
    [InlineData("Bonjour, que peux-tu faire ?", Intent.Help, Language.French)]
    [InlineData("¿Qué puedes hacer?", Intent.Help, Language.Spanish)]
    [InlineData("o que você faz?", Intent.Help, Language.Portuguese)]
    [InlineData("create an escalation ticket", Intent.NewEscalation, Language.English)]
    [InlineData("I want to raise an escalation", Intent.NewEscalation, Language.English)]
    [InlineData("Ich möchte etwas eskalieren", Intent.NewEscalation, Language.German)]
    [InlineData("Je voudrais ouvrir une escalade", Intent.NewEscalation, Language.French)]
    [InlineData("quiero abrir una escalación", Intent.NewEscalation, Language.Spanish)]
    [InlineData("hello", Intent.Greeting, Language.English)]
    [InlineData("Guten Morgen!", Intent.Greeting, Language.German)]
    [InlineData("I don't know yet", Intent.NotKnown, Language.English)]
    [InlineData("No idea yet, sorry", Intent.NotKnown, Language.English)]
    [InlineData("TBD", Intent.NotKnown, Language.English)]
    [InlineData("Keine Ahnung", Intent.NotKnown, Language.German)]
    [InlineData("Weiß ich noch nicht.", Intent.NotKnown, Language.German)]
    [InlineData("Je ne sais pas encore", Intent.NotKnown, Language.French)]
    [InlineData("Aún no lo sé", Intent.NotKnown, Language.Spanish)]
    [InlineData("Ainda não sei", Intent.NotKnown, Language.Portuguese)]
    [InlineData("what do you mean?", Intent.QuestionBack, Language.English)]
    [InlineData("Wie meinst du das?", Intent.QuestionBack, Language.German)]
    [InlineData("for example?", Intent.QuestionBack, Language.English)]
    [InlineData("which customer?", Intent.QuestionBack, Language.English)]
    [InlineData("No idea. What do you mean?", Intent.QuestionBack, Language.English)]
    [InlineData("par exemple ?", Intent.QuestionBack, Language.French)]
    [InlineData("¿A qué te refieres?", Intent.QuestionBack, Language.Spanish)]
    [InlineData("como assim?", Intent.QuestionBack, Language.Portuguese)]
    [InlineData("route it", Intent.Route, Language.English)]
    [InlineData("Thanks, go ahead", Intent.Route, Language.English)]
    [InlineData("schick es los", Intent.Route, Language.German)]
    [InlineData("make it an S2", Intent.Severity, Language.English)]
    public void A_message_is_understood_in_the_language_it_is_said_in(string said, Intent intent, Language language)
    {
        var found = IntentReader.Read(said);
        Assert.Equal((intent, language, ""), (found?.Intent, found?.Language, found?.Rest));
    }

    [Theory]
    [InlineData("who handles billing?", Intent.WhoHandles, "billing")]
    [InlineData("Wer ist zuständig für Rechnungen?", Intent.WhoHandles, "Rechnungen")]
    [InlineData("Qui s'occupe de la facturation ?", Intent.WhoHandles, "facturation")]
    [InlineData("find acme", Intent.Find, "acme")]
    [InlineData("Please search for “Acme Corp”", Intent.Find, "Acme Corp")]
    [InlineData("any news on Acme?", Intent.AskStatus, "Acme")]
    [InlineData("what about ESC-2026-0001?", Intent.AskStatus, "ESC-2026-0001")]
    [InlineData("Gibt es Neues zu Globex?", Intent.AskStatus, "Globex")]
    [InlineData("Où en est Acme ?", Intent.AskStatus, "Acme")]
    [InlineData("it's commercial", Intent.Category, "commercial")]
    [InlineData("I don't know yet, I'll ask their CTO on Thursday.", Intent.NotKnown, "I'll ask their CTO on Thursday")]
    [InlineData("Weiß ich noch nicht, ich frage morgen beim Kunden nach", Intent.NotKnown, "ich frage morgen beim Kunden nach")]
    public void What_is_asked_about_is_the_rest(string said, Intent intent, string rest)
    {
        var found = IntentReader.Read(said);
        Assert.Equal((intent, rest), (found?.Intent, found?.Rest));
    }

    /// <summary>Answers of an interview that begin like, or hold, what is understood.</summary>
    [Theory]
    [InlineData("Their shop loses 200 orders a day.")]
    [InlineData("Unknown error 500 since Monday")]
    [InlineData("I don't know who changed it, but 40 agents cannot log in")]
    [InlineData("We don't know the cause")]
    [InlineData("Thanks to a restart it was better for a day")]
    [InlineData("Help them move to the second gateway")]
    [InlineData("Open since 3 March")]
    [InlineData("Route their traffic over the second gateway")]
    [InlineData("What they expect is a date this week")]
    [InlineData("When the export runs, it times out")]
    [InlineData("How the outage began is in the ticket")]
    [InlineData("Nothing so far")]
    [InlineData("No")]
    [InlineData("Keine Ahnung, wer das geändert hat, aber 40 Leute können nicht arbeiten")]
    [InlineData("Acme Corp")]
    [InlineData("S3 bucket is full")]
    [InlineData("Stop the rollout by Friday")]
    [InlineData("Undo the migration of the archive")]
    [InlineData("Who sees the old price: 40 clerks")]
    [InlineData("End of the contract is in May")]
    [InlineData("")]
    [InlineData("👍")]
    public void An_answer_is_none_of_these(string said) => Assert.Null(IntentReader.Read(said));
}
