using System.Globalization;
using System.Runtime.CompilerServices;

namespace Escalations.Drafting;

/// <summary>A fact that a source says, or that follows from it.</summary>
internal sealed record SaidFact(ReadSource Source, FactFound Found, string? Rule);

/// <summary>A source that was read.</summary>
internal sealed record ReadSource(Source Source, ReadText Read, IReadOnlyList<FactFound> Facts)
{
    private IReadOnlyList<FactContext>? contexts;
    private Dictionary<int, FactContext>? byPlace;

    public IReadOnlyList<FactContext> Contexts => contexts ??= FactContexts.Of(Read, Facts);

    public FactContext? ContextOf(FactFound found) => (byPlace ??= Contexts.ToDictionary(c => c.Found.Start)).GetValueOrDefault(found.Start);

    /// <summary>One source is another only by being it; comparing their texts would cost more than all the rest.</summary>
    public bool Equals(ReadSource? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public string Around(FactFound found) => QuoteText.Around(Source.Text, found.Start, found.Length);
}

/// <summary>All that the sources say, found by kind and reading.</summary>
internal sealed class SaidFacts
{
    private const int MostPlaces = 40;
    private const int MostWritten = 2_000;

    private readonly Dictionary<FactKind, IReadOnlyList<SaidFact>> written = [];

    private readonly Dictionary<(FactKind, string), List<SaidFact>> said = [];
    private readonly Dictionary<string, List<SaidFact>> namesByWord = [];
    private readonly DateOnly? writtenOn;

    public SaidFacts(IReadOnlyList<Source> sources, DateOnly? writtenOn)
    {
        this.writtenOn = writtenOn;
        var read = sources.Select(s => (Source: s, Read: FactReader.In(s.Text, writtenOn, isSource: true))).ToList();
        var dayFirst = SlashedDates.Order(read.SelectMany(r => r.Read.Found), read.Select(r => r.Read.Tongue));
        Sources = [.. read.Select(r => new ReadSource(r.Source, r.Read, [.. DraftFacts.WithNames(r.Read.Text, r.Read.Tongue, r.Read.Found.Select(f => SlashedDates.Read(f, dayFirst)))]))];
        foreach (var source in Sources)
        {
            foreach (var fact in source.Facts)
            {
                foreach (var word in fact.Fact.Kind == FactKind.Name ? NameProof.WordsOf(fact.Fact.Text) : [])
                {
                    var places = namesByWord.TryGetValue(word, out var known) ? known : namesByWord[word] = [];
                    if (places.Count < MostPlaces)
                    {
                        places.Add(new(source, fact, null));
                    }
                }

                Add(source, fact);
            }
        }
    }

    public IReadOnlyList<ReadSource> Sources { get; }

    public IReadOnlyList<SaidFact> All(FactKind kind, string reading) => said.TryGetValue((kind, reading), out var facts) ? facts : [];

    /// <summary>The first facts of a kind as they were written.</summary>
    public IReadOnlyList<SaidFact> Written(FactKind kind) =>
        written.TryGetValue(kind, out var facts) ? facts : written[kind] = [.. Sources.SelectMany(s => s.Facts.Where(f => f.Fact.Kind == kind).Select(f => new SaidFact(s, f, null))).Take(MostWritten)];

    /// <summary>Where the sources name somebody by one of these words.</summary>
    public IReadOnlyList<SaidFact> Named(string name) => [.. NameProof.WordsOf(name).SelectMany(w => namesByWord.TryGetValue(w, out var facts) ? facts : []).Distinct()];

    private void Add(ReadSource source, FactFound found)
    {
        var fact = found.Fact;
        foreach (var reading in fact.Readings)
        {
            switch (fact.Kind)
            {
                case FactKind.Number:
                    Put(FactKind.Number, reading);
                    Put(FactKind.Number, reading.Trim('%', '#'));
                    break;
                case FactKind.Amount:
                    Put(FactKind.Amount, $"{fact.Currency} {reading}");
                    Put(FactKind.Number, reading);
                    break;
                case FactKind.Duration:
                    Put(FactKind.Duration, reading);
                    AddDays(source, found, reading);
                    if (Lexeme.Of(fact.Text) is [{ IsNumber: true } number, ..])
                    {
                        Put(FactKind.Number, number.Folded.Replace(',', '.'));
                        Put(FactKind.Time, number.Folded + ":00");
                    }
                    else if (NumberWords.At(Lexeme.Of(fact.Text), 0) is { } words)
                    {
                        Put(FactKind.Number, NumberForms.Text(words.Value));
                    }

                    break;
                case FactKind.Time:
                    Put(FactKind.Time, reading);
                    Put(FactKind.Duration, Units.OfClock(reading));
                    break;
                case FactKind.Identifier:
                    Put(FactKind.Identifier, reading);
                    foreach (var digits in fact.Text.Split([.. fact.Text.Where(c => !char.IsAsciiDigit(c))], StringSplitOptions.RemoveEmptyEntries))
                    {
                        // The 3 of KM-3 counts nothing; the 20871 of INC-20871 is how people call it.
                        if (digits.Length >= 3)
                        {
                            Put(FactKind.Number, digits.TrimStart('0') is { Length: > 0 } bare ? bare : "0");
                            Put(FactKind.Identifier, digits);
                        }
                    }

                    break;
                case FactKind.Date:
                    AddDate(source, found, reading);
                    break;
            }
        }

        void Put(FactKind kind, string reading) => Keep(kind, reading, source, found, null);
    }

