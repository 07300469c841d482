using System.Globalization;
using TextAnalysis.Tokens;

namespace TextAnalysis.Facts;

/// <summary>Finds numbers with what is beside them: amounts, percentages, durations, ordinals, bare counts.</summary>
internal static class NumberForms
{
    public static (FactFound Fact, int Tokens)? At(FactReading text, int at) =>
        text.Tokens[at].Kind switch
        {
            TokenKind.Number => Figure(text, at, at + 1, Values(text, at)),
            TokenKind.Mark => IsCurrency(text, at, out _) && text[at + 1] is { IsNumber: true } && text.IsBeside(at + 1)
                ? Figure(text, at + 1, at + 2, Values(text, at + 1))
                : null,
            _ => InWords(text, at),
        };

    private static (FactFound, int)? InWords(FactReading text, int at)
    {
        var word = text.Word(at);
        // "Très" is French and counts nothing.
        if ((word is "dos" && text.Language == Language.Portuguese) || (word is "tres" && text.Text[text.Tokens[at].Start + 2] is 'è' or 'È'))
        {
            return null;
        }

        if (NumberWords.At(text.Tokens, at) is { } number)
        {
            return Figure(text, at, at + number.Length, [number.Value]);
        }

        if (NumberWords.IsHalf(word) && HalfUnit(text, at) is { } half)
        {
            return half;
        }

        if (
            NumberWords.OrdinalOf(word) is { } ordinal
            && Days.WeekdayAt(text.Tokens, at, text.Language) is null
            && !(text.Language == Language.Portuguese && (word is "segundo" or "quarta" || (word is "quinta" or "sexta" && text.Tokens[at].IsCapital)))
        )
        {
            return text.Found(FactKind.Number, at, at, [$"#{Text(ordinal)}"]);
        }

        if (IsCurrency(text, at, out var length) && text[at + length] is { IsNumber: true } && text.IsBeside(at + length))
        {
            return Figure(text, at + length, at + length + 1, Values(text, at + length));
        }

        return text.IsSource && NumberWords.IsOne(word) && word is not ("einmal" or "a" or "an") ? Figure(text, at, at + 1, [1])
            : text.IsSource && word is "a" or "an" && Units.Of(text.Word(at + 1)) is { } unit and not "s" && text.Language == Language.English
                ? text.Found(FactKind.Duration, at, at + 1, [Units.Reading(1, unit)])
            : null;
    }

    /// <summary>"half an hour", "ein halber Tag", "demi-journée".</summary>
    private static (FactFound, int)? HalfUnit(FactReading text, int at)
    {
        var next = text.Word(at + 1) is "a" or "an" or "-" or "une" ? at + 2 : at + 1;
        return Units.Of(text.Word(next)) is { } unit && unit is not "s" && text.IsBeside(next)
            ? text.Found(FactKind.Duration, at, next, [Units.Reading(0.5m, unit)])
            : null;
    }

    private static (FactFound, int)? Figure(FactReading text, int at, int next, List<decimal> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var first = at;
        string? currency = null;
        for (var back = 2; back >= 1 && currency is null; back--)
        {
            if (at - back >= 0 && IsCurrency(text, at - back, out var length) && length == back && text.IsBeside(at))
            {
                (currency, first) = (CurrencyAt(text, at - back, length), at - back);
            }
        }

        if (text.IsBeside(next) && MoneyWords.ScaledCurrencyOf(text.Word(next)) is { } both)
        {
            return text.Found(FactKind.Amount, first, next, Texts([.. values.Select(v => v * both.Scale)]), both.Currency, next + 1 - at);
        }

        var (scale, afterScale) = Scale(text, next);
        values = scale == 1 ? values : [.. values.Select(v => v * scale)];
        next = afterScale;
        var behind = text.Word(next) is "de" or "d" ? (text.Word(next + 1) == "'" ? next + 2 : next + 1) : next;
        if (currency is null && IsCurrency(text, behind, out var post) && text.IsBeside(next))
        {
            currency = CurrencyAt(text, behind, post);
            return text.Found(FactKind.Amount, first, behind + post - 1, Texts(values), currency, behind + post - at);
        }

        return currency is not null ? text.Found(FactKind.Amount, first, next - 1, Texts(values), currency, next - at)
            : Percent(text, next) is { } percent ? text.Found(FactKind.Number, at, percent, [.. values.Select(v => Text(v) + "%")])
            : Ordinal(text, at, next) ? text.Found(FactKind.Number, at, next, [.. values.Select(v => "#" + Text(v))])
            : Duration(text, at, next, values) ?? Ranged(text, at, next, values) ?? text.Found(FactKind.Number, at, next - 1, Texts(values));
    }

