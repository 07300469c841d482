using System.Reflection;
using System.Text;
using EscalationAgent.Yaml;
using HandlebarsDotNet;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting.Prompts;

/// <summary>All prompts of a folder, read once at the start, as functions that a kernel can invoke.</summary>
internal sealed class PromptBook
{
    private const long MaxBytes = 64 * 1024;

    /// <summary>The records that fill prompts; every one has its file and every file its record.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> Inputs = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [DraftBriefPrompt.Kind] = typeof(DraftBriefPrompt),
        [RepairDraftPrompt.Kind] = typeof(RepairDraftPrompt),
    };

    private readonly Dictionary<string, (Prompt Prompt, KernelFunction Function)> prompts;

    private PromptBook(Dictionary<string, (Prompt, KernelFunction)> prompts) => this.prompts = prompts;

    public IEnumerable<Prompt> All => prompts.Values.Select(p => p.Prompt);

    /// <summary>The prompt that a record fills.</summary>
    public Prompt Of<TInput>()
        where TInput : IPromptInput => prompts[TInput.Kind].Prompt;

    /// <summary>The function that asks with this prompt.</summary>
    public KernelFunction FunctionOf<TInput>()
        where TInput : IPromptInput => prompts[TInput.Kind].Function;

    /// <summary>The prompt that a function asks with; null when it is none of these.</summary>
    public Prompt? Of(KernelFunction function) => All.FirstOrDefault(p => p.Name == function.Name);

    /// <summary>Reads every <c>*.yaml</c> of the folder.</summary>
    /// <exception cref="PromptException">Something is wrong; it names everything that is.</exception>
    public static PromptBook Open(string folder)
    {
        var label = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var faults = new List<string>();
        var prompts = new Dictionary<string, (Prompt, KernelFunction)>(StringComparer.Ordinal);
        var templates = new HandlebarsPromptTemplateFactory();
        foreach (var path in YamlTree.FilesIn(folder))
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

            faults.AddRange(FaultsOf(prompt, kind).Select(f => $"{file}: {f}"));
            try
            {
                var function = KernelFunctionFactory.CreateFromPrompt(prompt.Config, templates);
                Try(prompt, templates);
                prompts[kind] = (prompt, function);
            }
            catch (Exception broken) when (broken is HandlebarsException or FormatException or KernelException)
            {
                faults.Add($"{file}: the template {broken.Message}");
            }
        }

        faults.AddRange(Inputs.Keys.Where(k => !File.Exists(Path.Combine(folder, $"{k}.yaml"))).Select(k => $"{label}/{k}.yaml: there is no such file"));
        return faults.Count == 0 ? new(prompts) : throw new PromptException(faults);
    }

    /// <summary>What a record fills its prompt with, to invoke its function with.</summary>
    /// <param name="settings">How the model is asked.</param>
    public static KernelArguments ArgumentsOf<TInput>(TInput input, PromptExecutionSettings settings)
        where TInput : IPromptInput
    {
        var arguments = new KernelArguments(settings);
        foreach (var property in PropertiesOf(typeof(TInput)))
        {
            arguments[VariableOf(property)] = property.GetValue(input);
        }

        return arguments;
    }

    /// <summary>The name of a property in a file: <c>open_matters</c>.</summary>
    internal static string VariableOf(PropertyInfo property) =>
        string.Concat(property.Name.Select((c, at) => char.IsUpper(c) && at > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    internal static IEnumerable<PropertyInfo> PropertiesOf(Type input) =>
        input.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

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

        var (said, known) = (prompt.Config.InputVariables.Select(v => v.Name).ToList(), PropertiesOf(input).Select(VariableOf).ToList());
        foreach (var stranger in said.Except(known))
        {
            yield return $"input variable {stranger} is no property of {input.Name}";
        }

        foreach (var missing in known.Except(said))
        {
            yield return $"there is no input variable {missing}, which {input.Name} fills";
        }
    }

    /// <summary>Fills it with words, to see that it renders to messages.</summary>
    private static void Try(Prompt prompt, HandlebarsPromptTemplateFactory templates)
    {
        if (templates.TryCreate(prompt.Config, out var template) && template is HandlebarsPromptTemplate words)
        {
            words.Render(_ => "word");
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
