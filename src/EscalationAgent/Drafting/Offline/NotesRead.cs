namespace EscalationAgent.Drafting.Offline;

/// <summary>What is in the notes: their sentences, and the people and domains seen on the way.</summary>
/// <param name="Evidence">What machines wrote; no sentences, and nothing that a model judges.</param>
/// <param name="Signed">The lines by which somebody of top management signed or sent a mail.</param>
internal sealed record NotesRead(
    string Raw,
    IReadOnlyList<Statement> Statements,
    IReadOnlyList<Statement> Evidence,
    IReadOnlySet<string> People,
    IReadOnlySet<string> Domains,
    IReadOnlySet<string> OwnDomains,
    IReadOnlyList<Signature> Signed
);

/// <summary>A line with somebody's title, and the sender of the mail that it is in; empty when that is not known.</summary>
internal sealed record Signature(string Sender, string Line);