    private static (FactFound, int)? Duration(FactReading text, int at, int next, List<decimal> values)
    {
        var unit = text.Word(next) is "-" && text.IsGlued(next) ? next + 1 : next;
        unit = Units.IsBetween(text.Word(unit)) && Units.Of(text.Word(unit)) is null ? unit + 1 : unit;
        if (
            Units.Of(text.Word(unit)) is not { } name
            || (unit == next && !text.IsBeside(next))
            || (text.Word(unit).Length == 1 && text.Word(unit) is not ("h" or "d" or "s") && !text.IsGlued(unit))
            || scaled(values)
        )
        {
            return null;
        }

        if (
            text.Word(unit + 1) is "and" or "et" or "y" or "e"
            && (NumberWords.IsHalf(text.Word(unit + 2)) || (text.Word(unit + 2) == "a" && NumberWords.IsHalf(text.Word(unit + 3))))
        )
        {
            return text.Found(
                FactKind.Duration,
                at,
                NumberWords.IsHalf(text.Word(unit + 2)) ? unit + 2 : unit + 3,
                [.. values.Select(v => Units.Reading(v + 0.5m, name))]
            );
        }

        return text.Found(FactKind.Duration, at, unit, [.. values.Select(v => Units.Reading(v, name))]);

        static bool scaled(List<decimal> values) => values[0] > 1_000_000;
    }

    /// <summary>"30-60 minutes", "two to three weeks", "5 to 10 %": the first has the unit of the second.</summary>
    private static (FactFound, int)? Ranged(FactReading text, int at, int next, List<decimal> values)
    {
        if (
            !(
                text.Word(next)
                is "-"
                    or "to"
                    or "bis"
                    or "a"
                    or "ate"
                    or "or"
                    or "oder"
                    or "ou"
                    or "o"
                    or "statt"
                    or "auf"
                    or "of"
                    or "von"
                    or "y"
                    or "und"
                    or "and"
                    or "e"
                    or "et"
            )
            || text[next + 1] is null
            || !text.IsBeside(next)
        )
        {
            return null;
        }

        var words =
            text.Tokens[next + 1].IsNumber ? (text.Tokens[next + 1].Folded.Length <= 6 ? next + 2 : (int?)null)
            : NumberWords.At(text.Tokens, next + 1) is { } number ? next + 1 + number.Length
            : null;
        return words is not { } unit ? null
            : Percent(text, unit) is not null ? text.Found(FactKind.Number, at, next - 1, [.. values.Select(v => Text(v) + "%")])
            : Duration(text, at, unit, values) is { Item1.Fact.Readings: var readings } ? text.Found(FactKind.Duration, at, next - 1, readings)
            : null;
    }

    private static int? Percent(FactReading text, int next) =>
        text.Word(next) is "%" or "percent" or "prozent" or "pct" ? next
        : text.Word(next) is "pour" or "por" or "per" && text.Word(next + 1) is "cent" or "ciento" or "cento" ? next + 1
        : null;

    private static bool Ordinal(FactReading text, int at, int next) =>
        text.Tokens[at].IsNumber && text.IsGlued(next) && text.Word(next) is "st" or "nd" or "rd" or "th" or "eme" or "e" or "º" or "ª" or "er" or "re";

    private static (decimal Scale, int Next) Scale(FactReading text, int next)
    {
        var word = text.Word(next);
        var isScale =
            text.IsBeside(next)
            && (
                word
                    is "k"
                        or "tsd"
                        or "mil"
                        or "thousand"
                        or "tausend"
                        or "mn"
                        or "mm"
                        or "mio"
                        or "million"
                        or "millions"
                        or "millionen"
                        or "millon"
                        or "millones"
                        or "milhoes"
                        or "milhao"
                        or "bn"
                        or "billion"
                        or "mrd"
                        or "mille"
                        or "milliers"
                || (word is "m" && (text.IsGlued(next) || IsCurrency(text, next + 1, out _)))
                || (word is "t" && IsCurrency(text, next + 1, out _))
                || (word is "mi" && text.Language == Language.Portuguese)
            );
        if (!isScale)
        {
            return (1, next);
        }

        var scale = word switch
        {
            "t" or "mille" or "milliers" => 1_000,
            "mm" => 1_000_000,
            _ => MoneyWords.ScaleOf(word),
        };
        var after = text.Word(next + 1) == "." && text.IsGlued(next + 1) && word is "tsd" or "mio" or "mrd" ? next + 2 : next + 1;
        return (scale, after);
    }

    private static bool IsCurrency(FactReading text, int at, out int length)
    {
        var word = text.Word(at);
        length = word is "us" or "r" or "a" or "c" && text.Word(at + 1) == "$" && text.IsGlued(at + 1) ? 2 : 1;
        return length == 2 || MoneyWords.IsCurrency(word);
    }

    private static string? CurrencyAt(FactReading text, int at, int length) => MoneyWords.CurrencyOf(length == 2 ? text.Word(at) + "$" : text.Word(at));

    /// <summary>A mark before exactly three digits parts thousands; decimals are hardly ever three.</summary>
    private static List<decimal> Values(FactReading text, int at)
    {
        var number = text.Tokens[at].Folded;
        var digits = new string([.. number.Where(char.IsAsciiDigit)]);
        if (digits.Length > 18)
        {
            return [];
        }

        var last = number.LastIndexOfAny(['.', ',']);
        var behind = last < 0 ? 0 : number.Length - last - 1;
        var isScaled = Scale(text, at + 1).Scale >= 1_000_000;
        var isDecimal =
            last >= 0
            && !number[..last].Contains(number[last])
            && (behind != 3 || number[0] == '0' || (isScaled && number.Count(c => !char.IsAsciiDigit(c)) == 1));
        return [decimal.Parse(isDecimal ? digits.Insert(digits.Length - behind, ".") : digits, CultureInfo.InvariantCulture)];
    }

    private static List<string> Texts(List<decimal> values) => [.. values.Select(Text)];

    internal static string Text(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
