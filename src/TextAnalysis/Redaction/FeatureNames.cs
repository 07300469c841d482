using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// Tells the name of a feature from talk of business: in "the revenue export fails" and "le calcul des remises commerciales"
/// a word of commerce says which export and which calculation, not what is at stake. Technical nouns make the difference:
/// behind the word in English and German, within it in German compounds, before it with "of", "de", "du" in the others.
/// </summary>
public static partial class FeatureNames
{
    /// <summary>How many describing words may stand between the word of commerce and the technical noun.</summary>
    private const int MostBetween = 4;

    private const int ShortestHead = 5;

    /// <summary>Words of commerce that name features; of all others a technical noun beside them changes nothing.</summary>
    private static readonly PhraseBook Commerce = PhraseBook.Load("features", "commerce");

    private static readonly HashSet<string> Adjectives = Words("commercial commerciale commerciales commerciaux comercial comerciales comerciais");

    /// <summary>English and German: these follow what describes them.</summary>
    private static readonly HashSet<string> Followed = Words(
        "export exports exporter import imports importer report reports reporting dashboard dashboards page pages screen screens tab "
            + "tabs widget widgets tile tiles panel panels chart charts graph graphs grid column columns field fields form forms button "
            + "buttons filter filters "
            + "service services microservice microservices job jobs cron batch run runs worker workers queue queues endpoint endpoints api "
            + "apis webhook webhooks query queries calculation calculations calculator engine module modules component components feature "
            + "features plugin integration integrations connector connectors sync synchronisation synchronization "
            + "csv pdf spreadsheet spreadsheets sheet sheets file files template templates invoice invoices invoicing notification "
            + "notifications reminder reminders data dataset datasets database table tables schema index search script scripts function "
            + "sdk app apps application portal website site url workflow workflows rule rules logic code codes checkbox dropdown menu "
            + "counter counters meter meters timer timers picker viewer editor importer plugins input inputs gateway parser chatbot bot "
            + "assistant callback popup toast tooltip sidebar wizard routine routines daemon metric metrics kpi kpis analytics survey "
            + "surveys banner banners popup modal dialog wizard download downloads upload uploads generation generator rendering renderer "
            + "preview tracking tracker monitoring alert alerts log logs logfile server servers cache bucket topic etl warehouse scheduler "
            + "trigger handler parser validator validation migration system systems tool tools view views layout toggle setting settings "
            + "configuration config interface ui backend frontend prediction predictor "
            + "exporte bericht berichte berichts berichten seite seiten ansicht ansichten maske masken formular formulare tabelle tabellen "
            + "spalte spalten feld felder kachel kacheln diagramm diagramme dienst dienste dienstes lauf laufe berechnung berechnungen "
            + "rechnung rechnungen modul module schnittstelle schnittstellen endpunkt endpunkte abfrage abfragen synchronisierung abgleich "
            + "datei dateien vorlage vorlagen "
            + "benachrichtigung benachrichtigungen erinnerung erinnerungen auswertung auswertungen statistik statistiken daten funktion "
            + "funktionen skript skripte knopf suche werkzeug regel regeln anzeige generierung fenster rechnungslauf berechnungsdienst "
            + "rechner assistent assistenten planer konfigurator barometer cockpit verwaltung katalog archiv protokoll kalender reiter "
            + "menupunkt zahler"
    );