    private void AddDate(ReadSource source, FactFound found, string reading)
    {
        if (Days.Day(reading) is not { } day)
        {
            Keep(FactKind.Date, reading, source, found, null);
        }
        else
        {
            var isRelative = !found.Fact.Text.Any(char.IsAsciiDigit);
            Full(day, isRelative && writtenOn is { } today ? Offset(day, today) : null);
        }
        if (reading.Length == 5 && reading[2] == '-')
        {
            var (month, of) = (int.Parse(reading.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(reading.AsSpan(3), CultureInfo.InvariantCulture));
            Keep(FactKind.Date, "?" + reading, source, found, null);
            foreach (var near in writtenOn is { } today ? Days.InYears(month, of, today) : [])
            {
                Full(near, null);
            }

            Keep(FactKind.Date, $"m{month:00}", source, found, null);
        }
        else if (reading[0] == '~' && writtenOn is { } now)
        {
            var of = int.Parse(reading.AsSpan(1), CultureInfo.InvariantCulture);
            foreach (var near in Enumerable.Range(-2, 5).Select(m => now.AddMonths(m)).Where(m => of <= DateTime.DaysInMonth(m.Year, m.Month)).Select(m => new DateOnly(m.Year, m.Month, of)).OrderBy(d => Math.Abs(d.DayNumber - now.DayNumber)).Take(2))
            {
                Full(near, $"the {of}th next to {Days.Name(now)}, the day of writing");
            }
        }
        else if (reading[0] == 'm' && writtenOn is { } when)
        {
            var month = int.Parse(reading.AsSpan(1), CultureInfo.InvariantCulture);
            foreach (var near in Days.InYears(month, 15, when))
            {
                Keep(FactKind.Date, $"{near:yyyy-MM}", source, found, $"the {found.Fact.Text} next to {Days.Name(when)}, the day of writing");
            }
        }

        void Full(DateOnly day, string? rule)
        {
            var key = Days.Key(day);
            foreach (var other in (string[])[key, key[5..], $"~{day.Day}", $"wd{(int)day.DayOfWeek}"])
            {
                Keep(FactKind.Date, other, source, found, rule);
            }

            var quarter = $"Q{((day.Month - 1) / 3) + 1}";
            foreach (var wider in (string[])[key[..7], $"m{day.Month:00}", $"{day.Year}-{quarter}", quarter])
            {
                Keep(FactKind.Date, wider, source, found, rule ?? $"{Days.Name(day)} is in it");
            }

            if (rule is null)
            {
                Keep(FactKind.Number, $"{day.Year}", source, found, null);
            }
        }
    }

    /// <summary>"In 67 days" and "3 weeks ago" are days.</summary>
    private void AddDays(ReadSource source, FactFound found, string reading)
    {
        if (writtenOn is not { } today)
        {
            return;
        }

        var (days, months) = (Units.DaysOf(reading), Units.MonthsOf(reading));
        if (Direction(source.Read, found) is var sign and not 0 && (days is not null || months is <= 60))
        {
            {
                var day = days is { } d ? today.AddDays(sign * d) : today.AddMonths(sign * months!.Value);
                Keep(FactKind.Date, Days.Key(day), source, found, days is not null ? Offset(day, today) : $"{found.Fact.Text} {(sign > 0 ? "after" : "before")} {Days.Name(today)}, the day of writing");
                Keep(FactKind.Date, Days.Key(day)[5..], source, found, Offset(day, today));
            }
        }
    }

    /// <summary>1 for what lies ahead, -1 for what is past, 0 where the words do not say.</summary>
    private static int Direction(ReadText read, FactFound found)
    {
        var first = read.Lexemes.BinarySearch(new(LexemeKind.Word, found.Start, 0, "", 0), Lexeme.ByStart);
        first = first < 0 ? ~first : first;
        var next = first;
        while (next < read.Lexemes.Count && read.Lexemes[next].Start < found.End)
        {
            next++;
        }

        var after = next < read.Lexemes.Count ? read.Lexemes[next].Folded : "";
        if (after is "ago" or "earlier" or "atras" or "antes")
        {
            return -1;
        }

        for (var i = first - 1; i >= 0 && i >= first - 3 && read.Lexemes[i].Line == read.Lexemes[first < read.Lexemes.Count ? first : i].Line && read.Lexemes[i].Kind != LexemeKind.Mark; i--)
        {
            switch (read.Lexemes[i].Folded)
            {
                case "vor" or "hace" or "ha" or "seit" or "depuis" or "since" or "last" or "letzten" or "vergangenen" or "desde":
                case "a" when i > 0 && read.Lexemes[i - 1].Folded == "y":
                    return -1;
                case "in" or "within" or "innerhalb" or "binnen" or "dans" or "sous" or "en" or "em" or "dentro" or "next" or "nachsten":
                    return 1;
            }
        }

        return after is "to" or "until" or "till" or "bis" or "avant" or "hasta" or "ate" or "left" ? 1 : 0;
    }

    private static string Offset(DateOnly day, DateOnly today)
    {
        var days = day.DayNumber - today.DayNumber;
        var count = Math.Abs(days) == 1 ? "1 day" : $"{Math.Abs(days)} days";
        return days == 0 ? $"{Days.Name(today)} is the day of writing" : $"{count} {(days > 0 ? "after" : "before")} {Days.Name(today)}, the day of writing";
    }

    private void Keep(FactKind kind, string reading, ReadSource source, FactFound found, string? rule)
    {
        if (!said.TryGetValue((kind, reading), out var facts))
        {
            said[(kind, reading)] = facts = [];
        }

        // A value that is repeated without end is proven by its first places.
        if (facts.Count < MostPlaces)
        {
            facts.Add(new(source, found, rule));
        }
    }
}
