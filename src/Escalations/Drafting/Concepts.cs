namespace Escalations.Drafting;

/// <summary>
/// What a word is about, across English, German, French, Spanish and Portuguese: its row, or its first letters, which
/// related languages share. Small words and units are about nothing.
/// </summary>
internal static class Concepts
{
    /// <summary>Rows of word beginnings; a dot ends a whole word; a star marks what labels a value: "ARR" and "expansion" are not the same money.</summary>
    private static readonly string[] Rows =
    [
        "*arr arr. recurring annual annuel anual yearly annum jahres jahrlich", "*year year jahr. jahre an. annee ano. anos. jahr", "*week week. weekly woche. wochen. semaine semanal semana.", "*hour hour. hourly stunde. heure. hora.",
        "*more expan upsell extension erweiter ampliac expans growing grow", "*offer offer angebot offre. oferta proposal propos vorschlag propuesta proposta bid", "*renew renew verlanger renouvel echeance renov vencim ends. endet contractend lauft",
        "*invoice invoice rechnung factur fatur bill. charged abrechn", "*penalty penal strafe vertragsstraf ponale fine. fines. multa amende", "*loss damage loss lost lose losing schaden verlust umsatzausfall perte perd. perden pierd prejuizo kost. kosten cost. costs. cout coute custo cuesta",
        "*refund refund reembols ruckbuch erstatt rembours devoluc claim. abbuchung", "*discount discount rabatt nachlass remise. descuento desconto", "*licence licen lizenz", "*upkeep mainten wartung manten manuten", "*analytics analytic",
        "*cfo cfo finanzvorstand", "*ceo ceo. geschaftsfuhr pdg. managing", "*cto cto dsi. cio. informatic informatik it.", "*owner owner inhaber dueno proprietaire socio. patron boss", "*treasurer treasur tesorer tresor schatzmeist", "*president president vorstand", "*founder founder fundador grunder fondat",
        "*director director direct. directric direktor diretor", "*manager manager gerent jefe. jefa. leiter chef responsable respons", "*partner partner. associate", "*project projekt project proyecto projeto", "*liaison liaison", "*duty duty", "*editor chefredakteur editor", "*publisher verleger publisher", "*stage regisseur", "*commerce commerce ecommerce", "*operations operation operac",
        "angry angry verarger molest furious wutend fache upset losing", "calm calm ruhig gefasst tranquil", "helps help ayuda aide. hilft ajuda", "kind polite cordial friendly freundlich herzlich", "build construct konstrukt", "threat threat droh menac ameac amenaz",
        "start start begin began begann begonn empez commenc comec debut", "fail fail broke break fehler ausfall panne fallo falha kaputt fehlschlag stop stopp dejo.", "tell report rapport gemeldet meldet signal notif bericht relatori informe.", "ticket ticket vorgang chamado incidencia incident dossier meldung case caso", "times times. veces fois vezes mal.", "open open eroffn ouvert abrim abier aberto",
        "restart restart neustart neugestartet relanc redemarr reinici gestartet startete", "release deploy release updat aktualisier actualiz atualiz version livr deliver", "repair fix fixed fixes patch correct corrig korrig korrektur arregl reparar", "solution solution losung soluc", "workaround workaround contournement ubergangs umgehung provisional contorno behelf", "find found constat festgestellt entdeckt detect encontr", "cut cut. coup cort gesperrt", "access acces zugang zugriff acesso",
        "rollback rollback rolled zuruckgesetz zuruckgespielt revert volvim volto retour", "raise rais increas erhoh augment aument enlarg ampliamos", "memory memory speicher memoria memoire", "disk disk disco festplatt disque", "replace replac ersetz tausch remplac cambi troc chang replace", "index index indice", "cache cache",
        "call call anruf rief. telefon appel llam ligou angerufen", "promise promis zugesagt versproch promet", "answer answer respon antwort respu respost reply repon ruckmeld", "write wrote writ schrieb ecri escrib escrev", "meeting meeting termin reunion reuniao", "decide decid entscheid decis", "switch switched abgeschaltet disabled desactiv deactiv apague ausgeschaltet", "switchon wieder. eingeschaltet volvimos activar reactivat enabled back.",
        "empty empt vid. vide leer", "gateway gateway passerell", "print print druck impr", "sync sync sincron abgleich", "resend resent reenvi erneut", "reprocess reproces", "credential credencial credential zugangsdat", "certificate certific zertifik",
        "user user nutzer utilisateur usuari benutz", "shop store stores filial magasin tienda loja shop boutique", "order order auftrag bestell commande. commandes. pedido", "machine machine maschin maquin", "site site. sites. standort", "plant plant. plants. werk. werke. usine planta fabric floor etage station. stationen ward", "truck truck lkw lastwagen camion caminh", "school school schul ecole escuela escola", "pupil pupil schuler student eleve alumn alun",
        "booking booking reserva buchung", "line line. lines. linie linha ligne linea", "reading reading lectura leitura releve", "parcel parcel paket colis", "driver driver chauffeur fahrer", "delivery deliver. livraison entrega lieferung", "office office oficin buro bureau", "family famil", "clinic clinic klinik cliniq", "hotel hotel", "guest guest gast. gaste", "patient patient", "customer customer kunde client", "farm farm. farms. finca", "flight flight flug vol. vols", "agent agent agente", "antenna antenn", "town municipal commun gemeind", "ticketsold billet", "complaint complain beschwerd reclam",
        "*finance financ finanz tresor. buchhalt kaufmann contabil", "university univers hochschul", "hospital hospit krankenhaus hopit", "bank bank banque banco. bancos", "cityhall rathaus mairie ayuntam prefeit townhall", "council council gemeinderat stadtrat conseil. consejo conselho landrat", "district district bezirk landkreis arrondiss distrit", "government govern regierung gouvern gobiern", "ministry minist", "insurance insur versicher assur seguro segur", "airport airport flughaf aeroport aeropuert", "port port. hafen puerto porto.", "railway rail bahn. ferrov chemin", "foundation foundation stiftung fondation fundac", "institute institut", "library librar bibliot", "museum museum musee museo museu", "church church kirche eglise iglesia igreja", "court court. gericht tribunal juzgado", "police polic poliz", "pharmacy pharma apothek farmac", "laboratory labor. laborator",
        "affected affect betroffen touche concern afect afet",
        "*before instead statt anstatt before. zuvor vorher previous avant. antes. formerly normal lieu. vez. last. letzte. letzten. letzter. dernier dernier. derniere. pasado. pasada. passado. passada. vorig", "now now. jetzt maintenant ahora agora", "left remain left. ubrig rest. reste restent faltan faltam noch fehlen", "proc procure einkauf compras achats",
    ];