    /// <summary>French, Spanish and Portuguese: these stand before it.</summary>
    private static readonly HashSet<string> Leading = Words(
        "exportation exportations importation rapport rapports bord ecran ecrans onglet graphique graphiques colonne colonnes champ "
            + "champs formulaire formulaires bouton filtre filtres tache taches traitement traitements requete requetes calcul calculs "
            + "calculateur moteur fichier fichiers gabarit facture factures facturation rappel rappels donnees fonction fonctionnalite "
            + "application portail regle regles logique indicateur indicateurs affichage vue vues recherche "
            + "exportacion exportaciones importacion informe informes reporte reportes panel paneles tablero tableros pagina paginas "
            + "pantalla pantallas pestana grafico graficos columna columnas campo campos formulario boton filtro filtros servicio "
            + "servicios tarea tareas consulta consultas calculo calculos motor modulo modulos sincronizacion archivo archivos fichero "
            + "ficheros plantilla plantillas factura facturas facturacion notificacion notificaciones recordatorio recordatorios datos "
            + "funcion funcionalidad aplicacion sitio regla reglas codigo codigos indicador vista vistas busqueda tabla tablas sistema "
            + "sistemas herramienta "
            + "exportacao exportacoes importacao relatorio relatorios painel paineis tela telas aba coluna colunas botao servico servicos "
            + "tarefa tarefas rotina rotinas sincronizacao arquivo arquivos fatura faturas notificacao lembrete lembretes dados funcao "
            + "aplicativo regra regras visao busca tabela tabelas ferramenta"
    );

    private static readonly HashSet<string> Describing = Words(
        "pricing date dates amount amounts value values total totals figure figures summary overview forecast forecasts trend trends "
            + "rate rates score scores risk risks model models email emails mail mails event events monthly weekly daily yearly annual "
            + "quarterly nightly recognition attribution breakdown analysis stage status type category region regional customer line item "
            + "scheduled automatic end start model text "
            + "monatlicher tag tages monats jahres nocturne nocturnes mensuel mensuels quotidien automatique automatiques nocturno "
            + "nocturna mensual diario automatico automatica noturno noturna mensal diaria"
    );

    /// <summary>Software only where it misbehaves: a renewal e-mail that nobody answers is talk.</summary>
    private static readonly HashSet<string> FollowedWhenWrong = Words(
        "analysis recommendation recommendations suggestion suggestions label labels empfehlung empfehlungen check checks mail mails "
            + "email emails letter letters notice notices message messages document documents pdfs text texts request requests numbers counts "
            + "list lists record records model training history calendar version renderings nachricht nachrichten schreiben mitteilung "
            + "mitteilungen"
    );

    /// <summary>What a screen has: the word behind it is written on it.</summary>
    private static readonly HashSet<string> OnScreen = Words(
        "button field tab page screen menu bouton champ onglet page ecran boton campo pestana pagina pantalla botao aba tela "
            + "schaltflache knopf feld seite reiter maske"
    );

    /// <summary>Behind these stands what a part of a screen is called; behind the rest of them only where it is in quotes.</summary>
    private static readonly HashSet<string> Named = Words(
        "module modul modulo modulos menupunkt menuepunkt menupunkte rubrik rubrique reiter registerkarte karteikarte kachel tile widget "
            + "dialog spalte colonne columna coluna funktion fonction funcion seccion secao dropdown checkbox"
    );

    private static readonly HashSet<string> NamedInQuotes = Words(
        "option view vista vue ansicht bereich section abschnitt feature filter filtre filtro item entry eintrag app tabelle table "
            + "report reports bericht rapport informe relatorio kategorie category liste list chart graph diagramm service dienst job export "
            + "import label text"
    );

    /// <summary>These are said of what belongs to somebody's business as well: "contract management services".</summary>
    private static readonly HashSet<string> TooCommon = Words(
        "service services servicio servicios servico servicos data daten donnees datos dados system systems sistema sistemas file files "
            + "code codes rules rule regel regeln regla reglas regra regras portal site sheet sheets run runs log logs search suche survey "
            + "surveys invoice invoices rechnung rechnungen facture factures factura facturas fatura faturas invoicing reporting bord rappel "
            + "rappels reminder reminders erinnerung report reports bericht berichte rapport rapports assistent assistenten planer verwaltung "
            + "katalog archiv protokoll kalender barometer cockpit reiter"
    );

    private static readonly HashSet<string> OfPurpose = Words("for fur pour para zur zum");

    private static readonly HashSet<string> Grouping = Words("by per pro nach par por je");

    private static readonly HashSet<string> And = Words("and or und oder et ou y o e");

    private static readonly HashSet<string> Of = Words("of de du des d del da do dos das der von vom zum zur");

    private static readonly HashSet<string> Articles = Words("the la le les l los las el a o as os das den su sus sua seu leur leurs ihrer ihres");

