using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using Microsoft.SemanticKernel;

namespace EscalationAgent.Drafting.Prompts;

/// <summary>
/// Renders Handlebars templates for Semantic Kernel. Every value is encoded before it is put in, whatever its variable says:
/// it is text, and can neither open nor close a message. Handlebars does not look into values.
/// </summary>
internal sealed class HandlebarsPromptTemplateFactory : IPromptTemplateFactory
{
    public const string Format = "handlebars";

    private readonly IHandlebars handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });

    /// <exception cref="HandlebarsException">The template is no Handlebars.</exception>
    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        result = templateConfig.TemplateFormat == Format ? new HandlebarsPromptTemplate(templateConfig, handlebars.Compile(templateConfig.Template)) : null;
        return result is not null;
    }
}

/// <summary>A template and what it wants to be filled with.</summary>
internal sealed partial class HandlebarsPromptTemplate(PromptTemplateConfig config, HandlebarsTemplate<object, object> fill) : IPromptTemplate
{
    /// <exception cref="KernelException">A required value is missing, or what comes out are no messages.</exception>
    public Task<string> RenderAsync(Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Render(variable => ValueOf(variable, arguments)));

    /// <exception cref="KernelException">What comes out are no messages; Semantic Kernel would take them for one message of the user.</exception>
    public string Render(Func<InputVariable, string> valueOf)
    {
        var values = config.InputVariables.ToDictionary(v => v.Name, v => (object)Encoded(valueOf(v)), StringComparer.Ordinal);
        var rendered = BlankLines().Replace(fill(values), "\n\n");
        return PromptMessages.FaultIn(rendered) is { } fault ? throw new KernelException(fault) : rendered;
    }

    private string ValueOf(InputVariable variable, KernelArguments? arguments) =>
        arguments?.TryGetValue(variable.Name, out var value) == true && value is not null ? value.ToString() ?? ""
        : variable.IsRequired ? throw new KernelException($"The prompt {config.Name} needs {variable.Name}.")
        : variable.Default?.ToString() ?? "";

    private static string Encoded(string value) =>
        UntrustedText
            .Clean(value)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BlankLines();
}
