using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Escalations;

namespace TestSupport.Samples;

/// <summary>A draft with one thing in it that the notes do not say.</summary>
/// <param name="Kind">How it lies: "swapped", "rounded", "other customer".</param>
/// <param name="LieText">The words that are untrue, as they stand in the draft.</param>
/// <param name="Start">Where they stand.</param>
internal sealed record Lie(string Kind, string Case, string Notes, DateOnly WrittenOn, BriefSection Section, string DraftText, string LieText, int Start);

/// <summary>A draft that says only what the notes say, in other words, formats or languages.</summary>
internal sealed record Honest(string Case, string Notes, DateOnly WrittenOn, BriefSection Section, string DraftText);

/// <summary>Makes lying and honest drafts out of the cases: the same seed makes the same drafts.</summary>
internal static partial class Lies
{
    private static readonly string[] SmallNumbers =
    [
        .. (
            "two three four five six seven eight nine ten eleven twelve zwei drei vier fünf sechs sieben acht neun zehn elf zwölf deux trois "
            + "quatre cinq sept huit neuf dix onze douze dos tres cuatro cinco seis siete ocho nueve diez doce dois três quatro sete oito nove "
            + "dez doze"
        ).Split(' '),
    ];

    public static IEnumerable<Honest> HonestDrafts(string set, int seed, int variants)
    {
        var random = new Random(seed);
        return
        [
            .. from one in LyingCases.Of(set)
            from draft in one.Drafts
            from variant in Enumerable.Range(0, variants)
            select new Honest(one.Id, one.Notes, one.WrittenOn, draft.Section, Render(draft, random).Text),
        ];
    }

    public static IEnumerable<Lie> Of(string set, int seed)
    {
        var random = new Random(seed);
        var cases = LyingCases.Of(set);
        var lies = new List<Lie>();
        foreach (var one in cases)
        {
            foreach (var draft in one.Drafts)
            {
                foreach (
                    var (kind, at, value) in from i in Enumerable.Range(0, draft.Parts.Count)
                    where draft.Parts[i] is Slot
                    from change in Changes(one, cases, (Slot)draft.Parts[i], random)
                    select (change.Kind, i, change.Value)
                )
                {
                    lies.Add(LieOf(kind, one, draft, [(at, value)], random)[0]);
                }

                lies.AddRange(Swapped(one, draft, random));
                lies.AddRange(OfAnother(one, cases, draft, random));
            }
        }

        lies.AddRange(LiesOfTime.Of(cases, new Random(seed + 1)));
        return lies;
    }