    private static readonly HashSet<string> NoPartOfAName = Words(
        "the a an of our their its his her this that is are was were be been has have had will would can cannot must should in on at to "
            + "for with from not and or der die das den dem ist sind war hat mit im am le la les est sont el los las es son o os as um uma que"
    );

    private static readonly HashSet<string> Possessives = Words("their our its ihre ihrer unserer leur notre su nuestra sua nossa");

    private static readonly HashSet<string> OnTheCalendar = Words("before until till after vor nach bis avant apres antes despues depois ate of");

    /// <summary>The last part of a compound that speaks of business, whatever else the sentence says: "Umsatzverlust".</summary>
    private static readonly HashSet<string> BusinessTails = Words(
        "ruckgang ruckgange verlust verluste einbruch einbruche einbusse einbussen ziel ziele potenzial potential forderung forderungen "
            + "gesprach gesprache verhandlung verhandlungen risiko risiken gefahr absicht absichten drohung drohungen androhung wunsch wunsche "
            + "angebot angebote zusage zusagen anspruch anspruche wachstum minderung ausfall ausfalle chance chancen entscheidung summe "
            + "schaden druck frage fragen frist fristen grund grunde wille welle vereinbarung vereinbarungen garantie bringer trager starke "
            + "einfluss schwund steigerung anteil anteile einnahmen erwartung erwartungen planung verzicht verweigerung bereitschaft neigung "
            + "recht rechte klausel lage tief hoch schwankung schwankungen problem probleme termin runde poker streit"
    );

    private static readonly string[] CompoundHeads =
    [
        "vertragsverlangerung",
        "jahresumsatz",
        "umsatz",
        "erlos",
        "rabatt",
        "preisnachlass",
        "gutschrift",
        "verlangerung",
        "kundigung",
        "abwanderung",
        "vertragswert",
        "auftragswert",
        "stimmung",
        "wettbewerber",
    ];

    /// <summary>What is between the parts of a German compound.</summary>
    private static readonly string[] CompoundJoints = ["", "s", "en", "n", "e"];

    /// <summary>The words of commerce in a text that only say which feature is meant.</summary>
    /// <returns>Where each is: start and end in UTF-16 units, in order.</returns>
    public static IReadOnlyList<(int Start, int End)> CommerceIn(string text)
    {
        var words = Token.WordsOf(text);
        return [.. Names(text, words).Select(name => (words[name.At].Start, words[name.At + name.Count - 1].End))];
    }

    /// <summary>The names as a whole, so that nothing is parted within one.</summary>
    internal static IReadOnlyList<(int Start, int End)> In(string text, IReadOnlyList<Token> words) =>
        [.. Names(text, words).Select(name => (words[name.First].Start, words[name.Last].End))];

    /// <summary>Which words of commerce are only part of a name: their places among the words of the text.</summary>
    internal static HashSet<int> PlacesIn(string text, IReadOnlyList<Token> words) =>
        [.. Names(text, words).SelectMany(name => Enumerable.Range(name.At, name.Count))];

    /// <summary>Whether a piece of software is named, of whatever kind.</summary>
    internal static bool NamesSoftware(IReadOnlyList<Token> words) =>
        words.Any(word =>
            Followed.Contains(word.Folded)
            || Leading.Contains(word.Folded)
            || FollowedWhenWrong.Contains(word.Folded)
            || OnScreen.Contains(word.Folded)
            || IsNounWithin(word.Folded)
        );

    /// <summary>"Vertragsmodul", "Rechnungsexport": the last part of a German compound says what it is.</summary>
    private static bool IsNounWithin(string word) =>
        word.Length > 7
        && Followed.Any(noun => noun.Length > 3 && word.Length > noun.Length + 3 && word.EndsWith(noun, StringComparison.Ordinal) && !TooCommon.Contains(noun));

