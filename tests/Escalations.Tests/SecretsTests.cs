namespace Escalations.Tests;

/// <summary>Secrets as they stand in pasted logs and in what people type.</summary>
public sealed class SecretsTests
{
    [Theory]
    [InlineData("2026-03-02 10:14:07 ERROR connect failed user=svc password=Sommer-2026 host=db01", "Sommer-2026")]
    [InlineData("DB_PASSWORD=correcthorse and then it stopped", "correcthorse")]
    [InlineData("spring.datasource.password: hunter", "hunter")]
    [InlineData("{\"userPassword\":\"abc\",\"retry\":3}", "abc")]
    [InlineData("GET /export HTTP/1.1 Authorization: Bearer abcdefghijkl Accept: */*", "abcdefghijkl")]
    [InlineData("'authorization': 'Basic dXNlcjpwYXNz'", "dXNlcjpwYXNz")]
    [InlineData("Authorization: Token abcd", "abcd")]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI/K7MDENG")]
    [InlineData("X-Api-Key: k-12", "k-12")]
    [InlineData("GITLAB_TOKEN=gl-1234", "gl-1234")]
    [InlineData("Set-Cookie: session=abc; path=/", "session=abc")]
    [InlineData("curl -u admin:hunter https://x.example", "hunter")]
    [InlineData("the password for the admin account is Winter2026", "Winter2026")]
    [InlineData("das Passwort für den Server lautet Winter2026", "Winter2026")]
    [InlineData("https://x.example/cb?code=1&access_token=a1b2c3&state=2", "a1b2c3")]
    [InlineData("postgres://admin:s3cr3t@db.example/crm is the address", "s3cr3t")]
    public void A_secret_in_the_middle_of_a_text_is_found_and_hidden(string text, string secret)
    {
        var hidden = Secrets.Hide(text);

        Assert.DoesNotContain(secret, hidden, StringComparison.Ordinal);
        Assert.Contains(Secrets.Hidden, hidden, StringComparison.Ordinal);
        Assert.Contains(Secrets.In(text), found => found.Contains(secret, StringComparison.Ordinal));
        Assert.Equal(hidden, Secrets.Hide(hidden));
        Assert.Empty(Secrets.In(hidden));
    }

    [Theory]
    [InlineData("the password is wrong; passwords expire; they forgot their password.")]
    [InlineData("Authorization fails with 403 for all users, authorization: failed")]
    [InlineData("the cookie banner covers the button, cookies: 3")]
    [InlineData("tests pass: 12 of 14; token expired; the session token is refreshed")]
    [InlineData("call -u is no option: use --user")]
    [InlineData("the password reset for the admin is broken")]
    public void What_only_speaks_of_secrets_stays(string text) => Assert.Equal(text, Secrets.Hide(text));
}
