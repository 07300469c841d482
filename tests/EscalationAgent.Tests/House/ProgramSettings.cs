using System.Reflection;

namespace EscalationAgent.Tests.House;

/// <summary>What the program can be told: each section of its settings with the type that it is read into.</summary>
internal static class ProgramSettings
{
    public static readonly IReadOnlyList<(string Section, Type Type)> All =
    [
        ("Teams", typeof(EscalationAgent.Teams.TeamsSettings)),
        ("Tab", typeof(EscalationAgent.Teams.Tab.TabSettings)),
        ("Llm", typeof(EscalationAgent.Drafting.LlmSettings)),
        ("Storage", typeof(EscalationAgent.Storage.StorageSettings)),
        ("Storage:Tables", typeof(EscalationAgent.Storage.TablesSettings)),
        ("Graph", typeof(EscalationAgent.Graph.GraphSettings)),
        ("Reports", typeof(EscalationAgent.Reports.ReportsSettings)),
        ("Tickets", typeof(EscalationAgent.Integrations.TicketSettings)),
        ("Measures", typeof(EscalationAgent.Integrations.MeasureSettings)),
        ("Webhooks:0", typeof(EscalationAgent.Integrations.WebhookSettings)),
    ];

    /// <summary>Whether the program reads a setting, by its whole name: <c>Storage:Tables:Endpoint</c>.</summary>
    public static bool IsOne(string name) =>
        All.Any(section =>
            name.StartsWith(section.Section + ":", StringComparison.Ordinal)
            && section.Type.GetProperty(name[(section.Section.Length + 1)..], BindingFlags.Public | BindingFlags.Instance) is { SetMethod: not null }
        );
}
