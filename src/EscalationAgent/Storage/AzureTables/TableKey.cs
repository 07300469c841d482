using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EscalationAgent.Storage.AzureTables;

/// <summary>
/// Keys of partitions and rows. Their parts come from outside: each is written so that it cannot end its part early, is never
/// refused by the service, and two that differ stay different.
/// </summary>
internal static class TableKey
{
    /// <summary>Stands between parts; no encoded part has it.</summary>
    public const char Separator = '|';

    /// <summary>The character after the separator: what begins with a prefix ends before it.</summary>
    private const char AfterSeparator = '}';

    /// <summary>Three parts and a separator stay within the service's 512 characters.</summary>
    private const int LongestPart = 160;

    /// <summary>What is kept readable of a part that is too long.</summary>
    private const int Readable = LongestPart - 2 - 64;

    public static string Of(params IEnumerable<string> parts) => string.Join(Separator, parts.Select(Encode));

    /// <summary>Letters, digits and a few signs as they are, all others as <c>~</c> and four hex digits; what is too long ends with its hash.</summary>
    public static string Encode(string part)
    {
        var encoded = new StringBuilder(part.Length);
        foreach (var sign in part)
        {
            if (char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or ':' or '@')
            {
                encoded.Append(sign);
            }
            else
            {
                encoded.Append('~').Append(((int)sign).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return encoded.Length <= LongestPart
            ? encoded.ToString()
            : $"{encoded.ToString(0, Readable)}~~{Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(part)))}";
    }

    /// <summary>A number that sorts as text.</summary>
    public static string Sortable(long number) => number.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>A number that sorts as text, the greatest first.</summary>
    public static string Descending(long number) => Sortable(long.MaxValue - number);

    /// <summary>The first key after all that begin with <paramref name="prefix"/> and a separator.</summary>
    public static string After(string prefix) => prefix + AfterSeparator;
}
