using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Escalations;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Storage;

/// <summary>Every shape that an event ever had is in a file, and loads forever.</summary>
public sealed class EventShapeTests
{
    private static readonly string Folder = Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "events");

    private static readonly IReadOnlyList<JsonDerivedTypeAttribute> Shapes = [.. typeof(EscalationEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order()];

    [Fact]
    public void Every_event_has_a_name_to_be_stored_by()
    {
        var events = typeof(EscalationEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EscalationEvent)));

        Assert.Equal(events.Select(type => type.Name).Order(), Shapes.Select(shape => shape.DerivedType.Name).Distinct().Order());
    }

    [Fact]
    public void Every_event_happens_in_the_sample_life()
    {
        var happening = EventSamples.Life.Select(happened => happened.What.GetType().Name).Distinct();

        Assert.Equal(Shapes.Select(shape => shape.DerivedType.Name).Distinct().Order(), happening.Order());
    }

    [Fact]
    public void Every_shape_stands_in_a_file_of_its_name()
    {
        foreach (var shape in Shapes.Where(shape => !File.Exists(FileOf(shape.TypeDiscriminator!))))
        {
            var sample = EventSamples.Life.First(happened => happened.What.GetType() == shape.DerivedType);
            Assert.Fail($"{FileOf(shape.TypeDiscriminator!)} is missing. If the shape is new and not yet released, store this there:\n{Text(sample)}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_stored_shape_still_loads_and_means_the_same(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var shape = Assert.Single(Shapes, shape => shape.TypeDiscriminator!.Equals(name));
        var stored = new SealedEvent(1, File.ReadAllText(Path.Combine(Folder, file)), "");

        var loaded = HashChain.Open(stored);

        var meant = EventSamples.Life.First(happened => happened.What.GetType() == shape.DerivedType);
        Assert.IsType(shape.DerivedType, loaded.What);
        Assert.Equal(Text(meant), Text(loaded));
    }

    /// <summary>Editions came later: what was stored before them is read, and written, as it was.</summary>
    [Fact]
    public void An_edition_is_on_record_where_there_is_one()
    {
        var begun = new RecordedEvent(1, EventSamples.Start, Actor.Human(EventSamples.Sarah), null, new DraftStarted(EventSamples.Sarah, new("house", "7+a")));
        var kept = begun with { What = new DraftStarted(EventSamples.Sarah, new("house", "7+a", "abc")) };

        Assert.DoesNotContain("edition", Text(begun), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            "\"playbook\":{\"name\":\"house\",\"version\":\"7+a\",\"edition\":\"abc\"}",
            Text(kept).Replace("\\u002B", "+", StringComparison.Ordinal)
        );
        Assert.Null(Read(begun).Playbook.Edition);
        Assert.Equal("abc", Read(kept).Playbook.Edition);

        static DraftStarted Read(RecordedEvent happened) => (DraftStarted)HashChain.Open(new(1, Text(happened), "")).What;
    }

    private static string FileOf(object discriminator) => Path.Combine(Folder, $"{discriminator}.json");

    private static string Text(RecordedEvent happened) => JsonSerializer.Serialize(happened, EventJson.Default.RecordedEvent);
}
