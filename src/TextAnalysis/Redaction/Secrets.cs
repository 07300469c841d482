using System.Text;
using System.Text.RegularExpressions;

namespace TextAnalysis.Redaction;

/// <summary>What a secret looks like, in notes, logs and typed texts: keys, tokens, passwords, connection strings, numbers of cards and accounts.</summary>
public static partial class Secrets
{
    /// <summary>Stands where a secret was.</summary>
    public const string Hidden = "[secret]";

    /// <summary>How everything begins that is in the place of a secret.</summary>
    public const string Placeholder = "[secret";

    private const RegexOptions Untrusted = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private const RegexOptions AnyCase = Untrusted | RegexOptions.IgnoreCase;

    /// <summary>The text as those may read it who need no secret: <see cref="Hidden"/> in the place of each. Hidden once more it is the same.</summary>
    public static string Hide(string text) => Hide(text, _ => Hidden);

    /// <summary>The secrets in a text, in order, each as it is there.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var found = new List<string>();
        Hide(text, value =>
        {
            found.Add(value);
            return Hidden;
        });
        return [.. found.Distinct().OrderBy(value => text.IndexOf(value, StringComparison.Ordinal))];
    }

    /// <summary>The text with each secret replaced.</summary>
    /// <param name="give">What is in the place of a secret; it must begin with <c>[secret</c>, so that it is known for what it is.</param>
    public static string Hide(string text, Func<string, string> give)
    {
        var told = new List<string>();
        return HideAgain(Long().Replace(HideNamed(text, Tell), m => LooksRandom(m.Value) ? Tell(m.Value) : m.Value), told, give);

        string Tell(string value)
        {
            told.Add(value);
            return give(value);
        }
    }

    /// <summary>The text without its own secrets, and without those that are told elsewhere.</summary>
    /// <param name="known">As <see cref="In"/> finds them.</param>
    public static string Hide(string text, IReadOnlyCollection<string> known) => Hide(text, known, _ => Hidden);

    /// <inheritdoc cref="Hide(string, IReadOnlyCollection{string})"/>
    /// <param name="give">What is in the place of a secret, as for one text.</param>
    public static string Hide(string text, IReadOnlyCollection<string> known, Func<string, string> give) => HideAgain(Hide(text, give), known, give);

    /// <summary>Where a secret that is known is written once more, with nothing around it that would tell it.</summary>
    private static string HideAgain(string text, IReadOnlyCollection<string> known, Func<string, string> give)
    {
        foreach (
            var value in known
                .Select(told => told.Trim().Trim('"', '\'', '“', '”', '„', '«', '»'))
                .Where(IsUnlikeWords)
                .Distinct()
                .OrderByDescending(value => value.Length)
        )
        {
            for (var at = text.IndexOf(value, StringComparison.Ordinal); at >= 0; )
            {
                var end = at + value.Length;
                var isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
                var instead = isWhole ? give(value) : value;
                text = text[..at] + instead + text[end..];
                at = text.IndexOf(value, at + instead.Length, StringComparison.Ordinal);
            }
        }

        return text;
    }

    /// <summary>A password that is a common word would take that word out of the whole text.</summary>
    private static bool IsUnlikeWords(string value) =>
        value.Length >= 5
        && !value.StartsWith(Placeholder, StringComparison.Ordinal)
        && value.Skip(1).Any(letter => !char.IsLower(letter))
        && value.Any(char.IsLetter);

    /// <summary>Only what is known for a secret by its form or by what is around it, not what merely looks random.</summary>
    internal static string HideNamed(string text, Func<string, string> give)
    {
        text = PrivateKey().Replace(text, m => WithoutSpace(m.Value, give));
        text = ConnectionString().Replace(text, m => IsPlaceholder(m.Value) ? m.Value : WithoutSpace(m.Value, give));
        text = InAddress().Replace(text, m => $"{m.Groups[1].Value}{give(m.Groups[2].Value)}@");
        text = Jwt().Replace(text, m => give(m.Value));
        text = WellKnown().Replace(text, m => give(m.Value));
        text = Authorization().Replace(text, m => IsPlaceholder(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + give(m.Groups[2].Value));
        text = Cookie().Replace(text, m => IsPlaceholder(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + give(m.Groups[2].Value));
        text = CommandLine().Replace(text, m => IsPlaceholder(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + give(m.Groups[2].Value));
        text = Option().Replace(text, m => IsPlaceholder(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + give(m.Groups[2].Value));
        text = Element().Replace(text, m => IsValueOf(m) ? m.Groups["before"].Value + give(m.Groups["value"].Value) + m.Groups["after"].Value : m.Value);
        text = Setting().Replace(text, m => IsValueOf(m) ? m.Groups["before"].Value + give(m.Groups["value"].Value) + m.Groups["after"].Value : m.Value);
        text = Header().Replace(text, m => HasDigit(m.Groups[2].Value) ? m.Groups[1].Value + give(m.Groups[2].Value) : m.Value);
        text = Spoken(text, give);
        text = Passphrase().Replace(text, m => IsPlaceholder(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + give(m.Groups[2].Value));
        text = Password().Replace(text, m => IsPlaceholder(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + give(m.Groups[2].Value));
        text = Named()
            .Replace(text, m => IsPlaceholder(m.Groups[2].Value) || !LooksChosen(m.Groups[2].Value) ? m.Value : m.Groups[1].Value + give(m.Groups[2].Value));
        text = Card().Replace(text, m => IsCard(m.Value) ? give(m.Value) : m.Value);
        return Iban().Replace(text, m => IsIban(m.Value) ? give(m.Value) : m.Value);
    }

    private static bool IsPlaceholder(string value) => value.TrimStart('"', '\'').StartsWith(Placeholder, StringComparison.Ordinal);

    /// <summary>What a password is set to; of a token or key only what looks like one, as "expired" may be there.</summary>
    private static bool IsValueOf(Match match) =>
        match.Groups["value"].Value is var value
        && !IsPlaceholder(value)
        && !SpokenSecrets.IsState(value)
        && (match.Groups["plain"].Success || LooksChosen(value));

    /// <summary>The space behind a secret is not part of it.</summary>
    private static string WithoutSpace(string value, Func<string, string> give) => give(value.TrimEnd()) + value[value.TrimEnd().Length..];

    private static string Spoken(string text, Func<string, string> give)
    {
        var hidden = new StringBuilder(text.Length);
        var from = 0;
        foreach (var (start, end) in SpokenSecrets.In(text))
        {
            hidden.Append(text, from, start - from).Append(give(text[start..end]));
            from = end;
        }

        return from == 0 ? text : hidden.Append(text, from, text.Length - from).ToString();
    }

    private static bool HasDigit(string value) => value.Any(char.IsAsciiDigit);

    /// <summary>"token: expired" and "the password is wrong" are no secrets; what holds digits or signs may be one.</summary>
    private static bool LooksChosen(string value) =>
        value.Length >= 4 && value.TrimEnd('.', ',', ';', ')', '"', '\'').Any(c => char.IsAsciiDigit(c) || "!@#$%^&*+=~_".Contains(c));

    /// <summary>
    /// Random text changes between capitals, small letters and digits all the time; words, dates and paths seldom do. A GUID
    /// alone names a trace or a record, and engineers need it.
    /// </summary>
    private static bool LooksRandom(string value)
    {
        var changes = 0;
        for (var at = 1; at < value.Length; at++)
        {
            var (before, now) = (KindOf(value[at - 1]), KindOf(value[at]));
            changes += before != 0 && now != 0 && before != now && !(before == 2 && now == 1) ? 1 : 0;
        }

        return HasDigit(value) && !Guid.TryParse(value, out _) && !IsDigest(value) && changes * 6 >= value.Length && value.Distinct().Count() >= 10;
    }

    /// <summary>MD5, SHA-1 and SHA-256 in hexadecimal: commits, traces and files are named so.</summary>
    internal static bool IsDigest(string value) =>
        value.Length is 32 or 40 or 64 && (value.All(char.IsAsciiHexDigitLower) || value.All(char.IsAsciiHexDigitUpper));

    private static int KindOf(char c) =>
        char.IsAsciiLetterLower(c) ? 1
        : char.IsAsciiLetterUpper(c) ? 2
        : char.IsAsciiDigit(c) ? 3
        : 0;

    /// <summary>13 to 19 digits that hold Luhn's sum.</summary>
    private static bool IsCard(string value)
    {
        int[] digits = [.. value.Where(char.IsAsciiDigit).Select(c => c - '0')];
        var sum = digits
            .Reverse()
            .Select(
                (digit, place) =>
                    place % 2 == 0 ? digit
                    : digit > 4 ? (digit * 2) - 9
                    : digit * 2
            )
            .Sum();
        return digits.Length is >= 13 and <= 19 && digits[0] is >= 2 and <= 6 && sum % 10 == 0;
    }

    /// <summary>ISO 13616: the rest by 97 of the rearranged number is 1.</summary>
    private static bool IsIban(string value)
    {
        var compact = value.Replace(" ", "", StringComparison.Ordinal);
        var rest = 0;
        foreach (var c in compact.Length is >= 15 and <= 34 ? compact[4..] + compact[..4] : "")
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97;
        }

        return rest == 1;
    }

    [GeneratedRegex(
        @"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----([\s\S]*?-----END [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----|[A-Za-z0-9+/=\s]*)",
        Untrusted
    )]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b([A-Za-z][A-Za-z ]{1,30}=[^;=\n]{0,200}(=[^;\n]{0,10})?;\s?){2,}([A-Za-z][A-Za-z ]{1,30}=[^;\s]*)?", Untrusted)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.-]{1,20}://)([^\s/@:]*:[^\s/]+)@", Untrusted)]
    private static partial Regex InAddress();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]*)?", Untrusted)]
    private static partial Regex Jwt();

    [GeneratedRegex(
        @"\b((sk|pk|rk)[-_]([A-Za-z0-9]+[-_])*[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}"
            + @"|xox[a-z]-[A-Za-z0-9-]{10,}|(AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{16,}|"
            + @"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"
            + @"|(npm|hf|dop_v1|shpat|pypi|glsa|dckr_pat|rzp_live|whsec|lin_api|figd|sntrys|r8|nvapi|tvly|gsk|xai|sq0csp|GOCSPX|ATATT3x|"
            + @"ATBB|AGE-SECRET-KEY)[_-]?[A-Za-z0-9_-]{20,}|hvs\.[A-Za-z0-9_-]{16,}|dapi[0-9a-f]{32}|xapp-[A-Za-z0-9-]{10,}|"
            + @"hooks\.slack\.com/services/[A-Za-z0-9/]{10,})",
        Untrusted
    )]
    private static partial Regex WellKnown();

    [GeneratedRegex(@"\b((?:bearer|basic)\s+)([A-Za-z0-9._~+/=-]{8,})", AnyCase)]
    private static partial Regex Header();

    [GeneratedRegex(
        @"\b((?:proxy-)?authorization[""']?\s*[:=]\s*[""']?(?:bearer|basic|token|digest|negotiate|api-?key|aws4-hmac-sha256)\s+)([^\s""',;]{4,})",
        AnyCase
    )]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\b((?:set-)?cookie[""']?\s*:\s*[""']?)([a-z0-9_.-]+=[^\n""']{4,})", AnyCase)]
    private static partial Regex Cookie();

    [GeneratedRegex(@"(\s(?:-u|--user)[ =][""']?[^\s:""']{1,60}:)([^\s""'@]{3,})", Untrusted)]
    private static partial Regex CommandLine();

    /// <summary>"mysql -uroot -pX", "sshpass -p X": the letter means a password for these programs only.</summary>
    [GeneratedRegex(
        @"(\b(?:mysql\w*|mariadb[\w-]*|7z|rar|unrar)\b[^\n;|]{0,120}?\s-p|\b(?:sshpass|docker login|az login|mongo\w*)\b[^\n;|"
            + @"]{0,120}?\s-p\s+|\bredis-cli\b[^\n;|]{0,120}?\s-a\s+|\b(?:sqlcmd|osql|bcp|unzip|mosquitto_\w+)\b[^\n;|]{0,120}?\s-P\s*|"
            + @"\bldap\w+\b[^\n;|]{0,120}?\s-w\s+)([""'][^""'\n]{1,100}[""']|[^\s""'-][^\s""']{2,100})",
        Untrusted
    )]
    private static partial Regex Option();

    /// <summary>XML: &lt;password&gt;X&lt;/password&gt;.</summary>
    [GeneratedRegex(
        @"(?<before><[\w.:-]{0,60}(?:(?<plain>password|passwd|passwort|kennwort|pwd|passphrase)|secret|token|"
            + @"api[_-]?key)(?:\s[^<>\n]{0,200})?>\s*)(?<value>[^<>\s]{1,200})(?<after>\s*</)",
        AnyCase
    )]
    private static partial Regex Element();

    /// <summary>A name and its value side by side: key="password" value="X".</summary>
    [GeneratedRegex(
        @"(?<before>\b(?:key|name|id)[""']?\s*[=:]\s*[""'][^""'<>\n]{0,60}?(?:(?<plain>password|passwd|passwort|kennwort|pwd|passphrase)|"
            + @"secret|token|api[ _-]?key)[""']\s*,?(?:\s*[\w:-]{1,40}\s*=\s*[""'][^""'\n]{0,60}[""'])*?\s*[""']?(?:value|"
            + @"val)[""']?\s*[=:]\s*[""'])(?<value>[^""'\n]{1,200})(?<after>[""'])",
        AnyCase
    )]
    private static partial Regex Setting();

    [GeneratedRegex(@"\b((?:pass ?phrase|recovery (?:code|phrase)|seed phrase)\s*[:=]\s*)([^\n]{3,200})", AnyCase)]
    private static partial Regex Passphrase();

    [GeneratedRegex(
        @"\b((?:[a-z0-9_.-]{0,40}(?:password|passwd|passwort|kennwort)|(?:[a-z0-9_.-]{0,40}[_.-])?(?:pwd|pw|mdp|passcode)|mot de passe|"
            + @"contraseña|senha|palavra-passe)[""']?\s*[:=]\s*)(""[^""\n]{1,100}""|'[^'\n]{1,100}'|[^\s,;""']+)",
        AnyCase
    )]
    private static partial Regex Password();

    [GeneratedRegex(
        @"\b((?:(?:password|passwd|passwort|kennwort|pwd|mot de passe|contraseña|senha)(?: (?:for|of|to|für|von|zum|de|du|del|do|"
            + @"da) [^\n:=]{1,40}?)?|(?:[a-z0-9_.-]{0,40}[_.-])?(?:client[ _-]?)?secret|(?:[a-z0-9_.-]{0,40}[_.-])?api[ _-]?key|"
            + @"(?:[a-z0-9_.-]{0,40}[_.-])?(?:access|account|shared ?access|private|license|subscription|signing|encryption)[ _-]?key|"
            + @"(?:[a-z0-9_.-]{0,40}[_.-])?(?:access|refresh|auth|session|id)?[ _-]?token|pass|pin|puk|otp|sig)[""']?\s*(?:[:=]|\bis\b|\bist\b|"
            + @"\blautet\b|\best\b|\bes\b|é)\s*(?:now |jetzt )?)(""[^""\n]{1,100}""|'[^'\n]{1,100}'|[^\s,;""']+)",
        AnyCase
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"\b[0-9]([ -]?[0-9]){12,18}\b", Untrusted)]
    private static partial Regex Card();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?\b", Untrusted)]
    private static partial Regex Iban();

    [GeneratedRegex(@"[A-Za-z0-9+/_=-]{24,}", Untrusted)]
    private static partial Regex Long();
}
