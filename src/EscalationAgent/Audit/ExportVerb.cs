using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalations;
using Escalations.Deadlines;
using Escalations.Ports;

namespace EscalationAgent.Audit;

/// <summary>
/// <c>export ESC-2026-0001</c>: everything that is on record about one escalation, as JSON: each event as it is stored, whether
/// the chain of their hashes holds, and why each deadline is what it is. The same record gives the same bytes.
/// </summary>
internal static class ExportVerb
{
    public const string Name = "export";

    /// <summary>It is not known, or the question was not understood.</summary>
    private const int Unknown = 2;

    /// <summary>The record has been changed by somebody.</summary>
    private const int Broken = 3;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="what">What follows the verb: an id.</param>
    /// <param name="tenant">Whose; null to look in all tenants.</param>
    /// <returns>The exit code: 0, or 2 when there is nothing to export, or 3 when the chain is broken.</returns>
    public static async Task<int> RunAsync(
        string? what,
        string? tenant,
        IEscalations escalations,
        IDirectory directory,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel
    )
    {
        if (!EscalationId.TryParse(what, out var id))
        {
            await error.WriteLineAsync($"'{what}' is not the id of an escalation; write such as ESC-2026-0001.");
            return Unknown;
        }

        var found = new List<Escalation>();
        foreach (var of in tenant is null ? await directory.TenantsAsync(cancel) : [tenant])
        {
            found.AddRange(await escalations.FindAsync(of, id, cancel) is { } escalation ? [escalation] : []);
        }

        if (found is not [var only])
        {
            await error.WriteLineAsync(
                found.Count == 0
                    ? $"There is no {id}."
                    : $"There are several {id}. Name the tenant with --tenant: {string.Join(", ", found.Select(e => e.Tenant).Order(StringComparer.Ordinal))}."
            );
            return Unknown;
        }

        var history = await escalations.HistoryAsync(only.Tenant, id, cancel);
        var broken = HashChain.FirstBroken(only.Tenant, id, history);
        await output.WriteLineAsync(Text(only, history, broken));
        if (broken is { } at)
        {
            await error.WriteLineAsync($"The record has been changed: event {at} does not fit to what came before it.");
            return Broken;
        }

        return 0;
    }

    private static string Text(Escalation escalation, IReadOnlyList<SealedEvent> history, int? broken)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id", escalation.Id.ToString());
            json.WriteString("tenant", escalation.Tenant);
            json.WriteString("status", escalation.Status.Key());
            json.WriteStartObject("playbook");
            json.WriteString("name", escalation.Playbook.Name);
            json.WriteString("version", escalation.Playbook.Version);
            json.WriteString("edition", escalation.Playbook.Edition);
            json.WriteEndObject();
            json.WriteString("chain", broken is { } at ? $"broken at event {at}" : "intact");
            json.WriteStartArray("deadlines");
            foreach (var line in Explanation.Text(escalation, timeZone: null))
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            json.WriteStartArray("events");
            foreach (var happened in history)
            {
                json.WriteStartObject();
                json.WriteString("hash", happened.Hash);
                json.WritePropertyName("event");
                JsonNode.Parse(happened.Json)!.WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
