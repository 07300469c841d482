namespace EscalationAgent.Evaluation;

/// <summary>Which writer is measured.</summary>
internal enum WriterChoice
{
    /// <summary>The model when one is configured, else the offline writer.</summary>
    Configured,
    Offline,
    Model,
}

/// <summary>What follows <c>evaluate</c>.</summary>
/// <param name="Render">The folder that the requests are written to, in place of asking; null to ask.</param>
/// <param name="Replay">The folder that answers are read from, in place of asking; null to ask.</param>
internal sealed record EvaluateOptions(string File, WriterChoice Writer, string? Render, string? Replay)
{
    public const string Usage =
        "Usage: evaluate FILE [--writer offline|model] [--render DIR | --replay DIR], with one JSON object a line in FILE: id, text, "
        + "written_on; optional labels category, severity, missing_sections, allowed_facts.";

    /// <param name="fault">What cannot be understood; null when there are options.</param>
    public static EvaluateOptions? Read(IReadOnlyList<string> arguments, out string? fault)
    {
        var (files, named) = (new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        fault = null;
        for (var at = 0; at < arguments.Count; at++)
        {
            if (!arguments[at].StartsWith("--", StringComparison.Ordinal))
            {
                files.Add(arguments[at]);
                continue;
            }

            var (name, value) = arguments[at][2..].Split('=', 2) is [var before, var after]
                ? (before, after)
                : (arguments[at][2..], ++at < arguments.Count ? arguments[at] : null);
            if (name.Contains(':'))
            {
                // A setting of the program, such as --Llm:Model; it has been read already.
                continue;
            }

            fault ??=
                name is not ("writer" or "render" or "replay") ? $"There is no option --{name}."
                : string.IsNullOrWhiteSpace(value) ? $"--{name} says nothing."
                : !named.TryAdd(name, value) ? $"--{name} stands twice."
                : null;
        }

        fault ??=
            files.Count != 1 ? ""
            : named.GetValueOrDefault("writer") is not (null or "offline" or "model") ? "--writer is offline or model."
            : named.ContainsKey("render") && named.ContainsKey("replay") ? "--render and --replay exclude each other."
            : named.GetValueOrDefault("writer") == "offline" && named.Count > 1 ? "--render and --replay are about a model."
            : null;
        return fault is not null
            ? null
            : new(
                files[0],
                named.GetValueOrDefault("writer") switch
                {
                    "offline" => WriterChoice.Offline,
                    "model" => WriterChoice.Model,
                    _ => WriterChoice.Configured,
                },
                named.GetValueOrDefault("render"),
                named.GetValueOrDefault("replay")
            );
    }
}