    private static IEnumerable<(int At, int Count, int First, int Last)> Names(string text, IReadOnlyList<Token> words)
    {
        var isWrong = new Lazy<bool>(() => Symptom.GoesWrong(words));
        for (var at = 0; at < words.Count; at++)
        {
            if (!Commerce.IsAt(words, at) && !BeginsWithCommerce(words[at].Folded))
            {
                continue;
            }

            foreach (var count in Commerce.LengthsAt(words, at).Append(1).Distinct().OrderDescending())
            {
                if (NameAt(text, words, at, count, isWrong) is var (first, last))
                {
                    yield return (at, count, first, last);
                    break;
                }
            }
        }
    }

    private static (int First, int Last)? NameAt(string text, IReadOnlyList<Token> words, int at, int count, Lazy<bool> isWrong)
    {
        if (count == 1 && (IsCompound(words[at].Folded) || IsCompoundThatFails(text, words, at)))
        {
            return (at, at);
        }

        if (!Commerce.LengthsAt(words, at).Contains(count) || IsOnTheCalendar(words, at))
        {
            return null;
        }

        return Behind(text, words, at + count, isWrong) is { } last ? (at, last)
            : Before(text, words, at, isWrong) is { } first ? (first, at + count - 1)
            : IsInQuotes(text, words, at, count)
            || IsSubjectOfSoftware(text, words, at, count)
            || IsData(text, words, at, count)
            || IsShownBySoftware(text, words, at, count)
            || IsUseOfSoftware(text, words, at)
                ? (at, at + count - 1)
            : null;
    }

    /// <summary>"The renewals page" needs its noun; "renewals crash" and "the renewal returns 500" say by what they do that they are software.</summary>
    private static bool IsSubjectOfSoftware(string text, IReadOnlyList<Token> words, int at, int count)
    {
        var next = at + count;
        return next < words.Count
            && IsJoined(text, words, next)
            && !(at > 0 && Possessives.Contains(words[at - 1].Folded))
            && Symptom.IsOnlySoftwareAt(words, next);
    }

