using System.Text.Json.Nodes;
using EscalationAgent.Audit;
using EscalationAgent.Storage;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Deadlines;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Audit;

/// <summary>The record of one escalation, as a file that an auditor can keep.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly EscalationId Id = new(2026, 1);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => folder.File("escalations.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_holds_every_event_the_chain_and_the_same_reasons_as_the_chat_gives()
    {
        var routed = await StoreAsync("contoso");
        var (exit, output, _) = await ExportAsync("ESC-2026-0001");

        var export = JsonNode.Parse(output)!;
        Assert.Equal(0, exit);
        Assert.Equal(
            ("ESC-2026-0001", "contoso", "routed", "intact"),
            ((string)export["id"]!, (string)export["tenant"]!, (string)export["status"]!, (string)export["chain"]!)
        );
        Assert.Equal(routed.Playbook.Name, (string?)export["playbook"]!["name"]);
        Assert.Equal(routed.Playbook.Edition, (string?)export["playbook"]!["edition"]);
        Assert.Equal(routed.Version, export["events"]!.AsArray().Count);
        Assert.Equal("routed.1", (string?)export["events"]!.AsArray()[^1]!["event"]!["what"]!["event"]);
        Assert.Equal(Explanation.Text(routed, null), export["deadlines"]!.AsArray().Select(line => (string)line!));
        Assert.Contains("  Days left out: Sat 14 Mar - Sun 15 Mar (weekend).", export["deadlines"]!.AsArray().Select(line => (string)line!));
        Assert.Equal(output, (await ExportAsync("ESC-2026-0001")).Output);
    }

    [Fact]
    public async Task A_record_that_somebody_changed_is_told()
    {
        await StoreAsync("contoso");
        using (var connection = SqliteFile.Open(Path).Connect())
        {
            connection.Execute("DROP TRIGGER events_stay_as_they_are");
            connection.Execute("UPDATE events SET json = replace(json, 'Acme', 'Globex') WHERE sequence = 2");
        }

        var (exit, output, error) = await ExportAsync("ESC-2026-0001");
        Assert.Equal(3, exit);
        Assert.Equal("broken at event 2", (string?)JsonNode.Parse(output)!["chain"]);
        Assert.Contains("event 2 does not fit", error);
    }

    [Theory]
    [InlineData(null, "'' is not the id of an escalation")]
    [InlineData("ESC", "'ESC' is not the id of an escalation")]
    [InlineData("ESC-2026-0009", "There is no ESC-2026-0009.")]
    public async Task What_cannot_be_exported_is_said(string? what, string says)
    {
        await StoreAsync("contoso");
        var (exit, output, error) = await ExportAsync(what);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith(says, error);
    }

    [Fact]
    public async Task Where_two_tenants_have_the_same_number_one_is_named()
    {
        await StoreAsync("contoso");
        await StoreAsync("fabrikam");
        Assert.Contains("--tenant: contoso, fabrikam", (await ExportAsync("ESC-2026-0001")).Error);
        Assert.Equal(0, (await ExportAsync("ESC-2026-0001", "fabrikam")).Exit);
    }

    [Fact]
    public async Task The_program_itself_exports_beside_one_that_runs()
    {
        await StoreAsync("contoso");
        using var running = SqliteStore.Open(Path);
        string[] program = [System.IO.Path.Combine(AppContext.BaseDirectory, "EscalationAgent.dll"), "export"];
        var (exit, output) = await Peer.RunAsync("dotnet", [.. program, "ESC-2026-0001", "--Storage:Path", Path], Peer.Root, Cancel);
        Assert.Equal(0, exit);
        Assert.Equal("intact", (string?)JsonNode.Parse(output)!["chain"]);

        (exit, output) = await Peer.RunAsync("dotnet", [.. program, "ESC-2026-0001", "--Storage:Path", Path + ".gone"], Peer.Root, Cancel);
        Assert.NotEqual(0, exit);
        Assert.Contains("there is no such file", output);
        Assert.False(File.Exists(Path + ".gone"));
    }

    private async Task<Escalation> StoreAsync(string tenant)
    {
        using var store = SqliteStore.Open(Path);
        var life = SampleCards.Recorded(SampleCards.DullLife);
        var routed = Escalation.Fold(tenant, Id, life);
        await store.CommitAsync(
            new()
            {
                Tenant = tenant,
                At = SampleCards.Now,
                Change = new(life, routed),
            },
            Cancel
        );
        await store.CommitAsync(
            new()
            {
                Tenant = tenant,
                At = SampleCards.Now,
                Directory = new() { Bindings = [new("engineering", "19:x", null, SampleCards.Now)] },
            },
            Cancel
        );
        return routed;
    }

    private async Task<(int Exit, string Output, string Error)> ExportAsync(string? what, string? tenant = null)
    {
        using var store = SqliteStore.OpenBeside(Path);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (await ExportVerb.RunAsync(what, null, tenant, store, output, error, Cancel), output.ToString(), error.ToString());
    }
}
