namespace EscalationAgent.Llm;

/// <summary>What speaks for a category of the customer playbook. Three points make a suggestion.</summary>
internal static partial class OfflineCues
{
    private static Cue<string>[] CategoryTable =>
    [
        new("product_defect", 3, "Something in the product does not work as it should.", "bug*", "defect*", "crash*", "broken", "not working", "stopped working", "does not|doesn't work|load|open|sync", "fail", "fails", "failing", "failed to", "been failing", "keeps dropping|failing|crashing|disconnecting", "malfunction*", "regression", "wrong figures|numbers|results|totals", "rotated", "cut off", "are|is empty", "corrupt*", "data loss", "duplicat* records"),
        new("product_defect", 3, "The product is slow, in error or out of reach.", "latency", "timeout*", "time out", "timing out", "error", "errors", "outage*", "# error*", "503", "http|status 500", "unavailable", "is|are|was|went|been down", "down since", "offline", "very slow", "performance issue|problem*", "without the .. since", "cannot log|take|run|see|open|access|reach"),
        new("product_defect", 3, "Something in the product does not work as it should.", "fehler*", "storung*", "ausfall*", "absturz*", "funktioniert nicht", "bricht .. ab", "en panne", "erreur*", "ne fonctionne", "bogue*", "fallo*", "falla*", "no funciona", "caido", "caida del", "erro", "erros", "falha*", "nao funciona", "fora do ar"),
        new("product_defect", 2, "A ticket of high priority is still open.", "p1", "p2", "sev1", "sev2", "sev 1|2", "ticket .. open", "open # days"),
        new("product_defect", 3, "Data was seen by those who must not see it.", "data breach|leak", "leak*", "security incident|hole|vulnerability", "another tenant", "exposed"),

        new("feature_gap", 4, "What the customer lacks does not exist in the product.", "missing feature|capability|functionality", "feature request|gap", "not support|supported", "no support for", "unsupported", "lack|lacks|lacking", "is|are missing", "provisioning missing", "no way to", "does not exist|offer", "not available in", "fehlende funktion", "unterstutzen .. nicht", "fehlt", "fonctionnalite manquante", "il manque", "funcionalidad", "funcionalidade"),
        new("feature_gap", 2, "It is a question for the roadmap.", "roadmap", "backlog", "will .. ever come", "feature parity", "ships before", "product management", "hoja de ruta"),
        new("feature_gap", 2, "The missing part holds back their rollout.", "blocks the rollout", "rollout .. blocked", "cannot go live without", "rollout .. without"),

        new("service_failure", 5, "A service level was broken.", "sla breach*", "sla .. breach*", "breach* .. sla", "breached the", "sla* .. verletz*", "sla verletzung", "violation .. sla", "incumplimiento .. sla", "sla credit"),
        new("service_failure", 4, "It has gone wrong more than once.", "third time", "second time", "fourth time", "third failure", "fourth failure", "repeated failure*", "repeated*", "time this quarter|month|year", "keeps happening", "yet again", "zum dritten|zweiten|vierten", "wiederholt*", "a repetition", "por tercera", "pela terceira"),
        new("service_failure", 3, "The customer waits for our people.", "no answer|reply|response", "nobody has answered|replied|responded", "nobody answered", "without a reply|response", "waited # hours|days", "first answer|response .. hours|days", "tired of chasing", "keep* chasing", "unanswered", "ignored", "lost trust", "trust in our"),
        new("service_failure", 3, "Something that was promised to the customer is late.", "overdue", "missed commitment|deadline|delivery|milestone", "missed .. commitment", "post mortem", "root cause report", "broken promise*", "remediation plan"),

        new("commercial_dispute", 4, "The customer disputes what was billed or agreed.", "disput*", "overcharg*", "billed for|twice", "wrong|incorrect|duplicate|corrected invoice", "invoice* .. wrong|incorrect|twice|says", "credit note*", "refuse* to pay", "refund*", "billing issue|error|problem", "order form", "contract disagreement", "factura duplicada|incorrecta|erronea", "nota de credito", "falsche rechnung", "gutschrift", "facture .. erronee|double|incorrecte", "avoir sur", "fatura duplicada|errada|incorreta"),
        new("commercial_dispute", 3, "It is about price.", "price increase", "pricing complaint", "pricing", "preiserhohung", "uplift", "hausse de prix", "subida de precio*", "aumento de preco*"),
        new("commercial_dispute", 1.5, "It is about an invoice.", "invoice", "invoices", "billing", "factura*", "facture*", "fatura*", "finance to"),

        new("relationship_at_risk", 4, "The person who stood for us is gone.", "champion .. left", "champion .. leav*", "champion .. resign*", "sponsor .. left", "sponsor .. moved", "sponsor .. leav*", "champion departure", "lost our champion|sponsor", "left the company", "patrocinador .. dejo|deixou", "dejo la empresa", "hat das unternehmen verlassen", "a quitte l'entreprise"),
        new("relationship_at_risk", 3, "Somebody else is after this account.", "competitor*", "rfp", "another vendor", "evaluat* .. alternative*", "competidor*", "concurrent", "concorrente", "wettbewerber"),
        new("relationship_at_risk", 3, "They use us less, or have gone quiet.", "usage dropped|fell|declined|down", "logins fell|dropped", "fell by half", "went quiet", "gone quiet", "adoption .. dropp*", "declining", "not turn up", "stopped attending", "no show"),
        new("relationship_at_risk", 3, "They speak of leaving.", "will not renew", "won't renew", "not renew", "to leave", "leave us", "moving away", "churn*", "terminate the", "cancel", "cancel the contract", "cancelar", "kundigen", "resilier"),

        new("executive_intervention", 4, "Their top management has come to ours.", "their|customer's ceo|coo|cfo|chairman|board", "ceo wrote|writes|called|demands|asked|escalated", "the|their board", "chief executive", "board level", "geschaftsfuhrer .. schrieb|angerufen", "pdg", "director general"),
        new("executive_intervention", 4, "An answer from our top management is asked for.", "executive response|intervention|escalation", "our ceo|cro|president to", "our ceo .. call", "call from our ceo", "ceo to ceo"),
        new("executive_intervention", 2, "The account is strategic, or losing it would be more than a loss.", "strategic account", "existential", "flagship customer", "largest customer", "top # account|customer", "biggest customer"),
    ];
}
