using TextAnalysis.Tokens;

namespace TextAnalysis.Tests;

/// <summary>Texts in none of the five languages; what is short, mixed or technical is not doubted.</summary>
public sealed class ForeignLanguageTests
{
    [Theory]
    [InlineData("Klient nie może się zalogować od rana, a wsparcie nie odpowiada na żadne zgłoszenie. Grożą, że odejdą do konkurencji.", "pl")]
    [InlineData("Il cliente non riesce ad accedere da questa mattina e il supporto non risponde. Sono molto arrabbiati per la fattura di marzo.", "it")]
    [InlineData("De klant kan sinds vanochtend niet inloggen en het supportteam heeft nog niet geantwoord. Zij zijn erg boos over de factuur.", "nl")]
    [InlineData(
        "Müşteri bu sabahtan beri giriş yapamıyor ve destek ekibi çok geç cevap veriyor. Bu nedenle sözleşmeyi iptal etmek istiyorlar ama henüz karar yok.",
        "tr"
    )]
    [InlineData("Kunden kan inte logga in sedan i morse och supporten har inte svarat. De är mycket arga på oss.", "sv")]
    [InlineData("Zákazník se od rána nemůže přihlásit a podpora neodpovídá. Je velmi naštvaný, že to není vyřešené.", "cs")]
    [InlineData("Az ügyfél reggel óta nem tud belépni, és az ügyfélszolgálat nem válaszol. Nagyon dühösek, mert ez már a harmadik eset.", "hu")]
    [InlineData("Asiakas ei ole päässyt kirjautumaan aamusta alkaen, ja tuki ei ole vastannut. He ovat todella vihaisia, koska tämä on jo kolmas kerta.", "fi")]
    [InlineData("Clientul nu se poate autentifica de azi dimineață și suportul nu răspunde. Sunt foarte supărați pentru că este a treia oară.", "ro")]
    [InlineData("お客様は今朝からログインできません。サポートからの返事もありません。", "ja")]
    [InlineData("العميل لا يستطيع تسجيل الدخول منذ الصباح", "ar")]
    [InlineData("Клиент не может войти с утра, поддержка не отвечает", "ru")]
    public void A_text_in_none_of_the_five_languages_is_known(string text, string code) => Assert.Equal(code, LanguageGuesser.ForeignOf(text)?.Code);

    [Theory]
    [InlineData("Acme cannot log in since this morning")]
    [InlineData("Export broken")]
    [InlineData("")]
    [InlineData("ERR_CONN_RESET tcp 10.0.0.4:443 -> 10.0.0.9:5123 GET /api/v2/items 503 retry=3 ok=false")]
    [InlineData("P1 open 12 days, ARR 85k, renewal Q3, CTO call Mon")]
    [InlineData("Kunde: Van den Berg B.V. - Export defekt, Ticket 4711, P1")]
    [InlineData("The customer wrote: “Klient nie może się zalogować.” We have asked them for their logs, and they have not answered yet.")]
    [InlineData("Il cliente")]
    [InlineData("Le client ne peut pas se connecter, et le support n'a pas répondu. Ils sont très en colère à cause de la facture.")]
    [InlineData("El cliente no puede entrar desde la mañana y el soporte no responde. Están muy molestos por la factura de marzo.")]
    [InlineData("O cliente não consegue entrar desde cedo e o suporte não responde. Estão muito irritados com a fatura de março.")]
    [InlineData("Der Kunde kann sich seit heute früh nicht anmelden, und der Support antwortet nicht. Sie sind sehr verärgert.")]
    [InlineData("Wien, Graz, Linz: SAP down, VPN ok, Citrix lag, BGP flap om 09:12, fix ETA 10:00")]
    public void What_may_be_one_of_them_is_not_doubted(string text) => Assert.Null(LanguageGuesser.ForeignOf(text));
}
