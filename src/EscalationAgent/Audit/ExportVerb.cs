using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalations;
using Escalations.Deadlines;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Audit;

/// <summary>
/// <c>export ESC-2026-0001</c>: everything that is on record about one escalation, as JSON: each event as it is stored, whether
/// the chain of their hashes holds, and why each deadline is what it is; <c>export --launch Orion</c>: the same of a launch, with all that was
/// measured. The same record gives the same bytes.
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
    /// <param name="launch">The name of a launch in place of it; null for an escalation.</param>
    /// <param name="tenant">Whose; null to look in all tenants.</param>
    /// <returns>The exit code: 0, or 2 when there is nothing to export, or 3 when the chain is broken.</returns>
    public static Task<int> RunAsync(
        string? what,
        string? launch,
        string? tenant,
        IEscalationStore store,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel
    ) => launch is null ? EscalationAsync(what, tenant, store, output, error, cancel) : LaunchAsync(launch, tenant, store, output, error, cancel);

    private static async Task<int> EscalationAsync(
        string? what,
        string? tenant,
        IEscalationStore store,
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
        foreach (var of in tenant is null ? await store.TenantsAsync(cancel) : [tenant])
        {
            found.AddRange(await store.FindAsync(of, id, cancel) is { } escalation ? [escalation] : []);
        }

        if (found is not [var only])
        {
            return await NotOneAsync($"{id}", [.. found.Select(e => e.Tenant)], error);
        }

        var history = await store.HistoryAsync(only.Tenant, id, cancel);
        var broken = HashChain.FirstBroken(only.Tenant, id, history);
        await output.WriteLineAsync(Text(only, history, broken));
        return await ExitAsync(broken, error);
    }

    /// <param name="name">Its name for the newest of that name; with a number, such as <c>Orion#1</c>, for an earlier one.</param>
    private static async Task<int> LaunchAsync(
        string name,
        string? tenant,
        IEscalationStore store,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel
    )
    {
        var found = new List<(string Tenant, LaunchHead Head)>();
        foreach (var of in tenant is null ? await store.TenantsAsync(cancel) : [tenant])
        {
            found.AddRange(await FindAsync(of, name, store, cancel) is { } head ? [(of, head)] : []);
        }

        if (found is not [var only])
        {
            return await NotOneAsync($"launch {name}", [.. found.Select(one => one.Tenant)], error);
        }

        var id = only.Head.Id;
        IReadOnlyList<SealedEvent> history = [.. (await store.LaunchHistoryAsync(only.Tenant, id, cancel)).Take(only.Head.Version)];
        var broken = LaunchChain.FirstBroken(only.Tenant, only.Head, history);
        var measures = await store.MeasuresAsync(only.Tenant, id, cancel);
        await output.WriteLineAsync(
            Text(json =>
            {
                json.WriteString("launch", id);
                json.WriteString("tenant", only.Tenant);
                json.WriteString("chain", Chain(broken));
                json.WriteStartArray("measures");
                foreach (var measure in measures)
                {
                    JsonSerializer.Serialize(json, measure, LaunchJson.Default.Measure);
                }

                json.WriteEndArray();
                Write(json, history);
            })
        );
        return await ExitAsync(broken, error);
    }

    private static async Task<LaunchHead?> FindAsync(string tenant, string name, IEscalationStore store, CancellationToken cancel)
    {
        if (name.Split('#') is [var named, var written] && int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
        {
            return await store.FindLaunchAsync(tenant, LaunchRecords.IdOf(named, wanted), cancel);
        }

        LaunchHead? newest = null;
        for (var number = 1; await store.FindLaunchAsync(tenant, LaunchRecords.IdOf(name, number), cancel) is { } head; number++)
        {
            newest = head;
        }

        return newest;
    }

    private static async Task<int> NotOneAsync(string what, IReadOnlyList<string> tenants, TextWriter error)
    {
        await error.WriteLineAsync(
            tenants.Count == 0
                ? $"There is no {what}."
                : $"There are several {what}. Name the tenant with --tenant: {string.Join(", ", tenants.Order(StringComparer.Ordinal))}."
        );
        return Unknown;
    }

    private static async Task<int> ExitAsync(int? broken, TextWriter error)
    {
        if (broken is { } at)
        {
            await error.WriteLineAsync($"The record has been changed: event {at} does not fit to what came before it.");
            return Broken;
        }

        return 0;
    }

    private static string Chain(int? broken) => broken is { } at ? $"broken at event {at}" : "intact";

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SealedEvent> history)
    {
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
    }

    private static string Text(Escalation escalation, IReadOnlyList<SealedEvent> history, int? broken) =>
        Text(json =>
        {
            json.WriteString("id", escalation.Id.ToString());
            json.WriteString("tenant", escalation.Tenant);
            json.WriteString("status", escalation.Status.Key());
            json.WriteStartObject("playbook");
            json.WriteString("name", escalation.Playbook.Name);
            json.WriteString("version", escalation.Playbook.Version);
            json.WriteString("edition", escalation.Playbook.Edition);
            json.WriteEndObject();
            json.WriteString("chain", Chain(broken));
            json.WriteStartArray("deadlines");
            foreach (var line in Explanation.Text(escalation, timeZone: null))
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            Write(json, history);
        });
}
