using Escalations;

namespace EscalationAgent.Tests.Teams;

/// <summary>A fact as somebody writes it, and the words by which it would be known again.</summary>
internal sealed record Marked(string Text, string Mark);

/// <summary>A life whose texts all hold marked facts: for everybody, for those who build, for those who account for it.</summary>
internal sealed record MarkedLife(
    IReadOnlyList<EscalationEvent> Events,
    IReadOnlyList<Marked> ForAll,
    IReadOnlyList<Marked> Technical,
    IReadOnlyList<Marked> Business
)
{
    /// <summary>What is in the sections that executives read too, but for the one that is not shown to engineers.</summary>
    public required IReadOnlyList<Marked> BusinessInShort { get; init; }
}

/// <summary>Makes such lives: facts in five languages and many formats, in any order, between any marks.</summary>
internal sealed class MarkedBriefs(int seed)
{
    private static readonly BriefSection[] Short =
    [
        BriefSection.Headline,
        BriefSection.CustomerImpact,
        BriefSection.SpecificAsk,
        BriefSection.CustomerCommunication,
        BriefSection.Recommendation,
    ];

    private readonly Random random = new(seed);
    private readonly List<Marked> forAll = [];
    private readonly List<Marked> technical = [];
    private readonly List<Marked> business = [];
    private readonly List<Marked> inShort = [];
    private int number = 100;

    public MarkedLife Life()
    {
        List<EscalationEvent> events = [new DraftStarted(SampleCards.Ann, SampleCards.Playbook.Version), new AccountNamed("Acme Corp", Origin.Stated)];
        foreach (var section in BriefSections.All)
        {
            var before = business.Count;
            events.Add(
                section == BriefSection.ResolutionAttempts && random.Next(3) == 0
                    ? new SectionLeftOpen(section, Text())
                    : new SectionWritten(section, section == BriefSection.CommercialContext ? Fact(Business, business) : Text(), Origin.Stated)
            );
            if (Short.Contains(section) || section == BriefSection.CommercialContext)
            {
                inShort.AddRange(business.Skip(before));
            }
        }

        events.AddRange([
            new CommercialFactsFound(new(777_000, "EUR"), new DateOnly(2026, 5, 28), Origin.Stated),
            new SentimentNoted(Sentiment.ThreateningChurn, Origin.Stated),
            new ContextAdded(Text()),
            new ClassificationDecided("product_defect", Severity.S1, Text()),
            SampleCards.RoutedLife[^1],
            new Acknowledged(SampleCards.Bob),
            new WorkStarted(),
            new ClockPaused(WaitingFor.Csm, Text(), SampleCards.Now.AddDays(2)),
            new ClockResumed(),
            new RemindersHeld(Party.Csm, SampleCards.Now.AddDays(9), Text()),
            new CustomerTold(Text()),
            new HandOverOffered(SampleCards.Cleo, Text()),
            new HandOverDeclined(Text()),
            new HandedOver(SampleCards.Cleo, Text()),
            new Reclassified(Severity.S2, Text(), ["head_of_engineering"]),
            new Stalled(SampleCards.Now.AddHours(2)),
            new PushedHarder(StallCause.Overloaded, Text()),
            new TimelineAccepted(StallCause.Overloaded, Text(), new(2026, 3, 20)),
            new Resolved(ResolutionKind.Decision, Text()),
            new Reopened(Text()),
            new Stalled(SampleCards.Now.AddHours(9)),
        ]);
        return new(events, forAll, technical, business) { BusinessInShort = inShort };
    }

    private string Text()
    {
        (Func<Marked> Make, List<Marked> Known)[] kinds = [(ForAll, forAll), (Technical, technical), (Business, business)];
        random.Shuffle(kinds);
        var shuffled = kinds.Take(3 - random.Next(2)).Select(kind => Fact(kind.Make, kind.Known)).ToList();
        return shuffled.Skip(1).Aggregate(shuffled[0], Joined);
    }

