namespace EscalationAgent.Llm;

/// <summary>What stands in the notes: their sentences, and the people and domains seen on the way.</summary>
internal sealed record NotesRead(string Raw, IReadOnlyList<Statement> Statements, IReadOnlySet<string> People, IReadOnlySet<string> Domains, IReadOnlySet<string> OwnDomains);
