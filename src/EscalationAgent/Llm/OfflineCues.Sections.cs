using Escalations;
using static Escalations.BriefSection;

namespace EscalationAgent.Llm;

/// <summary>What speaks for a section. Three points put a sentence there.</summary>
internal static partial class OfflineCues
{
    private static Cue<BriefSection>[] SectionTable =>
    [
        new(CustomerImpact, 3, "", "cannot", "can't", "can not", "can no longer", "unable to", "are|is|be|been blocked", "blocks|blocking", "could not", "couldn't", "no access", "locked out", "not able to"),
        new(CustomerImpact, 3, "", "hours|days|minutes per|a|each|every day|week|month|night|shift", "by hand", "manually", "manual workaround*", "on paper", "one by one", "in excel"),
        new(CustomerImpact, 3, "", "losing", "lose", "lost #", "loses", "cost* them|us|the", "costing", "missed orders|revenue|deadline*", "overtime", "penalt*", "parcels less", "fewer orders"),
        new(CustomerImpact, 2, "", "# .. users|patients|customers|shops|sites|employees|people|orders|records|stores|hotels|planners|households|agents|engineers|students|drivers|properties", "affect*", "impact*", "delayed", "revenue", "are|is down", "rollout .. blocked", "operations"),
        new(CustomerImpact, 3, "", "kann keine|nicht", "konnen keine|nicht", "betroffen", "manuell", "stunden pro|am", "steht still", "verlier*"),
        new(CustomerImpact, 3, "", "ne peut|peuvent", "bloque*", "heures par", "a la main", "perd*", "no puede*", "no pueden", "horas por|al|a", "a mano", "pierde*", "nao consegue*", "nao conseguem", "perde*", "parado*"),
        new(CustomerImpact, -2, "", "we tried", "restarted", "i told", "please"),

        new(ResolutionAttempts, 4, "", "did not|didn't help|work|solve|fix|change", "no effect|improvement|change|luck|success|difference", "without success", "not solve*", "to no avail", "came back", "problem .. returned", "helped for", "fell over again", "still .. same|broken|fails|failing|happens"),
        new(ResolutionAttempts, 3, "", "tried", "restart*", "reboot*", "rolled back", "roll back .. no", "cleared", "rebuilt", "reinstall*", "replaced", "raised the", "increased the", "reset", "failover", "failed over", "patched", "hotfix deployed", "workaround provided|offered|suggested", "suggested", "re-ran", "reran", "reconfigur*", "doubled", "moved .. slot"),
        new(ResolutionAttempts, 4, "", "ohne erfolg", "ohne wirkung", "neu gestartet", "neugestartet", "versucht", "sans succes", "sans effet", "redemarr*", "essaye", "tente de", "sin exito", "reinici*", "intentado", "intentamos", "sem sucesso", "tentamos", "tentativa"),
        new(ResolutionAttempts, -3, "", "please", "can you|someone|we|the", "could you|someone|we|support", "instead of"),

        new(SpecificAsk, 4, "", "we need", "i need", "need .. to|from|by", "ask is", "asking for|that|you|engineering|product|finance", "request* that|a|an|the", "require .. by", "can|could|would you|someone|somebody|engineering|product|support|finance|we|the", "please", "want .. by"),
        new(SpecificAsk, 4, "", "resolved when|once|after|means|for", "done when", "would|will call .. resolved", "satisfied when|once|if", "definition of resolved|done", "success looks like"),
        new(SpecificAsk, 4, "", "wir brauchen|benotigen", "bitte", "ich brauche", "brauchen .. bis", "nous avons besoin", "j'ai besoin", "merci de", "il nous faut", "necesitamos", "por favor", "se necesita", "precisamos", "preciso de"),
        new(SpecificAsk, -3, "", "customer|they|client needs|need|want|wants|asked", "we tried", "need to know if"),

        new(CustomerCommunication, 4, "", "i|we told", "told the|them|him|her|their", "was|were told", "informed", "we|i promised", "promised", "i|we said", "i|we replied", "apologi*", "keep them posted", "updated the customer", "let them know", "explained to", "sent them", "has been informed", "report back", "get back to"),
        new(CustomerCommunication, 4, "", "expect|expects|expecting", "they|he|she|customer|ceo|cfo|coo|cio|cto|manager|director says|said", "they|he|she wrote|writes|wants to know|called|asked", "wrote to", "called us", "want to know", "next update", "weekly calls", "on the phone"),
        new(CustomerCommunication, 3, "", "frustrat*", "is|are|but|remain*|stay*|still|very|quite patient", "angry", "annoyed", "upset", "unhappy", "furious", "fed up", "understanding", "relaxed", "dissatisf*", "disappoint*", "will terminate|cancel|leave", "cool about", "lost trust", "tired of", "not amused", "threaten*", "escalated to our|us"),
        new(CustomerCommunication, 4, "", "verargert", "unzufrieden", "mitgeteilt", "zugesagt", "informiert", "erwartet", "frustriert", "mecontent*", "informe", "s'attend", "prevenu", "molest*", "comunicado", "informado", "avisado", "espera*", "insatisfeit*", "informamos"),

        new(CommercialContext, 4, "", "arr", "mrr", "annual recurring", "contract value", "tcv", "acv", "renewal", "renews", "not renew", "up for renewal", "expansion", "upsell", "pipeline", "contract ends|expires|runs", "pay us", "pays us", "they pay .. year", "a year", "strategic account"),
        new(CommercialContext, 3, "", "competitor*", "rfp", "another vendor", "churn", "usage dropped", "logins", "champion", "sponsor", "refuse* to pay", "procurement", "price increase", "moving away", "terminate", "cancel the contract|agreement"),
        new(CommercialContext, 4, "", "jahresumsatz", "verlangerung", "vertrag endet|lauft", "vertragsende", "umsatz", "renouvellement", "chiffre d'affaires", "renovacion", "renovacao", "vencimiento", "contrato vence|termina", "competidor", "concurrent", "concorrente", "wettbewerber", "cancelar el|o contrato", "patrocinador"),
        new(CommercialContext, -3, "", "renewal quote|offer", "before the renewal"),

        new(Recommendation, 6, "", "i|we suggest", "i|we recommend", "i|we propose", "my take|view|recommendation|suggestion|proposal|advice|gut", "i'd suggest|recommend|propose|offer", "i would suggest|recommend|propose|offer|send", "in my view|opinion", "i think we should", "we should", "i believe we should"),
        new(Recommendation, 6, "", "ich empfehle", "ich schlage", "mein vorschlag", "meiner meinung", "wir sollten", "je recommande", "je propose", "je suggere", "a mon avis", "nous devrions", "recomiendo", "sugiero", "propongo", "deberiamos", "recomendo", "sugiro", "proponho", "deveriamos"),

        new(Timeline, 2, "", "first noticed|seen|alert|failure|reported", "started", "began", "ticket", "opened", "went live", "this is now day", "so far", "since then", "second failure", "third failure", "happened", "breached", "left the company", "moved to", "was closed", "promised", "received", "noticed", "keeps", "bricht", "wurde", "recibio", "recebeu", "outage of", "billed"),
    ];
}
