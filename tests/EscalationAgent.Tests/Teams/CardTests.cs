using System.Text.Json;
using System.Text.Json.Nodes;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Storage;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Cards;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Teams;

public sealed class CardTests : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = CardSize.Encoder,
        NewLine = "\n",
    };

    private static readonly CardTemplates Deck = new(Path.Combine(Peer.Root, "cards"));

    private readonly TemporaryFolder folder = new();
    private readonly SqliteStore store;
    private readonly CardService cardService;

    public CardTests()
    {
        store = SqliteStore.Open(folder.File("escalations.db"));
        var clock = new FakeTimeProvider(SampleCards.Now);
        var access = SilentTeams.AccessTo(store, clock);
        cardService = new(
            store,
            store,
            store,
            access,
            new FindSimilar(access, store, clock),
            new CardBuilder(SampleCards.Playbooks),
            Deck,
            new Writers(new OfflineWriter()),
            SilentTeams.LaunchesOf(store, clock),
            SampleCards.Playbooks,
            clock
        );
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    /// <summary>
    /// The samples that cards are tried with are what the cards really say.
    /// After a deliberate change, ESCALATION_AGENT_REWRITE=1 writes them again; read the difference before it is kept.
    /// </summary>
    [Fact]
    public void The_samples_are_what_the_faces_say()
    {
        var folder = Path.Combine(Peer.Root, "cards", "samples");
        var drawn = SampleCards.All().ToDictionary(f => $"{f.File}.json", f => (JsonNode)JsonObject.Create(f.Face.Data())!);
        if (Environment.GetEnvironmentVariable("ESCALATION_AGENT_REWRITE") == "1")
        {
            Directory.CreateDirectory(folder);
            foreach (var (file, data) in drawn)
            {
                File.WriteAllText(Path.Combine(folder, file), data.ToJsonString(Readable) + "\n");
            }
        }

        Assert.Equal(drawn.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Empty(drawn.Where(d => !JsonNode.DeepEquals(d.Value, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, d.Key))))).Select(d => d.Key));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("語")]
    [InlineData("😀")]
    [InlineData("\"")]
    public void Every_card_fits_with_the_longest_brief(string letter)
    {
        foreach (var face in SampleCards.Longest(letter))
        {
            Assert.InRange(cardService.Draw(face).Bytes, 1, CardSize.Limit);
        }
    }

    [Fact]
    public void A_card_shows_at_most_six_buttons_and_only_some_that_can_work()
    {
        foreach (var (file, face) in SampleCards.All())
        {
            var card = cardService.Draw(face).AsObject();
            Assert.True(card["actions"]?.AsArray().Count is null or <= 6, file);
        }
    }

    [Fact]
    public void Every_card_says_in_a_notification_what_it_is_about() => Assert.All(SampleCards.All(), f => Assert.InRange(f.Face.Summary.Length, 3, 220));

    /// <summary>What people typed cannot add text formats, links, mentions or elements to a card.</summary>
    [Fact]
    public void Untrusted_text_stays_text()
    {
        const string Hostile =
            "[APPROVED](https://evil.example) <at>CEO</at> **x** ![p](https://evil.example/p.png) ${$root} \"}],\"actions\":[{\"type\":\"Action.OpenUrl\"";
        Escalations.EscalationEvent[] events =
        [
            .. SampleCards.RoutedLife.Select(e =>
                e switch
                {
                    Escalations.SectionWritten written => written with { Text = Hostile },
                    Escalations.AccountNamed named => named with { Account = Hostile[..60] },
                    _ => e,
                }
            ),
        ];
        var plain = cardService.Draw(new CardBuilder(SampleCards.Playbooks).Team(SampleCards.After(SampleCards.RoutedLife), [SampleCards.Bob])).AsObject();
        var hostile = cardService.Draw(new CardBuilder(SampleCards.Playbooks).Team(SampleCards.After(events), [SampleCards.Bob])).AsObject();

        Assert.Equal(Shape(plain), Shape(hostile));
        Assert.DoesNotContain("](https://evil", hostile.ToJsonString(Readable));
        Assert.DoesNotContain("<at>", hostile.ToJsonString(Readable));
    }

    /// <summary>The kinds of elements, in order.</summary>
    private static IEnumerable<string> Shape(JsonNode? node) =>
        node switch
        {
            JsonObject o => (o["type"] is { } type ? [(string)type!] : Array.Empty<string>()).Concat(o.SelectMany(p => Shape(p.Value))),
            JsonArray a => a.SelectMany(Shape),
            _ => [],
        };
}
