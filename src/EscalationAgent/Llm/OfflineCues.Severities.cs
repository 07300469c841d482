using Escalations;
using static Escalations.Severity;

namespace EscalationAgent.Llm;

/// <summary>What speaks for a severity, and what for a mood.</summary>
internal static partial class OfflineCues
{
    private static Cue<Severity>[] SeverityTable =>
    [
        new(S1, 4, "Production is down.", "production .. down|stopped|offline", "is|are|went|been down", "down since", "system* down", "complete* outage", "total outage", "platform .. unavailable|down", "unavailable at", "all .. sites|shops|users .. down", "out of service", "without the .. since", "produktion steht", "komplettausfall", "totalausfall", "en panne", "hors service", "production .. arret*", "caido", "fuera de servicio", "fora do ar"),
        new(S1, 2, "There is an outage.", "outage*", "ausfall", "# error page", "503", "login page returns", "panne"),
        new(S1, 4, "Revenue is blocked.", "cannot|can't|unable take|to|accept|process|ship|sell|invoice card|any|all|take|orders|payments", "payments .. failing", "checkout .. failing|down", "losing #", "losing about|around|up #", "revenue blocking", "orders blocked", "no orders"),
        new(S1, 5, "It is a legal or security matter.", "data breach|leak*", "security incident|breach", "personal data .. exposed|visible", "records .. another|other tenant|customer*", "lawyer*", "legal action", "lawsuit", "regulator", "litigation", "gdpr breach|violation", "ransomware", "datenleck", "anwalt*", "datenpanne", "fuite de donnees", "avocat*", "abogado*", "fuga de datos", "advogado*", "vazamento"),
        new(S1, -4, "", "usage|adoption|numbers|sales|logins|traffic is|are|was|went down"),
        new(S1, 3, "The notes call it S1.", "s1", "sev1", "sev 1", "severity 1|critical"),

        new(S2, 3, "The customer cannot do part of their work.", "cannot", "can't", "unable to", "are|is|be|been blocked", "blocks", "cannot see|run|use", "kann keine|nicht", "konnen keine|nicht", "ne peut|peuvent", "no puede*", "nao consegue*", "nao conseguem"),
        new(S2, 4, "The ticket stands at P1 or P2.", "p1", "p2", "sev2", "sev 2", "s2"),
        new(S2, 4, "They speak of leaving.", "threaten*", "will not renew", "won't renew", "not renew", "going to leave", "to leave", "cancel", "cancel the contract", "terminate", "terminate the", "talking to another vendor", "amenaz*", "cancelar", "kundig*", "resili*"),
        new(S2, 5, "Their top management has raised it, which is always high.", "their ceo|coo|cfo|board|chairman .. wrote|called|escalated|demand*", "ceo wrote|writes|called|demands|escalated", "board will", "escalated to our ceo", "geschaftsfuhrer .. schrieb"),
        new(S2, 4, "It has gone wrong more than once.", "third time|failure", "fourth time|failure", "second time", "repeated*", "sla breach*", "breach* .. sla", "zum dritten|zweiten|vierten", "wiederholt*", "sla .. verletz*"),
        new(S2, 3, "Trust is going, or those who carried it are gone.", "lost trust", "champion .. left", "sponsor .. left", "left the company", "rfp", "competitor*", "another vendor", "dejo la empresa", "competidor*"),
        new(S2, 2, "It does not hold.", "keeps dropping|failing|crashing|disconnecting|happening", "again and again", "every day|night|morning|week"),
        new(S2, 3, "Many people or much work are hit.", "every|all .. hotels|sites|shops|users|stores|plants|dashboards", "# hotels|sites|shops|stores|households|agents|engineers|properties", "per failed", "hours per|a|por day|week|dia", "parcels less", "rollout .. blocked", "haushalte"),

        new(S3, 2, "There is a way round it, at a price in work.", "by hand", "manual*", "workaround*", "one by one", "in excel", "a mano", "manuell"),
        new(S3, 2, "It is a matter of money or paper, not of running.", "invoice*", "credit note*", "billed", "factura*", "rechnung", "facture*", "order form", "report to the customer"),
        new(S3, 2, "Something is missing; nothing is broken.", "not support", "missing capability|feature", "feature request", "lack|lacks", "roadmap"),

        new(S4, 3, "It is cosmetic or rare.", "cosmetic*", "typo*", "logo", "minor", "low frequency", "now and then", "nice to have", "spelling", "alignment", "kosmetisch*", "cosmetique", "cosmetico", "estetico", "rarely", "once in a while"),
        new(S4, 2, "Nobody is held up by it.", "no blocker", "nobody is blocked", "not blocking", "not urgent", "no rush", "low priority", "kein blocker"),
    ];

    private static Cue<Sentiment>[] MoodTable =>
    [
        new(Sentiment.ThreateningChurn, 4, "", "threaten*", "will not renew", "won't renew", "not renew", "going to leave", "will leave", "want to leave", "cancel the contract|agreement", "to cancel", "will terminate", "terminate the", "talking to another vendor", "look* for alternatives", "moving to a competitor", "evaluating a competitor", "evaluating alternatives",
            "droht", "drohen", "will kundigen", "kundigen", "menace*", "resilier", "amenaz*", "cancelar el|o contrato", "ameaca*"),
        new(Sentiment.Frustrated, 3, "", "frustrat*", "angry", "annoyed", "upset", "unhappy", "furious", "fed up", "dissatisf*", "disappoint*", "lost trust", "tired of", "not amused", "losing patience", "unacceptable", "irritated",
            "verargert", "unzufrieden", "frustriert", "wutend", "sauer", "mecontent*", "frustre*", "furieux", "molest*", "frustrad*", "enfadad*", "insatisfeit*", "insatisfech*", "irritad*"),
        new(Sentiment.Patient, 3, "", "is|are|but|remain*|stay*|still|very|quite patient", "understanding", "relaxed", "cool about", "no rush", "no drama", "calm", "forgiving", "friendly", "geduldig", "verstandnisvoll", "comprehensi*", "compreensiv*", "paciente*"),
    ];
}
