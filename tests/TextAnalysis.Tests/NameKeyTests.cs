using TextAnalysis.Tokens;

namespace TextAnalysis.Tests;

/// <summary>Names are the same however they are typed, and different where a sign tells them apart.</summary>
public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Orion 5", "ORIÓN-5")]
    [InlineData("Acme Corp.", "acme_corp")]
    [InlineData("AT&T", "at & t")]
    [InlineData("A+B", "A + B")]
    [InlineData("Müller, Söhne", "muller sohne")]
    [InlineData("Latenz 1,5", "latenz 1.5")]
    [InlineData("“Checkout”", "checkout")]
    public void Spellings_of_one_name_have_one_key(string one, string other) => Assert.Equal(Folding.NameKey(one), Folding.NameKey(other));

    [Theory]
    [InlineData("C++", "C#")]
    [InlineData("C#", "C")]
    [InlineData("A+B", "A&B")]
    [InlineData("Errors > 5", "Errors < 5")]
    [InlineData("1.5", "1 5")]
    [InlineData("📈", "📉")]
    [InlineData("€ 5", "$ 5")]
    public void Names_that_differ_by_a_sign_differ(string one, string other) => Assert.NotEqual(Folding.NameKey(one), Folding.NameKey(other));

    /// <summary>A key of a key is that key, and can be part of a key in every store.</summary>
    [Theory]
    [InlineData("C++")]
    [InlineData("AT&T / R#D? 100 %")]
    [InlineData("📈 Ünïcode\t\\ 北京")]
    public void A_key_is_its_own_key_and_holds_nothing_that_a_store_refuses(string name)
    {
        var key = Folding.NameKey(name);
        Assert.Equal(key, Folding.NameKey(key));
        Assert.DoesNotContain(key, sign => sign is '/' or '\\' or '#' or '?' or '%' || char.IsControl(sign));
    }
}