    private string Joined(string one, string other) =>
        random.Next(9) switch
        {
            0 => $"{one}; {other}",
            1 => $"{one} -- {other}",
            2 => $"{one} ({other})",
            3 => $"{one}. {char.ToUpperInvariant(other[0])}{other[1..]}",
            4 => $"{one} {Pick("and", "und", "et", "y", "e")} {other}",
            5 => $"- {one}\n- {other}",
            6 => $"{one} – {other}",
            7 => $"{one} | {other}",
            _ => $"{one}, {other}",
        };

    private static string Fact(Func<Marked> make, List<Marked> known)
    {
        var fact = make();
        known.Add(fact);
        return fact.Text;
    }

    private Marked ForAll()
    {
        var mark = $"Plant {++number}";
        return new(
            Pick(
                $"exports fail for {mark} every night",
                $"Exporte für {mark} brechen nachts ab",
                $"les exports de {mark} échouent",
                $"fallan los informes de {mark} desde ayer",
                $"os relatórios de {mark} falham"
            ),
            mark
        );
    }

    private Marked Technical()
    {
        var n = ++number;
        return random.Next(10) switch
        {
            0 => new($"ticket JIRA-{n} is still open", $"JIRA-{n}"),
            1 => new($"Fehler #48{n} ist noch offen", $"#48{n}"),
            2 => new($"the incident INC00{n}7 was raised to P1", $"INC00{n}7"),
            3 => new($"build 4.12.{n} broke it", $"4.12.{n}"),
            4 => new($"db{n}.prod.acme.net does not answer", $"db{n}.prod.acme.net"),
            5 => new($"le serveur ingest-node-{n} ne répond pas", $"ingest-node-{n}"),
            6 => new($"java.lang.NullPointerException at Export{n}.run()", $"Export{n}"),
            7 => new($"el componente cola_{n} responde con HTTP 500", $"cola_{n}"),
            8 => new($"the log /var/log/app{n}.log grows", $"app{n}"),
            _ => new($"version v2.{n} caiu de novo", $"v2.{n}"),
        };
    }

    private Marked Business()
    {
        var n = ++number;
        var day = 10 + random.Next(18);
        return random.Next(22) switch
        {
            0 => new($"EUR {n}k ARR", $"{n}k"),
            1 => new($"{n}.000 € Jahresumsatz", $"{n}.000"),
            2 => new($"they pay $1.{n}M a year", $"1.{n}M"),
            3 => new($"{n}\u00a0000 EUR de revenu annuel", $"{n} 000"),
            4 => new($"R$ {n}.000 de receita", $"{n}.000"),
            5 => new($"es geht um 1,{n} Mio. Euro", $"1,{n}"),
            6 => new($"{n} mil euros en juego", $"{n} mil"),
            7 => new($"£{n},500 of contract value", $"{n},500"),
            8 => new($"{n}kEUR expansion planned", $"{n}kEUR"),
            9 => new($"renewal on {day} May 2026", $"{day} May"),
            10 => new($"renewal in {n} days", $"{n} days"),
            11 => new($"Vertragsverlängerung am {day}. Mai", $"{day}. Mai"),
            12 => new($"renouvellement le {day} mai", $"{day} mai"),
            13 => new($"la renovación es el {day} de mayo", $"{day} de mayo"),
            14 => new($"a renovação é em {day} de maio", $"{day} de maio"),
            15 => new($"their contract ends {day}/05/2026", $"{day}/05"),
            16 => new("their CFO is furious", "furious"),
            17 => new("sie sind sehr verärgert", "verärgert"),
            18 => new("ils menacent de partir", "menacent"),
            19 => new("el cliente está enfadado", "enfadado"),
            20 => new("o cliente ameaça sair", "ameaça"),
            _ => new($"we offered a discount of {n} dollars", $"{n} dollars"),
        };
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
