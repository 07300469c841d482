using EscalationAgent.Teams;

namespace EscalationAgent.Tests.Teams;

/// <summary>Which short messages tell of a customer's problem. A wrong yes costs a question, a wrong no a dead end.</summary>
public sealed class TopicsTests
{
    private static readonly string[] Problems =
    [
        "Acme cannot log in since this morning",
        "Globex says their dashboards are empty",
        "Initech was billed twice for March",
        "the nightly sync at Umbrella hasn't run for three days",
        "Hooli's CFO is threatening to leave",
        "customer reports 500s on checkout",
        "Wayne Enterprises needs SSO or they won't renew",
        "our main contact at Stark just resigned and the new one wants a competitor",
        "Soylent is still waiting for an answer to their P1",
        "Bei Globex ist der Export seit gestern leer",
        "Acme kann sich nicht mehr anmelden",
        "Die Rechnung von Initech stimmt nicht",
        "Der Kunde droht mit Kündigung",
        "Bei Umbrella steht die Produktion",
        "Chez Acme plus personne ne peut se connecter",
        "La facture de Globex est fausse",
        "Le client menace de partir",
        "Les rapports d'Initech sont vides depuis hier",
        "Acme no puede iniciar sesión desde esta mañana",
        "Los informes de Globex salen vacíos",
        "El cliente está muy molesto con el soporte",
        "A Acme não consegue entrar desde cedo",
        "Os relatórios da Globex estão vazios",
        "O cliente ameaça cancelar o contrato",
    ];

    private static readonly string[] Others =
    [
        "blah blub",
        "how are you today",
        "good job team",
        "see you tomorrow at nine",
        "I am on holiday next week",
        "can you remind me on Friday",
        "tell me a joke",
        "what time is it in Berlin",
        "let's have lunch",
        "Wie geht es dir",
        "bis morgen dann",
        "wir sehen uns am Montag",
        "à demain tout le monde",
        "quel temps fait-il",
        "hasta mañana equipo",
        "até amanhã pessoal",
        "my name is Ann",
        "this is a test",
        "Just wanted to say: Halberd Foods are delighted with the new dashboard, and they will sign the renewal for 200k next week.",
    ];

    [Fact]
    public void Problems_are_heard_and_small_talk_is_none()
    {
        var missed = Problems.Where(p => !Topics.TellsOfProblem(p)).ToList();
        var wrong = Others.Where(Topics.TellsOfProblem).ToList();
        Assert.True(missed.Count <= 1 && wrong.Count == 0, $"Missed: {string.Join(" | ", missed)}\nWrong: {string.Join(" | ", wrong)}");
    }
}
