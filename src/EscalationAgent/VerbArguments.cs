namespace EscalationAgent;

/// <summary>What stands behind a verb: what it is about, its options, and settings. What is not understood is refused, and taken for nothing else.</summary>
internal static class VerbArguments
{
    /// <summary>What the verb is about.</summary>
    /// <param name="flags">Options that stand alone, such as <c>--replace</c>.</param>
    /// <param name="options">Those with a value, such as <c>--tenant</c>. Settings have a colon in their name.</param>
    /// <returns>The one thing that is named; or why the arguments are not understood.</returns>
    public static (string? Subject, string? Fault) Read(
        IReadOnlyList<string> arguments,
        IReadOnlyCollection<string> flags,
        params IReadOnlyCollection<string> options
    )
    {
        string? subject = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (flags.Contains(argument))
            {
                continue;
            }

            if (!IsOption(argument))
            {
                if (subject is not null || string.IsNullOrWhiteSpace(argument))
                {
                    return (null, subject is null ? "Nothing is named." : $"'{argument}' is one too many.");
                }

                subject = argument;
                continue;
            }

            var name = argument.Split('=', 2)[0];
            if (!options.Contains(name) && !name.Contains(':'))
            {
                return (null, $"There is no option {name}.");
            }

            if (!argument.Contains('=') && (++i == arguments.Count || IsOption(arguments[i])))
            {
                return (null, $"{name} lacks its value.");
            }
        }

        return subject is null ? (null, "Nothing is named.") : (subject, null);
    }

    /// <summary>The options with their values, and the settings, without all else.</summary>
    public static string[] SettingsIn(IReadOnlyList<string> arguments, IReadOnlyCollection<string> flags)
    {
        var settings = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!IsOption(argument) || flags.Contains(argument))
            {
                continue;
            }

            if (argument.Contains('='))
            {
                settings.Add(argument);
            }
            else if (i + 1 < arguments.Count && !IsOption(arguments[i + 1]))
            {
                settings.AddRange([argument, arguments[++i]]);
            }
        }

        return [.. settings];
    }

    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);
}