    /// <summary>The technical noun behind the word: "revenue export", "revenue by region export", "Rabatt-Berechnung".</summary>
    private static int? Behind(string text, IReadOnlyList<Token> words, int from, Lazy<bool> isWrong)
    {
        var (between, free) = (0, 0);
        for (var at = from; at < words.Count && IsJoined(text, words, at); at++)
        {
            var word = words[at].Folded;
            if (Followed.Contains(word))
            {
                // A run rate is money.
                return word is "run" && at + 1 < words.Count && words[at + 1].Folded is "rate" or "rates" ? null : at;
            }

            if (FollowedWhenWrong.Contains(word) && isWrong.Value)
            {
                return at;
            }

            if (Grouping.Contains(word) && free == 0)
            {
                free = 2;
            }
            else if (And.Contains(word) && at + 1 < words.Count && (Describing.Contains(words[at + 1].Folded) || Commerce.IsAt(words, at + 1)))
            {
                continue;
            }
            else if (
                ++between > MostBetween
                || words[at].IsNumber
                || !(Describing.Contains(word) || Commerce.IsAt(words, at) || (free-- > 0 && !NoPartOfAName.Contains(word)))
            )
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The technical noun before the word: "export of revenue", "calcul des remises commerciales", "informe comercial".</summary>
    private static int? Before(string text, IReadOnlyList<Token> words, int at, Lazy<bool> isWrong)
    {
        var noun = at - 1;
        while (noun > 0 && at - noun < 3 && Articles.Contains(words[noun].Folded))
        {
            noun--;
        }

        if (
            noun >= 0
            && noun == at - 1
            && IsJoined(text, words, at)
            && (
                OnScreen.Contains(words[noun].Folded)
                || Named.Contains(words[noun].Folded)
                || (NamedInQuotes.Contains(words[noun].Folded) && IsQuote(text[words[at].Start - 1]))
            )
        )
        {
            return noun;
        }

        var isOfPurpose =
            noun >= 0 && OfPurpose.Contains(words[noun].Folded) && isWrong.Value && !(noun + 1 < at && Possessives.Contains(words[noun + 1].Folded));
        if (isOfPurpose || (noun >= 0 && Of.Contains(words[noun].Folded)))
        {
            noun--;
        }
        else if (!Adjectives.Contains(words[at].Folded))
        {
            return null;
        }

        noun -= noun > 0 && Describing.Contains(words[noun].Folded) && !(isWrong.Value && FollowedWhenWrong.Contains(words[noun].Folded)) ? 1 : 0;
        return
            noun >= 0
            && Enumerable.Range(noun + 1, at - noun).All(i => IsJoined(text, words, i))
            && (
                Leading.Contains(words[noun].Folded)
                || Followed.Contains(words[noun].Folded)
                || (isWrong.Value && FollowedWhenWrong.Contains(words[noun].Folded))
                || IsControlPanel(words, noun)
            )
            ? noun
            : null;
    }

    /// <summary>"Panel de control".</summary>
    private static bool IsControlPanel(IReadOnlyList<Token> words, int at) =>
        at > 1 && words[at].Folded is "control" or "controle" && words[at - 2].Folded is "panel" or "painel";

    private static bool BeginsWithCommerce(string word) =>
        word.Length > ShortestHead && CompoundHeads.Any(head => word.Length > head.Length + 2 && word.StartsWith(head, StringComparison.Ordinal));

    /// <summary>"Die Umsatzkurve lädt nicht": of what goes wrong in its own clause, only some compounds are talk of business.</summary>
    private static bool IsCompoundThatFails(string text, IReadOnlyList<Token> words, int at)
    {
        var word = words[at].Folded;
        return BeginsWithCommerce(word)
            && !(at > 0 && Possessives.Contains(words[at - 1].Folded))
            && !CompoundHeads.Any(head =>
                word.StartsWith(head, StringComparison.Ordinal)
                && CompoundJoints.Any(joint =>
                    word[head.Length..].StartsWith(joint, StringComparison.Ordinal)
                    && word[(head.Length + joint.Length)..] is var tail
                    && (tail.Length < 3 || BusinessTails.Contains(tail))
                )
            )
            && ClauseAround(text, words, at) is var clause
            && (Symptom.GoesWrong(clause) || Processed.IsIn(clause))
            && !IsAtStake(text, clause);
    }

    /// <summary>"Umsatzexport", "Rabattberechnungsdienst"; not "Umsatzverlauf".</summary>
    private static bool IsCompound(string word) =>
        word.Length > ShortestHead
        && CompoundHeads.Any(head =>
            word.Length > head.Length + 2 && word.StartsWith(head, StringComparison.Ordinal) && IsTechnical(word[head.Length..], mayBeCompound: true)
        );

    private static bool IsTechnical(string tail, bool mayBeCompound) =>
        CompoundJoints.Any(joint =>
            tail.StartsWith(joint, StringComparison.Ordinal)
            && tail[joint.Length..] is var rest
            && (
                Followed.Contains(rest)
                || Followed.Contains(rest.TrimEnd('s'))
                || (
                    mayBeCompound
                    && Followed.Any(noun =>
                        noun.Length > 3
                        && rest.Length > noun.Length
                        && rest.StartsWith(noun, StringComparison.Ordinal)
                        && IsTechnical(rest[noun.Length..], mayBeCompound: false)
                    )
                )
            )
        );

    /// <summary>"Before their renewal reports must work": that is a day, whatever follows.</summary>
    private static bool IsOnTheCalendar(IReadOnlyList<Token> words, int at) =>
        at > 1 && Possessives.Contains(words[at - 1].Folded) && OnTheCalendar.Contains(words[at - 2].Folded);

    /// <summary>Whether nothing but a space or a hyphen is before a word.</summary>
    private static bool IsJoined(string text, IReadOnlyList<Token> words, int at)
    {
        if (at == 0)
        {
            return false;
        }

        foreach (var c in text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End))
        {
            if (c is not (' ' or '\u00a0' or '\u202f' or '-' or '‑' or '_' or '/' or '\'' or '’' or '`' or '&') && !IsQuote(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»' or '‘' or '‚' or '›' or '‹' || (c is '\u00a0' or '\u202f');

    private static HashSet<string> Words(string words) => [.. words.Split(' ')];
}
