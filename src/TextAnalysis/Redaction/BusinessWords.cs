using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// How English, German, French, Spanish and Portuguese speak of revenue, contracts, strategy and mood. Words that engineers
/// need as well (pipeline, contract, threat, relationship, concurrency) count only with a second one beside them.
/// </summary>
internal static class BusinessWords
{
    private static readonly string[] Money =
    [
        "arr", "mrr", "acv", "tcv", "revenue*", "turnover", "upsell*", "up sell*", "cross sell*", "crosssell*", "expansion opportunity|opportunities|deal|deals|potential|revenue|plan|plans|talks|discussion*", "account|commercial|seat expansion",
        "sales|deal|expansion pipeline", "expansion|deal|opportunity .. pipeline", "contract|deal|order value|worth|volume", "financial impact|loss|losses|risk|damage|exposure|consequence*|pressure|stake*", "commercial*", "discount*", "service credit*", "credit note*", "contract* penalt*", "penalty clause*", "goodwill",
        "lost|lose|losing|loses sales|deals|money|business|income", "pricing complaint|concession*|negotiation*|terms|dispute|pressure|discussion*", "price increase|cut|reduction|concession*", "renegotiat*", "contract|commercial|price|renewal negotiation*", "negotiat* .. contract|price*|terms|deal|discount*", "# at stake|risk", "worth #", "pays|pay|paying|paid #",
        "want|wants|wanted|ask|asks|asked|demand|demands|demanded|claim|claims|offered|offer|offers|promised|promise|promises|gave|give|get|gets|grant|granted|need|needs|give .. refund|refunds|rebate|rebates|compensation|credits|money", "refund|refunds|rebate|rebates|credits was|were|is|are agreed|promised|offered|granted|approved|owed", "for credits|compensation", "their|his|her|customers|no budget", "budget is|was|has cut|gone|frozen|tight|spent|been", "free month|months|year|seats|licence*|license*", "month|months free", "our|the margin|margins on|is|are|of|shrink*", "price|prices|pricing is|was|are too|high|expensive|unfair|higher", "price of", "too expensive", "about pricing|price", "refuse|refuses|refused to pay|sign", "not pay|sign", "hold*|withhold* .. payment|payments|money", "dispute|disputes|disputed the|our|this bill|invoice*|charge*", "purchase order", "penalty is|of|per|was|clause", "sla penalt*|credit|credits|breach", "breach of contract", "strategic customer|client|account|logo|deal|partner", "customer|client|they is|are strategic", "top|biggest|largest # .. customer*|account*", "top ten|five|three", "board will|wants|review*|decides|meets|members|meeting|of", "vendor", "expansion to|of|is|was",
        "legal is|are|has|wants|will|look*|team|department|counsel|action|steps|letter|gets|says|review*", "lawyer*", "attorney*", "solicitor*", "procurement", "rechtsabteilung*", "anwalt*", "juridique*", "avocat*", "contract|agreement says|allows|has|states|gives", "credit note", "demand*|veut|veulent|exig* .. remboursement", "verlang*|fordert|fordern .. geld|erstattung|ruckerstattung|entschadigung",
        "umsatz*", "jahresumsatz*", "erlos*", "vertragswert*", "auftragswert*", "vertragsvolumen", "rabatt*", "preisnachlass*", "gutschrift*", "vertragsstrafe*", "finanzielle|finanzieller|finanziellen|wirtschaftliche|wirtschaftlicher|wirtschaftlichen schaden|verlust*|auswirkung*|folgen|risik*", "kommerziell*", "verhandl*", "# auf dem spiel", "ausbaupotenzial*",
        "chiffre d affaires", "revenu|revenus annuel*|recurrent*", "revenus", "remise commerciale*", "remise de #", "valeur du contrat", "negoci*", "impact|perte|pertes|risque|enjeu financier*", "# en jeu", "vente* additionnelle*",
        "ingresos", "ingreso recurrente|anual", "descuento*", "valor del|do contrato", "# en riesgo|juego", "comercial*",
        "receita*", "faturamento", "desconto*", "# em risco|jogo", "impacto|perda|perdas|perdida|perdidas|risco|riesgo financeir*|financier*",
    ];

