using EscalationAgent.Storage.AzureTables;
using Escalations;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>What is in tables that exist keeps its names, whatever becomes of those in the code.</summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void The_rows_of_an_escalation_and_of_its_index_have_the_names_that_they_had()
    {
        var head = Head.Of(null, Escalation.Fold("contoso", new(2026, 1), EventSamples.Life), "hash", new(), 0);

        const string Names =
            "Account Csm EndedAt ErasedAt Hash Id LastEventAt LastOwed NextWake PartitionKey RoutedAt RowKey Rows "
            + "SeenAt Stale Stamp Status Tenant Text00 Urgency Version";

        Assert.Equal(Names, string.Join(' ', head.Rows()[0].Keys.Order(StringComparer.Ordinal)));
        Assert.Equal("contoso|ESC-2026-0001", head.Partition);
        Assert.Equal("head", Head.Row);
        Assert.Equal("event|000000007", TableEscalations.EventRow(7));
        Assert.Equal("headcard|channel:c", Carrying.CardRow("channel:c"));
        Assert.Equal("message|0000000000000000042", Lanes.MessageRow(42));
        Assert.Equal("contoso|person:p", Lanes.PartitionOf("contoso", "person:p"));
        Assert.Equal("due|0", Lanes.DuePartition(OutboxQueue.Message));
        Assert.Equal("0|0000000000000000042", Lanes.DueKey(0, 42));
        Assert.Equal("open|contoso", IndexRows.OpenPartition("contoso"));
        Assert.Equal("wake|0", IndexRows.WakePartition(0));
        Assert.Equal("account|contoso|acme~0020corp", IndexRows.AccountPartition("contoso", "acme corp"));
    }

    [Fact]
    public void What_waits_and_what_is_owed_is_read_as_it_was_written()
    {
        const string Lane =
            """{"Tenant":"contoso","Key":"person:p","Kind":"Message","Waiting":[{"Number":7,"Rank":1,"About":"ESC-2026-0001","Aside":"","OwedAt":1,"ReadyAt":2,"WaitsFrom":3,"Attempts":4,"Token":"t","Doubts":5,"Misses":6,"IsListable":true,"IsHead":true,"Due":{"Row":"r","Rank":1,"ReadyAt":2,"WaitsFrom":3}}],"Owes":true}""";
        const string Owed =
            """[{"At":1,"Message":{"Number":7,"OrderingKey":"person:p","Kind":"Work","Rank":2,"About":"ESC-2026-0001","IsListable":false,"ReadyAt":2,"Json":"{}","MayHaveArrived":true}},{"At":1,"Entry":{"Kind":"contact","Key":"p","Json":"{}"}},{"At":1,"Removed":{"Kind":"binding","Key":"k"}},{"At":1,"Card":{"Year":2026,"Number":1,"OrderingKey":"channel:c","Json":"{}"}}]""";

        Assert.Equal(Lane, Written(Lane, TableJson.Default.Lane));
        Assert.Equal(Owed, Written(Owed, TableJson.Default.ListOwedItem));
    }

    private static string Written<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape) =>
        System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize(text, shape)!, shape);
}
