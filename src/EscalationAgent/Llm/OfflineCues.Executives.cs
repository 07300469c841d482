using TextAnalysis.Tokens;
namespace EscalationAgent.Llm;

/// <summary>How the customer's top management is named, and what it does when it is behind an escalation.</summary>
internal static partial class OfflineCues
{
    public const string TheirTopRaisedIt = "Their top management has raised it, which is always high.";

    public static readonly Lexicon<bool> TopManagers = new(
    [
        new(true, 1, "", "ceo", "cto", "cfo", "coo", "cio", "ciso", "cpo", "cmo", "cro", "vp", "svp", "evp", "vice president", "president", "chairman", "chairwoman", "founder", "co founder", "managing director",
            "chief executive|operating|financial|technology|technical|information|product|security|digital|commercial|revenue officer", "chief executive", "board of directors", "their|'s|whole|supervisory board",
            "geschaftsfuhrer*", "vorstand", "vorstandschef*", "vorstandsvorsitz*", "vorstandsmitglied*", "aufsichtsrat*", "inhaber", "inhaberin",
            "pdg", "directeur|directrice general|generale|technique|financier|financiere", "president|presidente du|de", "vice president|presidente",
            "director|directora general|tecnico|tecnica|financiero|financiera", "consejero|consejera delegado|delegada", "vicepresident*", "presidente|presidenta",
            "diretor|diretora geral|executivo|executiva|tecnico|tecnica|financeiro|financeira", "vice presidente", "fundador|fundadora"),
    ]);

    /// <summary>What they do themselves; it is behind who does it.</summary>
    public static readonly Lexicon<bool> Raises = new(
    [
        new(true, 1, "", "wrote", "writes", "written", "called", "rang", "phoned", "emailed", "mailed", "contacted", "escalated", "escalates", "demands", "demanded", "demanding", "complained", "complains", "insists", "insisted", "threatens", "threatened", "intervened", "stepped in",
            "is|was furious|angry|livid|involved", "raised it|this|the", "asked why|when|for an|me|us", "asks why|when|for an", "asks|asked for a call|meeting", "requests|requested a call|meeting", "wants an|to know|answers|explanation",
            "schrieb", "geschrieben", "rief", "angerufen", "fordert", "forderte", "verlangt", "verlangte", "droht", "drohte", "eskaliert", "eskalierte", "beschwert", "beschwerte", "eingeschaltet", "angeschrieben",
            "a|nous ecrit", "a|m'a|nous appele", "m'a|nous ecrit", "a telephone", "exige", "reclame", "menace", "s'est|se plaint", "a escalade", "demande un entretien|rendez",
            "escribio", "llamo", "ha escrito|llamado|escalado|exigido|reclamado", "exige|exigio", "amenaza|amenazo", "se quejo", "escalo", "reclama", "pide|pidio una reunion|llamada",
            "escreveu", "ligou", "telefonou", "exigiu", "ameaca|ameacou", "reclamou", "escalou", "cobrou", "pede|pediu reuniao", "pede|pediu uma reuniao|conversa"),
    ]);

    /// <summary>What came from them; it is before who sent it.</summary>
    public static readonly Lexicon<bool> RaisedBy = new(
    [
        new(true, 1, "", "call|letter|email|mail|message|complaint|escalation|note from|by", "escalated|raised by", "demand|order|request from|of",
            "anruf|brief|mail|nachricht|beschwerde|eskalation von|vom|der|des", "appel|lettre|courriel|mail|message|plainte|escalade de|du", "llamada|carta|correo|mensaje|queja de|del", "ligacao|carta|mensagem|reclamacao|email de|do|da"),
    ]);

    /// <summary>Before these words it has not happened.</summary>
    public static readonly HashSet<string> NotYet =
    [
        "if", "would", "will", "may", "might", "could", "should", "unless", "otherwise", "before", "expect", "expects", "fear", "afraid", "soon", "shall", "going", "until", "imagine", "suppose", "i'll", "we'll", "they'll", "he'll", "she'll",
        "wenn", "falls", "sonst", "wurde", "wird", "konnte", "bevor", "ehe", "demnachst", "sobald", "bald",
        "si", "sinon", "pourrait", "risque", "avant", "bientot", "sino", "podria", "antes", "pronto", "senao", "caso", "poderia", "vai",
    ];

    /// <summary>Whose they are when they are ours.</summary>
    public static readonly HashSet<string> Ours =
    [
        "our", "ours", "my", "unser", "unsere", "unserem", "unseren", "unserer", "unseres", "mein", "meine", "meinem", "meiner", "notre", "nos", "mon", "ma", "nuestro", "nuestra", "mi", "nosso", "nossa", "meu", "minha",
    ];

    /// <summary>They come as guests: an invitation or a kind word is no escalation.</summary>
    public static readonly Lexicon<bool> Kindly = new(
    [
        new(true, 1, "", "thank*", "prais*", "invit*", "lunch", "dinner", "congratulat*", "kindly", "friendly", "pleased", "delighted", "happy with", "dankt*", "dankbar", "lobt*", "einladung", "eingeladen", "freundlich", "remerci*", "ravi", "felicit*", "gentille*", "agradec*", "convid*", "elogi*", "festa", "amable*", "con carino"),
    ]);
}
