namespace EscalationAgent;

/// <summary>How something that the bot needs was found.</summary>
internal enum Health
{
    Ok,
    Wrong,
    NotChecked,
}

/// <param name="Says">A sentence or two for whoever installs the bot; never with a secret in it.</param>
/// <param name="Step">The heading of <c>docs/deploy.md</c> that mends it; for what is wrong.</param>
internal sealed record Finding(Health Health, string Says, string? Step = null)
{
    public static Finding Ok(string says) => new(Health.Ok, says);

    public static Finding Wrong(string says, string step) => new(Health.Wrong, says, step);

    public static Finding NotChecked(string why) => new(Health.NotChecked, why);
}

/// <summary>Headings of <c>docs/deploy.md</c>, as links name them.</summary>
internal static class DeploySteps
{
    public const string Settings = "settings";
    public const string Identity = "identity";
    public const string Network = "network";
    public const string Storage = "storage";
    public const string Model = "model";
    public const string Graph = "microsoft-graph";
    public const string Mail = "mail";
    public const string App = "the-teams-app";

    public static IReadOnlyList<string> All { get; } = [Settings, Identity, Network, Storage, Model, Graph, Mail, App];
}

/// <summary>Something that <c>doctor</c> looks at.</summary>
/// <param name="About">One word, or two.</param>
internal sealed record Check(string About, Func<CancellationToken, Task<Finding>> LookAsync)
{
    public static Check Of(string about, Func<Finding> look) => new(about, _ => Task.FromResult(look()));

    /// <summary>Where the settings are wrong there is nothing to try; they have been told by then.</summary>
    public Check Unless(IEnumerable<string> faults) =>
        faults.Any() ? this with { LookAsync = _ => Task.FromResult(Finding.NotChecked("its settings are wrong.")) } : this;
}
