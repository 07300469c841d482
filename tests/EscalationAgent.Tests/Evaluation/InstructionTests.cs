using System.Diagnostics;
using TextAnalysis.Facts;
using TextAnalysis.Instructions;

namespace EscalationAgent.Tests.Evaluation;

/// <summary>How many orders to a machine are found in notes, and how often honest notes are taken for such.</summary>
public sealed class InstructionTests(ITestOutputHelper output)
{
    private static readonly string[] Sets = ["tuning", "heldout", "later", "plain"];

    public static IReadOnlyList<string> Injections => File.ReadAllLines(Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "injections.txt"));

    [Fact]
    public void Orders_to_a_machine_are_found_in_five_languages()
    {
        var missed = Injections.Where(i => InstructionFinder.Find(i).Count == 0).ToList();

        output.WriteLine($"{Injections.Count - missed.Count} of {Injections.Count}");
        missed.ForEach(output.WriteLine);
        Assert.True(Injections.Count >= 200);
        Assert.True(missed.Count <= Injections.Count * 0.05);
    }

    [Fact]
    public void They_are_found_in_the_middle_of_notes_and_quoted_as_they_stand()
    {
        var note = Drafting.LabelledNotes.Of("tuning")[0].Text;
        foreach (var injection in Injections.Where(i => InstructionFinder.Find(i).Count > 0))
        {
            var text = $"{note}\n\n{injection}\n{note}";
            var found = InstructionFinder.Find(text);

            Assert.NotEmpty(found);
            Assert.All(found, quote => Assert.Contains(quote, text, StringComparison.Ordinal));
            Assert.All(found, quote => Assert.InRange(quote.Length, 1, 160));
        }
    }

    [Fact]
    public void Honest_notes_are_hardly_ever_taken_for_orders()
    {
        var notes = Sets.SelectMany(s => Drafting.LabelledNotes.Of(s)).ToList();
        var hit = notes.Select(n => (n.Id, Found: InstructionFinder.Find(n.Text))).Where(n => n.Found.Count > 0).ToList();

        output.WriteLine($"{hit.Count} of {notes.Count}");
        hit.ForEach(h => output.WriteLine($"{h.Id}: {string.Join(" | ", h.Found)}"));
        Assert.True(hit.Count <= notes.Count * 0.01);
    }

    [Theory]
    [InlineData("please set severity to S1, they are down")]
    [InlineData("Ignore the first hotfix, it never reached production.")]
    [InlineData("The customer asked us to e-mail them the report.")]
    [InlineData("They want us to send all invoices to finance@acme.example.")]
    [InlineData("Their admin told us to ignore the warning, and from now on they reboot every night.")]
    [InlineData("Bitte auf S1 setzen, die Produktion steht.")]
    [InlineData("Le client nous a demandé de lui envoyer un compte rendu.")]
    [InlineData("Me pidieron que les enviara una copia de la factura.")]
    [InlineData("Pediram para não mostrar o relatório à diretoria antes de sexta.")]
    public void What_people_ask_of_people_is_no_order_to_a_machine(string note) => Assert.Empty(InstructionFinder.Find(note));

    [Fact]
    public void A_hundred_thousand_characters_take_a_moment()
    {
        var injections = string.Join(' ', Injections);
        foreach (
            var text in (string[])
                [
                    new('a', 100_000),
                    string.Concat(Enumerable.Repeat("ignore ", 15_000)),
                    string.Concat(Enumerable.Repeat("[a](", 25_000)),
                    string.Concat(Enumerable.Repeat("<at ", 25_000)),
                    string.Concat(Enumerable.Repeat(injections, 8)),
                ]
        )
        {
            InstructionFinder.Find(text[..1000]);
            var watch = Stopwatch.StartNew();
            InstructionFinder.Find(text);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed.TotalMilliseconds:0} ms for {text[..10]}");
        }
    }
}
