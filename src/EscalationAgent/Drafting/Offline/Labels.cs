using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What a label is for.</summary>
internal readonly record struct Label(BriefSection? Section, Field Field, bool IsTitle);

/// <summary>The labels that people put before their notes, in five languages.</summary>
internal static class Labels
{
    private static readonly Dictionary<string, Label> Known = new[]
    {
        (
            new Label(null, Field.None, true),
            "headline title subject summary issue problem tl;dr betreff problem thema objet sujet resume asunto problema assunto resumo"
        ),
        (new Label(null, Field.Account, false), "customer account client customer_name account_name company kunde kundin compte cliente cuenta conta empresa"),
        (
            new Label(null, Field.Fact, false),
            "arr arr_at_risk severity sev priority prio prioritat priorite prioridad prioridade renewal renewal_date verlangerung "
                + "renouvellement renovacion renovacao ticket"
        ),
        (
            Of(BriefSection.CustomerImpact),
            "impact customer_impact business_impact impact_on_the_customer impact_on_customer auswirkung auswirkungen impact_client "
                + "impacto impacto_en_el_cliente impacto_no_cliente"
        ),
        (
            Of(BriefSection.Timeline),
            "timeline history chronology what_happened what_happened_so_far events verlauf zeitverlauf chronologie historique cronologia historial historico"
        ),
        (
            Of(BriefSection.ResolutionAttempts),
            "tried attempts resolution_attempts what_we_tried what_has_been_tried what_was_tried already_tried attempted_fixes "
                + "troubleshooting steps_taken actions_taken workarounds_tried bisherige_massnahmen bisherige_maßnahmen losungsversuche "
                + "actions_menees tentatives intentos acciones tentativas"
        ),
        (
            Of(BriefSection.SpecificAsk),
            "ask asks specific_ask the_ask our_ask request need needs we_need what_we_need what_i_need needed needed_from_you bitte "
                + "bedarf anfrage demande besoin peticion solicitud necesitamos pedido solicitacao"
        ),
        (
            Of(BriefSection.CustomerCommunication),
            "communication communications customer_communication customer_communication_status comms comms_status communication_status "
                + "customer_comms told_the_customer what_the_customer_knows customer_sentiment sentiment mood kommunikation "
                + "kundenkommunikation communication_client comunicacion comunicacao"
        ),
        (
            Of(BriefSection.CommercialContext),
            "commercial commercial_context commercials contract money business_context vertrag kommerziell contexte_commercial "
                + "commercial_info contexto_comercial comercial"
        ),
        (
            Of(BriefSection.Recommendation),
            "recommendation recommendations my_recommendation my_take my_view csm_view proposal suggestion empfehlung meine_empfehlung "
                + "vorschlag recommandation recommandations recomendacion recomendacao sugestao"
        ),
    }
        .SelectMany(row => row.Item2.Split(' ').Distinct().Select(word => (word, row.Item1)))
        .DistinctBy(p => p.word)
        .ToDictionary(p => p.word, p => p.Item2);

    /// <summary>Null when it is not one of the labels that we know.</summary>
    public static Label? Find(string said) =>
        Known.TryGetValue(Folding.FoldInPlace(said.Trim(' ', '*', '_', '#', '"')).Replace(' ', '_').Replace('-', '_'), out var label) ? label : null;

    /// <summary>"Kunde", "Cliente": it says what the name behind it is, and is no part of it.</summary>
    public static bool IsAccount(string word) => Find(word)?.Field == Field.Account;

    private static Label Of(BriefSection section) => new(section, Field.None, false);
}