    private static readonly Dictionary<string, string> Whole = Read(whole: true);
    private static readonly Dictionary<string, string> Beginnings = Read(whole: false);

    private static readonly HashSet<string> Empty =
    [
        .. "the a an of and to in on at is are was were be been has have had with for from by it its they them their that this these those as or but not no we us our you your he she his her who which what when where while since until after before so far also then now each all any both one than too very only just about around over under per out up down into still yet more most some will would can could should must may might do does did said says say there here if because due".Split(' '),
        .. "der die das den dem des ein eine einen einem einer und oder aber nicht mit auf seit wir sie er es ihr ihre ihren bei zu zum zur von vom fur in im am an ab aus als auch so dass ist sind war waren wird werden hat haben hatte nur noch schon mehr sehr bis nach uber unter vor wie was wer wo wenn weil da dann je pro sich man kein keine laut rund etwa".Split(' '),
        .. "le la les l un une des du de d et ou mais ne pas plus dans pour avec depuis nous ils elles il elle on sur au aux en se sa son ses leur leurs ce cette ces qui que quoi dont est sont etait ont a ete par chez tres bien deja encore soit y c j n s qu".Split(' '),
        .. "el los las una unos unas y o pero no con por para desde se al del lo su sus nos es son era fue han ha ser muy mas ya que como cuando donde sin sobre entre hasta ni hay este esta estos".Split(' '),
        .. "os um uma e mas nao com por em no na nos nas desde se ao aos do da dos das seu sua seus suas foi sao foram tem muito mais ja que como quando onde sem sobre entre ate ha isso esse essa pelo pela".Split(' '),
        .. "customer client cliente kunde mr mrs ms herr herrn frau dr mme m sr sra dra uhr eur usd gbp chf brl euro euros k mio mil day days tag tage tagen jour jours dia dias minute minutes minuten minutos min hours stunden heures horas h weeks monat monate month months mois mes meses morning today heute hier ayer ontem yesterday gestern hoy hoje".Split(' '),
    ];

    /// <summary>What the word is about; null for a small word.</summary>
    public static string? Of(string folded)
    {
        if (folded.Length < 2 || Empty.Contains(folded) || Months.IsOnlyMonth(folded))
        {
            return null;
        }

        if (Whole.TryGetValue(folded, out var whole))
        {
            return whole;
        }

        for (var length = Math.Min(folded.Length, 14); length >= 3; length--)
        {
            if (Beginnings.TryGetValue(folded[..length], out var concept))
            {
                return concept;
            }
        }

        return folded.Length < 4 ? (folded.Length == 2 ? null : folded) : folded[..Math.Min(folded.Length, 5)];
    }

    /// <summary>Whether it is a word of the trade.</summary>
    public static bool IsListed(string folded) => Empty.Contains(folded) || Whole.ContainsKey(folded) || Enumerable.Range(3, Math.Max(0, Math.Min(folded.Length, 14) - 2)).Any(length => Beginnings.ContainsKey(folded[..length]));

    private static readonly HashSet<string> Roles = [.. "*cfo *ceo *cto *owner *treasurer *president *founder *director *manager *partner *project *liaison *duty *editor *publisher *stage *commerce *operations".Split(' ')];

    /// <summary>Whether the word is what somebody does, such as "Managerin".</summary>
    public static bool IsRole(string folded) => Of(folded) is { } concept && Roles.Contains(concept);

    public static bool IsSmall(string folded) => Empty.Contains(folded);

    /// <summary>Whether it tells one value of a kind from another by itself: a role tells people, "renewal" tells days.</summary>
    public static bool IsLabel(string concept, FactKind kind) => concept[0] == '*' && kind switch
    {
        FactKind.Name => Roles.Contains(concept),
        FactKind.Date or FactKind.Time => concept == "*renew",
        _ => !Roles.Contains(concept),
    };

    private static Dictionary<string, string> Read(bool whole) =>
        (from row in Rows
         let words = row.Split(' ')
         from word in words.Skip(1)
         where word.EndsWith('.') == whole
         select (Word: word.TrimEnd('.'), Concept: words[0])).DistinctBy(p => p.Word).ToDictionary(p => p.Word, p => p.Concept);
}
