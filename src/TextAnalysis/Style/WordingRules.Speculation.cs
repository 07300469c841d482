namespace TextAnalysis.Style;

internal static partial class WordingRules
{
    private const string OpenInEnglish = "whether unclear not never than if you t";
    private const string OpenInFrench = "pas jamais plutot si vous";

    public static readonly IReadOnlyList<WordingRule> Speculation =
    [
        WordingRule.Of(
            WordingKind.Speculation,
            "Say only what is known; a guess belongs to what we don't know yet.",
            Lists,
            OpenInEnglish,
            """
            probably; presumably; supposedly; conceivably; perhaps; maybe; possibly !can|could; theoretically; in theory; rumour*|rumor*
            most|very|quite|highly likely; likely caused|due|related|because|a|the
            we|i guess|suspect|suppose; we|i assume !responsibility|full|all|the|no; my|our|best|a|educated|wild|only guess; guessing|guesswork
            we|i think|believe ~5 might|may|could|is|was|has|have|will|should
            it|this looks like !this; it|this seems that|to|like|as; it appears that|to|as
            it|this|that|cause|problem|issue|error|outage|bug ~2 might|may|could ~1 be due|caused|related|because|linked|a|an|the|something
            it|this|that|there|cause|problem|issue|error|outage ~2 might ~1 be|have|come
            may|might have been
            """,
            isGuess: true
        ),
        WordingRule.Of(
            WordingKind.Speculation,
            "Dites seulement ce qui est établi ; une hypothèse a sa place dans ce que nous ne savons pas encore.",
            Lists,
            OpenInFrench,
            """
            probablement; vraisemblablement; apparemment; sans doute; sans doutes; peut -etre; peut etre que|bien|lie|liee|du|cause|causee
            on|nous|je pense|pensons|crois|croit|croyons|suppose|supposons|imagine|imaginons que|qu
            on|nous|je suspecte|suspectons|soupconne|soupconnons|devine|devinons
            il semble|semblerait; cela|ca semble; on dirait; il se peut|pourrait
            cela|il|ca|probleme|panne|erreur|incident ~2 pourrait|pourraient venir|provenir
            cela|ca|probleme|panne|erreur|incident ~2 pourrait|pourraient etre !utile|necessaire
            a priori; au pif; a mon avis; selon moi
            """,
            isGuess: true
        ),
        WordingRule.Of(
            WordingKind.Speculation,
            "Promise only what is certain: say what is being done, and when you will write again.",
            Lists,
            "not never whether",
            """
            hopefully; fingers crossed; with any? luck; if all goes well|fine; any minute|moment now; in no time
            we|i hope|hoping|hopes to|that? it|this|that|the? ~3 fix|fixed|resolve|resolved|solved|back|works|restored
            are|am|re hoping
            should ~1 be ~1 @fixed !to|up; should ~1 be fixed|resolved|solved|restored|back|working|ready up|soon|shortly
            should ~1 work|go|disappear soon|now|again|away|fine|shortly
            should ~1 fix|solve|resolve|sort it|this|the|that|things; should do the trick|it
            fixed|resolved|solved|restored|ready|back soon|shortly
            will|should|ll never ~1 happen again; won t happen again; will not happen again
            we|i can? guarantee|promise; will|ll definitely|certainly; definitely be|fix*
            pretty|fairly|almost|quite sure|certain
            """
        ),
        WordingRule.Of(
            WordingKind.Speculation,
            "Ne promettez que ce qui est sûr : dites ce qui est en cours et quand vous écrirez de nouveau.",
            Lists,
            "pas jamais vous",
            """
            on espere; j espere !que|vous; nous esperons !que|vous; nous esperons que|qu !vous|ce|ces
            avec un peu de chance; si tout va|se passe? bien; croisons les doigts; on croise les doigts
            devrait|devraient ~2 etre ~2 @regle
            devrait|devraient ~1 marcher|remarcher|fonctionner|refonctionner|suffire|revenir|repartir|rentrer|disparaitre
            devrait|devraient ~1 regler|resoudre|corriger
            ca|tout|cela devrait !pas; normalement ~3 devrait
            @regle ~1 bientot|rapidement|prochainement; bientot @regle; @regle sous peu; @regle d ici peu
            ne se reproduira|arrivera plus|jamais|pas; plus jamais
            nous|je|on vous? promettons|promets|promet|garantissons|garantis|garantit
            """
        ),
    ];
}
