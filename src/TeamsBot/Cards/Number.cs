using System.Globalization;

namespace TeamsBot.Cards;

/// <summary>Numbers as JavaScript writes them.</summary>
internal static class Number
{
    private const string Minus = "\u2212";

    /// <summary>The shortest spelling that reads back as the same number.</summary>
    public static string ToText(double number)
    {
        if (!double.IsFinite(number)) return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        if (number == 0) return "0";

        var spelled = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = spelled[0].IndexOf('.', StringComparison.Ordinal);
        var all = spelled[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var exponent = (point < 0 ? all.Length : point) - 1 - (all.Length - digits.Length)
            + (spelled.Length > 1 ? int.Parse(spelled[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0');

        var sign = number < 0 ? "-" : "";
        return sign + exponent switch
        {
            >= 0 and < 21 when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0'),
            >= 0 and < 21 => $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}",
            < 0 and >= -6 => $"0.{new string('0', -exponent - 1)}{digits}",
            _ => $"{digits[..1]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}",
        };
    }

    /// <summary>Thousands parted by commas, and as many places as the number has.</summary>
    public static string ToGrouped(double number)
    {
        var point = ToText(number).IndexOf('.', StringComparison.Ordinal);
        return ToFixed(number, point < 0 ? 0 : ToText(number).Length - point - 1);
    }

    /// <summary>Thousands parted by commas, and this many places.</summary>
    public static string ToFixed(double number, int places)
    {
        var digits = Math.Abs(number).ToString($"N{Math.Min(places, 20)}", CultureInfo.InvariantCulture);
        return number < 0 && digits.Any(digit => digit is >= '1' and <= '9') ? Minus + digits : digits;
    }

    /// <summary>The nearest integer, halves upwards.</summary>
    public static double Round(double number)
    {
        var floor = Math.Floor(number);
        return number - floor >= 0.5 ? floor + 1 : floor;
    }
}
