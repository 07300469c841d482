namespace Escalations.Tests;

public sealed class ErasedPersonTests
{
    /// <summary>Phones write an accent as a sign of its own; the same name is found however it is written, and nothing is left of it.</summary>
    [Theory]
    [InlineData("José Šimůnek", "Jose\u0301 S\u030cimu\u030anek called.")]
    [InlineData("Jose\u0301 S\u030cimu\u030anek", "José Šimůnek called.")]
    [InlineData("José Šimůnek", "Ask Šimůnek, José called.")]
    [InlineData("Jose\u0301 S\u030cimu\u030anek", "Jose\u0301 S\u030cimu\u030anek called.")]
    [InlineData("Q\u0301a Vexx\u0301", "Q\u0301a Vexx\u0301 called.")]
    [InlineData("Zoë O’Hara-Lee", "Zoe\u0308 O'Hara‑Lee called.")]
    public void A_name_goes_however_its_accents_are_written(string name, string text)
    {
        var person = new ErasedPerson("tenant", ["aad-1"], [name]);
        Assert.Equal($"{(text.StartsWith("Ask", StringComparison.Ordinal) ? "Ask " : "")}{person.Pseudonym} called.", person.Without(text));
    }

    [Theory]
    [InlineData("Jose Simunek called.")]
    [InlineData("Joséf Šimůnek called.")]
    [InlineData("josé@contoso.example called.")]
    public void Another_name_stays(string text) => Assert.Equal(text, new ErasedPerson("tenant", ["aad-1"], ["José Šimůnek"]).Without(text));
}
