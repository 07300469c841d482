using System.Reflection;
using System.Text;
using HandlebarsDotNet;
using Microsoft.Extensions.AI;

namespace EscalationAgent.Llm;

/// <summary>All prompts of a folder, read once at the start, and ready to be filled.</summary>
internal sealed class PromptBook
{
    private const long MaxBytes = 64 * 1024;

    /// <summary>The records that fill prompts; every one has its file and every file its record.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> Inputs = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [DraftBriefPrompt.Kind] = typeof(DraftBriefPrompt),
        [RepairDraftPrompt.Kind] = typeof(RepairDraftPrompt),
    };

    private readonly Dictionary<string, (Prompt Prompt, HandlebarsTemplate<object, object> Fill)> prompts;

    private PromptBook(Dictionary<string, (Prompt, HandlebarsTemplate<object, object>)> prompts) => this.prompts = prompts;

    public IEnumerable<Prompt> All => prompts.Values.Select(p => p.Prompt);

    /// <summary>The prompt that a record fills.</summary>
    public Prompt Of<TInput>()
        where TInput : IPromptInput => prompts[TInput.Kind].Prompt;

    /// <summary>Reads every <c>*.yaml</c> of the folder.</summary>
    /// <exception cref="PromptException">Something is wrong; it names everything that is.</exception>
    public static PromptBook Open(string folder)
    {
        var label = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var faults = new List<string>();
        var prompts = new Dictionary<string, (Prompt, HandlebarsTemplate<object, object>)>(StringComparer.Ordinal);
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToArray() : [])
        {
            var file = $"{label}/{Path.GetFileName(path)}";
            var kind = Path.GetFileNameWithoutExtension(path);
            var reader = new PromptReader(file);
            if (TextOf(path, file, faults) is not { } text)
            {
                continue;
            }

            if (reader.Read(text) is not { } prompt)
            {
                faults.AddRange(reader.Faults);
                continue;
            }

            try
            {
                prompts[kind] = (prompt, handlebars.Compile(prompt.Template));
                faults.AddRange(FaultsOf(prompt, kind).Select(f => $"{file}: {f}"));
            }
            catch (Exception broken) when (broken is HandlebarsException or FormatException)
            {
                faults.Add($"{file}: the template {broken.Message}");
            }
        }

        faults.AddRange(Inputs.Keys.Where(k => !File.Exists(Path.Combine(folder, $"{k}.yaml"))).Select(k => $"{label}/{k}.yaml: there is no such file"));
        var book = new PromptBook(prompts);
        faults.AddRange(faults.Count == 0 ? book.TryAll(label) : []);
        return faults.Count == 0 ? book : throw new PromptException(faults);
    }

    /// <summary>The messages of a prompt, filled. Values are encoded first: they are text, whatever they look like.</summary>
    public IReadOnlyList<ChatMessage> Fill<TInput>(TInput input)
        where TInput : IPromptInput => PromptMessages.Parse(prompts[TInput.Kind].Fill(Values(input, p => Encoded((string?)p.GetValue(input) ?? ""))));

    /// <summary>The name of a property in a file: <c>open_matters</c>.</summary>
    internal static string VariableOf(PropertyInfo property) =>
        string.Concat(property.Name.Select((c, at) => char.IsUpper(c) && at > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    internal static IEnumerable<PropertyInfo> PropertiesOf(Type input) =>
        input.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static Dictionary<string, object> Values(object input, Func<PropertyInfo, string> value) =>
        PropertiesOf(input.GetType()).ToDictionary(VariableOf, p => (object)value(p), StringComparer.Ordinal);

    private static string Encoded(string value) =>
        UntrustedText
            .Clean(value)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    private static IEnumerable<string> FaultsOf(Prompt prompt, string kind)
    {
        if (prompt.Kind != kind)
        {
            yield return $"name is {prompt.Name}, so the file must be called {prompt.Kind}.yaml";
        }

        if (!Inputs.TryGetValue(kind, out var input))
        {
            yield return $"no record fills it; there are {string.Join(", ", Inputs.Keys)}";
            yield break;
        }

        var (said, known) = (prompt.Variables.Select(v => v.Name).ToList(), PropertiesOf(input).Select(VariableOf).ToList());
        foreach (var stranger in said.Except(known))
        {
            yield return $"input variable {stranger} is no property of {input.Name}";
        }

        foreach (var missing in known.Except(said))
        {
            yield return $"there is no input variable {missing}, which {input.Name} fills";
        }
    }

    /// <summary>Fills each with a word, to see that it renders to messages.</summary>
    private IEnumerable<string> TryAll(string label)
    {
        foreach (var (kind, (prompt, fill)) in prompts)
        {
            string? fault = null;
            try
            {
                PromptMessages.Parse(fill(prompt.Variables.ToDictionary(v => v.Name, _ => (object)"word")));
            }
            catch (Exception broken) when (broken is HandlebarsException or FormatException)
            {
                fault = $"{label}/{kind}.yaml: the template {broken.Message}";
            }

            if (fault is not null)
            {
                yield return fault;
            }
        }
    }

    private static string? TextOf(string path, string file, List<string> faults)
    {
        try
        {
            if (new FileInfo(path).Length <= MaxBytes)
            {
                return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            }

            faults.Add($"{file}: larger than {MaxBytes / 1024} KB");
        }
        catch (Exception failed) when (failed is DecoderFallbackException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{file}: {(failed is DecoderFallbackException ? "not UTF-8 text" : failed.Message)}");
        }

        return null;
    }
}

/// <summary>The prompts can't be used. Says everything that is wrong with all of them.</summary>
internal sealed class PromptException(IReadOnlyList<string> faults) : Exception($"The prompts can't be used:{string.Concat(faults.Select(f => $"\n{f}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
