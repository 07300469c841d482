namespace TextAnalysis.Style;

/// <summary>The phrases that are looked for. Accents are left out and apostrophes are spaces: <c>n auriez</c> for "n'auriez".</summary>
internal static partial class WordingRules
{
    private static readonly Dictionary<string, string> Lists = new()
    {
        ["the"] = "the your our their his her my",
        ["culprit"] =
            "support engineering sales devops marketing qa team department staff guys engineer engineers developer developers admin "
            + "admins administrator administrators vendor vendors supplier suppliers contractor contractors consultant consultants "
            + "colleague colleagues",
        ["coupable"] =
            "equipe equipes support prestataire prestataires fournisseur fournisseurs administrateur administrateurs admin admins "
            + "developpeur developpeurs ingenieur ingenieurs technicien techniciens hebergeur commercial commerciaux collegue collegues "
            + "editeur stagiaire informatique",
        ["le"] = "l le la les un une votre vos leur leurs notre nos son sa ses mon ma",
        ["fixed"] = "fixed resolved solved restored sorted back working ready fine ok okay over gone",
        ["regle"] = "regle* resolu* corrige* retabli* repare* pret prets prete pretes bon bons termine* fini*",
    };

    public static readonly IReadOnlyList<WordingRule> Blame =
    [
        WordingRule.Of(
            WordingKind.Blame,
            "Say what happened, not who did it.",
            Lists,
            "no nobody not never t without if whether unless",
            """
            @culprit messed|screwed up
            Name|they messed|screwed up
            @culprit|Name|they|you misconfigured|botched|bungled|mishandled|forgot
            @culprit|you neglected|overlooked|ignored|broke
            @culprit|you again|repeatedly|simply|also? failed to
            @culprit never bothered|checked|tested|told|answered|followed
            @culprit|you did not bother|follow|check|test|read|warn|tell
            @culprit|you didn t bother|follow|check|test|read|warn|tell
            @culprit should have !received|access|an|a|the|all|seen|got|it
            you should not have; you shouldn t have; you should have told|checked|tested|read|followed|known|asked|warned|reported
            you should have noticed|contacted|called|backed|informed|raised|upgraded|avoided|renewed
            @culprit|you caused this|the|that|it
            @culprit|Name|they dropped the ball
            @culprit s fault|mistake|negligence !tolera*|current|code|line; s|is|was Name s fault !tolera*|current|code|line
            your|their|his|her fault|mistake; the fault of @the? ~1 @culprit|Name
            fault|blame|mistake lies|is with
            @culprit|Name|you|they is|are|was|were to blame
            @culprit is|are|was|were careless|negligent|sloppy|incompetent|lazy|wrong
            @culprit|Name is|are|was|were responsible for ~2 outage|failure|mess|problem|incident|delay
            blame|blames|blamed|blaming @the? ~1 @culprit|Name|you
            because|cause of @the? ~1 @culprit !*; because|cause of @the? ~1 @culprit who|not
            due|because to|of @the? ~1 @culprit s? mistake|negligence|carelessness|incompetence|oversight|sloppiness|fault
            error|mistake|misconfiguration|fault|negligence|oversight on|from your|their|his|her side|end|part
            user|operator|human error !rate*|message*|log*|report*|page*
            incompeten*; negligence; careless*; sloppy
            """
        ),
        WordingRule.Of(
            WordingKind.Blame,
            "Dites ce qui s'est passé, pas qui l'a fait.",
            Lists,
            "aucun aucune pas personne jamais sans si ni",
            """
            a cause de|d|du|des @le? ~1 @coupable
            la faute de|d|du|des @le? ~1 @coupable
            la faute de|a @le? Name
            votre|leur|sa faute !de
            vous n? auriez pas? du
            @coupable ~2 aurait|auraient pas? du !recevoir|avoir|voir
            vous avez ~1 oublie|neglige|omis|ignore|casse
            vous avez mal configure|parametre|installe|utilise|lu|compris|suivi
            vous n avez pas|jamais verifie|respecte|suivi|lu|teste|prevenu|ecoute|fait
            @coupable ~2 a|ont encore|tout|completement|totalement? oublie|neglige|mal|foire|rate|omis|bacle|casse|plante
            @coupable ~2 n a|ont pas|jamais verifie|respecte|suivi|lu|teste|prevenu|ecoute|fait
            Name a encore|tout|completement? oublie|neglige|foire|rate|omis|bacle|casse
            @coupable|Name|ils est|sont responsable|responsables de|du|des ~2 panne|incident|probleme|retard|erreur
            @coupable|Name|vous est|sont|etes fautif*|negligent*|coupable*
            erreur|faute|manquement|negligence de votre|leur part|cote|equipe
            faute incombe|revient a|au|aux
            incompetent*|incompetence; negligence
            """
        ),
    ];
}
