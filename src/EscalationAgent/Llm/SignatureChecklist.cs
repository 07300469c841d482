using TextAnalysis.Tokens;
using Escalations;

namespace EscalationAgent.Llm;

/// <summary>The ten items that a defect should come with, and which of them the notes hold (D057-D066).</summary>
internal static class SignatureChecklist
{
    private static readonly string[] Items =
        ["summary", "reproduction_steps", "expected_vs_actual", "logs_and_data", "customer_impact", "severity", "steps_taken", "screenshots", "supporting_tickets", "case_owner"];

    private static readonly Lexicon<string> Cues = new(
    [
        new("reproduction_steps", 1, "", "reproduce*", "reproduction", "steps to", "repro", "whenever", "each|every time", "as soon as", "the moment", "when|if somebody|someone|you|one|a|the", "nachstell*", "reproduzier*", "sobald", "jedes mal wenn", "wenn man", "reproduire", "reproduit", "des qu'on|que|qu'un", "chaque fois que", "quand un|une|on|le|la", "reproduc*", "reproduz*", "cada vez que", "cuando un|una|el|la|se", "quando um|uma|o|a", "toda vez que", "sempre que"),
        new("expected_vs_actual", 1, "", "instead of", "rather than", "should have", "should be", "should take", "expected", "in place of", "shows .. although", "as before", "used to", "statt", "anstatt", "obwohl", "sollte", "au lieu", "alors que", "devrait", "en lugar|vez de", "deberia", "em vez de", "no lugar de", "deveria"),
        new("logs_and_data", 1, "", "log|logs|logfile|logfiles", "har", "console", "trace|traces|stack", "dump", "recording", "protokoll*", "aufzeichnung", "journal|journaux", "registro|registros de", "registros", "logs do|de", "error code|message", "fehlermeldung", "message d'erreur", "mensaje de error", "mensagem de erro"),
        new("severity", 1, "", "s1|s2|s3|s4", "p1|p2|p3|p4", "sev1|sev2|sev3|sev4", "sev|severity|priority|prio 1|2|3|4|high|critical|urgent", "top priority", "urgent*", "dringend", "kritisch", "critique", "critico|critica", "urgente", "low priority", "kein handlungsdruck"),
        new("screenshots", 1, "", "screenshot*", "screen shot|recording", "video", "took a picture", "picture attached", "bildschirmfoto*", "capture d'ecran", "captura*", "print da tela", "foto de pantalla"),
        new("supporting_tickets", 1, "", "ticket #", "tickets #", "case #", "inc #", "ticket*", "jira", "incident #", "fall #", "vorgang #", "dossier #", "caso #", "chamado*"),
        new("case_owner", 1, "", "owner", "owned by", "assigned to", "contact is", "is the person", "looked after by", "zustandig", "verantwortlich", "ansprechpartner*", "responsable", "interlocuteur", "responsavel", "a cargo"),
    ]);

    /// <summary>Every item, in the checklist's order, and whether it is there.</summary>
    public static IReadOnlyDictionary<string, bool> Read(string text, DateOnly writtenOn)
    {
        var statements = NotesReader.Read([text], writtenOn).Statements;
        var sections = new SectionSorter(writtenOn).Sort(statements);
        var held = statements.SelectMany(s => Cues.In(s.Words).Where(h => !Denial.Of(s, h)).Select(h => h.Entry.For)).ToHashSet();
        Hold(held, "summary", HeadlineChooser.Choose(statements, null) is not null);
        Hold(held, "customer_impact", sections.ContainsKey(BriefSection.CustomerImpact));
        Hold(held, "steps_taken", sections.ContainsKey(BriefSection.ResolutionAttempts));
        return Items.ToDictionary(item => item, held.Contains);
    }

    private static void Hold(HashSet<string> held, string item, bool isThere)
    {
        if (isThere)
        {
            held.Add(item);
        }
    }
}
