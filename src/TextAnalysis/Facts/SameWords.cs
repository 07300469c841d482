namespace TextAnalysis.Facts;

/// <summary>Words of names that one language writes otherwise than another: titles, and towns and countries.</summary>
internal static class SameWords
{
    /// <summary>What may stand before or in a name without being told in the notes: how one addresses people, and how posts are called.</summary>
    private static readonly HashSet<string> Titles =
    [
        .. "mr mrs ms miss mx dr prof professor sir madam herr herrn frau monsieur madame mme mlle m senor senora don dona sr sra dra eng ing".Split(' '),
        .. (
            "chief officer head lead leader vice deputy senior junior assistant acting executive general global regional group team "
            + "department division office city town hall it financial technology information operating commercial technical medical principal "
            + "headteacher headmaster headmistress dean rector mayor minister secretary captain primary secondary chair chairman chairwoman of "
            + "for and the"
        ).Split(' '),
    ];

    private static readonly Dictionary<string, string> Places = (
        (string[])
            [
                "munich munchen munique",
                "cologne koln colonia",
                "vienna wien vienne viena",
                "zurich zuerich zurigo zurique",
                "geneva genf geneve ginebra genebra",
                "basel bale basilea",
                "berne bern berna",
                "nuremberg nurnberg",
                "hanover hannover",
                "brunswick braunschweig",
                "frankfurt francfort",
                "hamburg hambourg hamburgo",
                "berlin berlim",
                "dresden dresde",
                "mainz mayence",
                "aachen aix",
                "london londres",
                "edinburgh edimbourg edimburgo",
                "dublin dublim",
                "paris",
                "lyon lyons lyn",
                "marseille marseilles marsella",
                "strasbourg strassburg estrasburgo",
                "nice nizza niza",
                "bordeaux burdeos",
                "toulouse tolosa",
                "brussels brussel bruxelles bruselas bruxelas brussel",
                "antwerp antwerpen anvers amberes antuerpia",
                "ghent gent gand gante",
                "hague haag haye haya haia",
                "luxembourg luxemburg luxemburgo",
                "amsterdam amesterda",
                "lisbon lisboa lissabon lisbonne",
                "oporto porto",
                "madrid madri",
                "seville sevilla",
                "saragossa zaragoza",
                "barcelona barcelone",
                "corunna coruna",
                "biscay vizcaya",
                "rome rom roma",
                "milan mailand milano milao",
                "turin torino",
                "florence florenz firenze florencia",
                "venice venedig venezia venise venecia",
                "naples neapel napoli napoles",
                "genoa genua genova",
                "prague prag praga",
                "warsaw warschau varsovie varsovia",
                "cracow krakow krakau cracovie cracovia",
                "copenhagen kopenhagen copenhague",
                "stockholm estocolmo",
                "gothenburg goteborg gotemburgo",
                "helsinki helsinque",
                "athens athen athenes atenas",
                "bucharest bukarest bucarest",
                "moscow moskau moscou",
                "istanbul estambul istambul",
                "york iorque",
                "beijing peking pequin pequim",
                "tokyo tokio toquio",
                "germany deutschland allemagne alemania alemanha",
                "france frankreich francia franca",
                "spain spanien espagne espana espanha",
                "portugal",
                "italy italien italie italia",
                "austria osterreich autriche",
                "switzerland schweiz suisse suiza suica",
                "belgium belgien belgique belgica",
                "netherlands niederlande holland hollande holanda paises",
                "england angleterre inglaterra",
                "britain grossbritannien bretagne",
                "kingdom konigreich royaume reino",
                "ireland irland irlande irlanda",
                "poland polen pologne polonia",
                "denmark danemark dinamarca",
                "sweden schweden suede suecia",
                "norway norwegen norvege noruega",
                "finland finnland finlande finlandia",
                "greece griechenland grece grecia",
                "turkey turkei turquie turquia",
                "brazil brasilien bresil brasil",
                "mexico mexiko mexique",
                "argentina argentinien argentine",
                "morocco marokko maroc marruecos marrocos",
                "japan japon japao",
                "china chine",
                "india indien inde",
                "europe europa",
                "states staaten etats estados",
                "bavaria bayern baviere baviera",
                "saxony sachsen saxe",
                "brittany bretagne",
                "catalonia katalonien cataluna catalogne",
                "andalusia andalucia andalusien andalousie",
                "alsace elsass alsacia",
                "north nord norte northern",
                "south sud sur sul southern",
                "east ost est este leste eastern",
                "west ouest oeste western",
                "centre center zentrum centro central zentrale",
                "german deutsch deutsche deutschen allemand allemande alemana aleman alema",
                "french franzosisch francais francaise frances francesa",
                "spanish spanisch espagnol espanol espanola espanhol",
                "english englisch anglais ingles inglesa",
                "portuguese portugiesisch portugais portugues portuguesa",
                "italian italienisch italien italiana italiano",
                "swiss schweizer suizo suico",
                "dutch niederlandisch neerlandais holandes",
                "american amerikanisch americain americano americana",
                "european europaisch europeen europeo europeu",
            ]
    )
        .SelectMany((row, i) => row.Split(' ').Select(word => (word, Key: $"place {i}")))
        .DistinctBy(p => p.word)
        .ToDictionary(p => p.word, p => p.Key);

    public static bool IsTitle(string folded) => Titles.Contains(folded);

    /// <summary>What the word shares with its like in another language; null where it has none that is known.</summary>
    public static string? KeyOf(string folded) => Places.GetValueOrDefault(folded) ?? (Concepts.IsListed(folded) ? Concepts.Of(folded) : null);
}