    private static readonly string[] Contracts =
    [
        "contract|agreement|subscription ends|end|ending|expires|expire|expiry|expiring|expiration|runs|lapses|lapse|until", "end of the|their contract|term|agreement", "notice period", "terminat* their|the|its|our contract|agreement|subscription",
        "cancel* their|the|its|our contract|agreement|subscription|account", "vertrag endet|lauft|auslauft|bis", "vertrag .. endet|auslauft|aus|verlanger*", "vertragsende*", "vertragslaufzeit*", "vertragsverlanger*", "verlangerung*", "verlangert .. vertrag", "laufzeit endet|ende",
        "fin de|du contrat", "contrat se termine|finit|acheve", "contrat expire|finit|prend|echoit|arrive|jusqu", "echeance .. contrat", "contrato vence|termina|expira|acaba|hasta|ate", "fin|fim del|do|de contrato", "vence .. contrato", "cancel* el|o contrato",
    ];

    private static readonly string[] Mood =
    [
        "frustrat*", "angr*", "anger*", "furious*", "fury", "upset*", "annoyed", "annoyance", "unhappy", "irritat*", "impatien*", "is|are|still|remain|remains|stay|stays|very|but patient", "patience", "threaten*", "churn*", "disappoint*", "dissatisf*", "unsatisf*", "livid", "irate",
        "mood", "sentiment*", "outraged", "resent*", "hostil*", "detractor*", "nps", "csat", "health score", "champion*", "executive sponsor*", "happy|unhappy customer|client|with", "not happy", "fed up", "losing faith", "distrust*", "mistrust*", "running out of patience",
        "lost|lose|losing|loses|eroded|broken|damaged|no trust|faith|confidence", "trust is|was|has", "leave us", "leaving us", "walk away", "want* to leave", "going to leave", "may|might|will|would|could leave", "switch|switching|move|moving|defect* to a|another|the|our competit*|vendor*|supplier*|rival*", "competitor*", "competitive",
        "rival vendor*|supplier*|offer*", "evaluat* alternatives", "looking|look at|for alternatives", "customer|client|our|the|account|business|commercial|strategic|working relationship", "relationship is|at|with|has|was|damage", "account is|at risk", "strategic account", "at risk of leaving",
        "wutend*", "verarger*", "arger*", "frustrier*", "frust", "enttausch*", "ungeduld*", "unzufried*", "sauer", "emport*", "genervt*", "geduldig", "geduld", "droh* .. kundig*|abspring*|wechsel*|abzuwandern|gehen", "drohen", "droht damit|mit|uns", "kundig*", "abwander*", "abzuwandern", "abspring*", "abzuspringen", "wettbewerber*", "konkurrenz*", "vertrauen .. verlor*|verlier*|weg|zerstort", "vertrauensverlust", "kundenbeziehung*", "geschaftsbeziehung*", "beziehung", "stimmung",
        "fache*", "furieu*", "mecontent*", "frustr*", "enerve*", "agace*", "decu|decus|decue|decues", "insatisf*", "irrit*", "menac*", "resili*", "nous quitter|quittent|quitte", "veut|veulent|vont|va|de quitter|partir", "perd* .. patience|confiance", "a bout de patience", "patient|patients mais", "chez|vers|a un|le|la concurren*", "un concurrent", "la concurrence", "relation client|commerciale|avec", "humeur", "colere*",
        "enfadad*", "enojad*", "molest*", "descontent*", "insatisfech*", "decepcionad*", "amenaz*", "abandonar*", "irse", "enfado", "enojo", "perd* .. paciencia|confianza|confianca", "paciencia", "la|a competencia", "competidor*", "relacion comercial|con", "animo",
        "zangad*", "insatisfeit*", "chatead*", "revoltad*", "ameac*", "sair|mudar para", "rescindir", "rescind*", "concorrente*", "para a concorrencia", "relacao comercial|com", "humor",
    ];

    public static readonly PhraseBook Book = new(Money.Concat(Contracts).Concat(Mood));
}
