namespace EscalationAgent.Llm;

/// <summary>Where customers' names stand, and what looks like a name but is none.</summary>
internal static class OfflineNames
{
    /// <summary>The words straight before a name, and how much they say that it is the customer's.</summary>
    public static readonly (string Words, double Weight)[] Before =
    [
        ("customer", 5), ("our customer", 5), ("client", 5), ("our client", 5), ("the account", 4), ("account", 4), ("affecting", 4), ("affects", 4), ("hits", 3), ("impacting", 4),
        ("kunde", 5), ("kunden", 5), ("kundin", 5), ("firma", 4), ("cliente", 5), ("empresa", 4), ("le client", 5), ("societe", 4),
        ("at", 2), ("bei", 2), ("beim", 2), ("chez", 2), ("from", 1.5), ("for", 2), ("fur", 1.5), ("with", 1), ("pour", 1.5), ("en", 0.5), ("em", 0.5),
        ("champion at", 5), ("sponsor at", 5), ("contact at", 5), ("team at", 5), ("users at", 5), ("finance at", 5), ("administrator at", 5), ("director at", 5), ("manager at", 5), ("head at", 4), ("people at", 5),
        ("call with", 2), ("meeting with", 2), ("losing", 3), ("lose", 3), ("sla for", 4), ("breach at", 4), ("error at", 4), ("outage at", 5), ("live at", 3), ("issue at", 4), ("problem at", 4),
    ];

    public static readonly string[] AfterCompany =
        [" (customer", " (ARR", " (account", " (client", " (Kunde", " (cliente", " is a customer", " is our customer", " runs ", " called, ", "'s team", "'s finance", "'s IT", "'s operations"];

    public static readonly string[] AfterPerson =
        [", their", ", the ", ", our ", ", head", ", VP", ", CEO", ", CTO", ", CFO", ", CIO", ", COO", ", director", ", IT ", ", ihr", ", der ", ", die ", ", leur", ", su ", " (CEO", " (CTO", " (CFO", " (CIO", " (COO", " (VP", " (head", " (their", " <", " said", " says", " told", " wrote"];

    public static readonly HashSet<string> Verbs =
        ["reported", "reports", "called", "complained", "complains", "disputes", "disputed", "demands", "pays", "uses", "needs", "threatens", "threatened", "owes", "cannot", "noticed", "opened", "raised", "escalated", "wants", "refuses", "has", "hat", "meldet"];

    /// <summary>What a name that ends so is usually the name of.</summary>
    public static readonly HashSet<string> Trades =
    [
        "bank", "insurance", "logistics", "energy", "energie", "retail", "works", "hotels", "university", "hospital", "hospitals", "media", "freight", "aerospace", "labs", "systems", "software", "health", "healthcare",
        "pharma", "motors", "airlines", "airways", "telecom", "partners", "solutions", "technologies", "industries", "consulting", "capital", "studios", "foods", "assurances", "logistik", "steel", "mining", "clinics", "college", "council",
        "schools", "markets", "stores", "brewery", "shipping", "robotics", "analytics", "networks", "financial", "trust", "rail", "water", "power", "chemicals", "textiles", "paper", "print", "homes", "foundation", "versicherung", "werke", "maschinenbau",
    ];

    public static readonly HashSet<string> Joints = ["of", "de", "la", "du", "del", "da", "do", "dos", "des"];

    public static readonly string[] DottedSuffixes = ["s.a.", "s.l.", "b.v.", "n.v.", "s.p.a.", "s.r.l.", "l.l.c.", "a.g.", "a.s."];

    public static readonly HashSet<string> Unknown = ["unknown", "tbd", "n", "na", "none", "see", "todo", "unbekannt", "inconnu", "desconocido", "they", "the", "is", "was"];

    public static readonly HashSet<string> Roles =
    [
        "ceo", "cto", "cfo", "coo", "cio", "cro", "cpo", "ciso", "vp", "svp", "evp", "president", "chairman", "director", "manager", "head", "lead", "leader", "chief", "officer", "engineer", "controller", "administrator", "admin",
        "mr", "mrs", "ms", "dr", "herr", "frau", "monsieur", "madame", "senor", "senora", "sr", "sra", "professor", "prof", "colleague", "csm", "geschaftsfuhrer", "leiter", "leiterin",
    ];

    public static readonly HashSet<string> Vendors =
        ["salesforce", "sap", "zendesk", "jira", "slack", "teams", "microsoft", "outlook", "excel", "aws", "azure", "google", "stripe", "okta", "hubspot", "oracle", "github", "servicenow", "snowflake", "tableau", "powerbi", "office", "sharepoint", "windows", "android", "iphone"];

    public static readonly HashSet<string> Products = ["api", "module", "app", "dashboard", "connector", "integration", "plugin", "release", "version", "sync", "export", "import", "ticket"];

    /// <summary>Words that begin with a capital for another reason.</summary>
    public static readonly HashSet<string> NotNames =
    [
        "i", "we", "you", "he", "she", "it", "its", "they", "their", "our", "my", "his", "her", "your", "the", "a", "an", "this", "that", "these", "those", "there", "here", "what", "when", "where", "why", "who", "which", "how",
        "and", "but", "or", "so", "if", "as", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with", "without", "after", "before", "since", "until", "while", "because", "although", "however", "also", "then", "now", "today", "yesterday", "tomorrow", "just", "only",
        "no", "not", "yes", "please", "thanks", "hi", "hello", "dear", "customer", "client", "account", "company", "impact", "timeline", "ask", "headline", "summary", "subject", "issue", "problem", "status", "update", "urgent", "fw", "re", "fwd", "note", "notes", "background",
        "support", "engineering", "product", "finance", "sales", "marketing", "legal", "security", "leadership", "management", "procurement", "operations", "it", "hr", "cs", "qa", "customers", "team", "users", "production", "quick", "every", "all", "some", "nobody", "somebody", "can", "could", "will", "would", "should", "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "been", "let", "got",
        "api", "arr", "mrr", "sla", "p1", "p2", "p3", "p4", "s1", "s2", "s3", "s4", "rfp", "rca", "pdf", "sso", "scim", "eur", "usd", "gbp", "chf", "brl", "url", "http", "https", "json", "csv", "xml", "ui", "ux", "erp", "crm", "eu", "us", "uk", "q1", "q2", "q3", "q4", "id", "ids", "ok", "fyi", "asap", "eod", "nps", "qbr", "ebr", "tbd", "utc", "cet", "gmt", "pst", "am", "pm",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "lunes", "martes", "miercoles", "jueves", "viernes",
        "der", "die", "das", "den", "dem", "ein", "eine", "wir", "ich", "sie", "er", "es", "am", "im", "seit", "bis", "bei", "kunde", "kunden", "kundin", "firma", "nach", "heute", "gestern", "bitte", "hallo",
        "le", "la", "les", "un", "une", "nous", "je", "ils", "elle", "il", "depuis", "client", "el", "los", "las", "una", "nuestro", "nuestra", "cliente", "desde", "ya", "o", "os", "uma", "nosso", "nossa", "em", "para", "precisamos", "necesitamos", "recomiendo", "renewal", "usage", "recommendation", "commercial", "communication", "weekly", "third", "second", "first", "fourth", "data", "checkout", "memory", "job", "expansion", "planners",
    ];
}
