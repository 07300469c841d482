using Escalations;
using Escalations.Lifecycle;
using TeamsBot.Cards;

namespace EscalationAgent.Teams.Faces;

/// <summary>The forms of the moves that need words.</summary>
internal static class Forms
{
    /// <param name="others">Who could own it instead.</param>
    public static FormFace Of(Move move, Escalation escalation, IReadOnlyList<Person> others) => move switch
    {
        Move.Update => Form(escalation, "Post an update", "Post update", Verbs.Update,
            texts: [new("text", "How does it go?", "What we know, what we do not know yet, what we do next, and when you hear from us again")]),
        Move.Resolve => Form(escalation, "Resolve", "Resolve", Verbs.Resolve,
            choices: [new("kind", "What is it?", "fix", [new("A fix", "fix"), new("A decision", "decision")], "expanded")],
            texts: [new("text", "What was done or decided?", "The CSM confirms it with the customer, so say what they can check")]),
        Move.HandOver => Form(escalation, "Hand over", "Hand over", Verbs.HandOver,
            choices: [new("owner", "Who takes it?", "", [.. others.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Take(100).Select(p => new Option(CardText.Plain(p.Signature), p.Id))])],
            texts: [new("because", "Why, and what should they know?", "Optional", Required: false)]),
        Move.Return => Form(escalation, "Not ours", "Give it back", Verbs.Return,
            texts: [new("because", "Why is it not yours, and whose is it?", "The CSM reads this and routes it anew")]),
        Move.Reopen => Form(escalation, "Reopen", "Reopen", Verbs.Reopen,
            texts: [new("because", "What is still wrong for the customer?", "The team reads this and goes on")]),
        Move.Withdraw => Form(escalation, "Withdraw", "Withdraw", Verbs.Withdraw,
            texts: [new("because", "Why is it no longer needed?", "The team reads this")]),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "This move needs no words."),
    };

    private static FormFace Form(Escalation escalation, string title, string submit, string verb, IReadOnlyList<FormChoice>? choices = null, IReadOnlyList<FormText>? texts = null) => new(
        escalation.Id.ToString(),
        escalation.Version,
        title,
        $"{escalation.Id} · {Looks.Account(escalation)} · {Looks.Safe(Looks.Short(Looks.Headline(escalation), 120))}",
        null,
        choices ?? [],
        texts ?? [],
        submit,
        verb)
    {
        Summary = $"{title}: {escalation.Id}",
    };
}