    private static IEnumerable<(string Kind, Slot Value)> Changes(LyingCase one, IReadOnlyList<LyingCase> cases, Slot slot, Random random)
    {
        var others = cases.Where(c => c != one).ToList();
        var all = one.Drafts.SelectMany(d => d.Slots).ToList();
        switch (slot.Kind)
        {
            case "eur" or "usd" or "gbp" or "chf" or "brl":
                var amount = decimal.Parse(slot.Value, CultureInfo.InvariantCulture);
                yield return ("invented amount", Unused(decimal.Round(amount * 1.1m) + 100, 700));
                yield return ("currency", slot with { Kind = slot.Kind == "usd" ? "eur" : "usd" });
                yield return ("scale", slot with { Value = Text(amount * 1000) });
                yield return Rounded(amount) is var round && round != amount && !IsSaid(one, Text(round))
                    ? ("rounded", slot with { Value = Text(round) })
                    : ("invented amount", Unused(amount + 3000, 1000));
                break;
            case "n" or "pct":
                var number = decimal.Parse(slot.Value, CultureInfo.InvariantCulture);
                yield return (slot.Kind == "n" ? "invented number" : "invented share", Unused(number + 1, 1));
                if (number >= 1000 && number < 10_000)
                {
                    yield return ("decimal mark", slot with { Value = Text(number / 1000) });
                }

                if (number > 100 && Rounded(number) is var near && near != number && !IsSaid(one, Text(near)))
                {
                    yield return ("rounded", slot with { Value = Text(near) });
                }

                break;
            case "dur":
                var unit = slot.Value.TrimStart([.. "0123456789."]);
                var length = slot.Value[..^unit.Length];
                yield return ("invented duration", slot with { Value = Unused(decimal.Parse(length, CultureInfo.InvariantCulture) + 1, 1).Value + unit });
                yield return (
                    "unit",
                    slot with
                    {
                        Value =
                            length
                            + (
                                unit switch
                                {
                                    "s" => "min",
                                    "min" => "h",
                                    "h" => "d",
                                    "d" => "w",
                                    "w" => "mo",
                                    "mo" => "y",
                                    _ => "mo",
                                }
                            ),
                    }
                );
                break;
            case "date":
                var day = DateOnly.ParseExact(slot.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                yield return (
                    "wrong day",
                    slot with
                    {
                        Value = Iso(
                            new[] { -1, 1, 2, -2, 3, -3, 4, 9, 11, 12, -9, -11, 13, 20, 40, 41 }
                                .Select(day.AddDays)
                                .First(d => !all.Any(s => s.Kind == "date" && s.Value == Iso(d)) && !IsSaid(one, Text(d.Day)) && d != one.WrittenOn)
                        ),
                    }
                );
                if (day.Day <= 12 && day.Day != day.Month)
                {
                    yield return ("day for month", slot with { Value = Iso(new DateOnly(day.Year, day.Day, day.Month)) });
                }
                else
                {
                    yield return ("wrong month", slot with { Value = Iso(day.AddMonths(day.Month < 7 ? 2 : -2)) });
                }

                break;
            case "time":
                yield return (
                    "wrong time",
                    slot with
                    {
                        Value =
                            $"{(int.Parse(slot.Value.AsSpan(0, 2), CultureInfo.InvariantCulture) + 3) % 24:00}:"
                            + $"{(slot.Value.EndsWith("40", StringComparison.Ordinal) ? "55" : "40")}",
                    }
                );
                break;
            case "ym" or "q":
                yield return ("wrong year", slot with { Value = "2029" + slot.Value[4..] });
                break;
            case "who" or "org" or "place":
                var foreign = others
                    .SelectMany(c => c.Drafts)
                    .SelectMany(d => d.Slots)
                    .Where(s => s.Kind == slot.Kind || (slot.Kind == "place" && s.Kind == "org"))
                    .ToList();
                yield return ("name of another customer", foreign[random.Next(foreign.Count)] with { CanSwap = false });
                yield return (
                    "invented name",
                    slot with
                    {
                        Value = slot.Kind switch
                        {
                            "who" => Pick(random, "Pavel Novak", "Ingrid Solheim", "Yusuf Demir", "Margot Leclercq", "Stefano Ricci"),
                            "place" => "Bergen",
                            _ => Pick(random, "Quantara Systems", "Velden Group", "Castellum Partners", "Nordwind Handel"),
                        },
                    }
                );
                break;
            case "id":
                yield return (
                    "invented ticket",
                    slot with
                    {
                        Value = Enumerable
                            .Range(1, 9)
                            .Select(step => slot.Value[..^1] + Text((slot.Value[^1] - '0' + step) % 10))
                            .First(id => !one.Notes.Contains(id, StringComparison.Ordinal)),
                    }
                );
                break;
            case "mail":
                yield return ("invented address", slot with { Value = "accounts@" + slot.Value.Split('@')[1] });
                break;
            case "quote":
                var words = slot.Value.Split(' ');
                yield return ("invented quotation", slot with { Value = string.Join(' ', words.Select((w, i) => i == words.Length / 2 ? w + " never" : w)) });
                break;
        }

        Slot Unused(decimal from, decimal step)
        {
            while (IsSaid(one, Text(from)) || all.Any(s => s.Value.TrimEnd([.. "smindhwoy"]) == Text(from)))
            {
                from += step;
            }

            return slot with
            {
                Value = Text(from),
            };
        }
    }

    /// <summary>Two values of a kind that have changed places; each place is a lie.</summary>
    private static IEnumerable<Lie> Swapped(LyingCase one, DraftTemplate draft, Random random) =>
        from first in Enumerable.Range(0, draft.Parts.Count)
        from second in Enumerable.Range(first + 1, draft.Parts.Count - first - 1)
        where draft.Parts[first] is Slot { CanSwap: true } a && draft.Parts[second] is Slot { CanSwap: true } b && a.Kind == b.Kind && a.Value != b.Value
        from lie in LieOf(
            ((Slot)draft.Parts[first]).Kind switch
            {
                "who" => "swapped names",
                "date" or "time" => "swapped days",
                _ => "swapped values",
            },
            one,
            draft,
            [(first, (Slot)draft.Parts[second]), (second, (Slot)draft.Parts[first])],
            random
        )
        select lie;

    /// <summary>A sentence about another customer behind an honest draft.</summary>
    private static IEnumerable<Lie> OfAnother(LyingCase one, IReadOnlyList<LyingCase> cases, DraftTemplate draft, Random random)
    {
        var others = cases.Where(c => c != one).SelectMany(c => c.Drafts).Where(d => d.Language == draft.Language).ToList();
        var other = others[random.Next(others.Count)];
        var (own, foreign) = (Render(draft, random), Render(other, random));
        return from place in foreign.Places
            where
                place.Slot.Kind is "who" or "org" or "id" or "eur" or "usd" or "gbp" or "chf" or "brl" or "mail"
                && !one.Notes.Contains(place.Slot.Value, StringComparison.OrdinalIgnoreCase)
                && !IsSaid(one, place.Slot.Value)
            select new Lie(
                "mixed in",
                one.Id,
                one.Notes,
                one.WrittenOn,
                draft.Section,
                own.Text + "\n" + foreign.Text,
                foreign.Text[place.Start..(place.Start + place.Length)],
                own.Text.Length + 1 + place.Start
            );
    }

    internal static List<Lie> LieOf(string kind, LyingCase one, DraftTemplate draft, IReadOnlyList<(int At, Slot Value)> changes, Random random)
    {
        var parts = draft.Parts.ToList();
        foreach (var (at, value) in changes)
        {
            parts[at] = value;
        }

        var rendered = Render(draft with { Parts = parts }, random);
        var slots = Enumerable.Range(0, parts.Count).Where(i => parts[i] is Slot).ToList();
        return
        [
            .. changes
                .Select(c => rendered.Places[slots.IndexOf(c.At)])
                .Select(p => new Lie(
                    kind,
                    one.Id,
                    one.Notes,
                    one.WrittenOn,
                    draft.Section,
                    rendered.Text,
                    rendered.Text[p.Start..(p.Start + p.Length)],
                    p.Start
                )),
        ];
    }

    private static (string Text, List<(Slot Slot, int Start, int Length)> Places) Render(DraftTemplate draft, Random random)
    {
        var (text, places) = (new StringBuilder(), new List<(Slot, int, int)>());
        foreach (var part in draft.Parts)
        {
            var said = part is Slot slot ? SlotText.Of(slot, draft.Language, random) : (string)part;
            if (part is Slot written)
            {
                places.Add((written, text.Length, said.Length));
            }

            text.Append(said);
        }

        return (text.ToString(), places);
    }

    /// <summary>Whether the notes have the figure anywhere, in digits or as a word.</summary>
    internal static bool IsSaid(LyingCase one, string number)
    {
        var figures = Figures().Matches(one.Notes).Select(m => new string([.. m.Value.Where(char.IsAsciiDigit)]).TrimStart('0')).ToHashSet();
        return figures.Contains(number)
            || figures.Contains(number.Replace("000", "", StringComparison.Ordinal))
            || (
                number.Length < 3
                && SmallNumbers.Any(w => one.Notes.Contains(w, StringComparison.OrdinalIgnoreCase))
                && int.TryParse(number, out var small)
                && small < 13
            );
    }

    /// <summary>Two digits that count, the rest zeros.</summary>
    private static decimal Rounded(decimal value)
    {
        var unit = (decimal)Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10((double)value)) - 1));
        return decimal.Round(value / unit) * unit;
    }

    private static string Text(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Pick(Random random, params ReadOnlySpan<string> ways) => ways[random.Next(ways.Length)];

    [GeneratedRegex(@"\d+([.,  ]\d{3})*")]
    private static partial Regex Figures();
}
