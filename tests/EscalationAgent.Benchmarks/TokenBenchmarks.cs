using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using TeamsBot.Inbound;

namespace EscalationAgent.Benchmarks;

/// <summary>What reading a token of the Connector and checking its signature costs.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks
{
    private string token = "";
    private SigningKey key = null!;
    private RSAParameters numbers;

    [GlobalSetup]
    public void Sign()
    {
        using var rsa = RSA.Create(2048);
        numbers = rsa.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64Url.EncodeToString(numbers.Modulus), Base64Url.EncodeToString(numbers.Exponent));
        using var jwks = JsonDocument.Parse($$"""{"keys":[{"kty":"RSA","use":"sig","kid":"k","n":"{{n}}","e":"{{e}}","endorsements":["msteams"]}]}""");
        key = SigningKey.AllIn(jwks.RootElement)["k"];
        var signed =
            $"{Part("""{"alg":"RS256","kid":"k","typ":"JWT"}""")}."
            + Part(
                """
                {"iss":"https://api.botframework.com","aud":"00000000-0000-0000-0000-000000000000","exp":1800000000,"nbf":1700000000,
                "serviceurl":"https://smba.trafficmanager.net/emea/"}
                """
            );
        token = $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    [Benchmark]
    public bool Check() => SignedToken.Read(token) is ({ } read, _) && key.HasSigned(read.SignedPart, read.Signature);

    /// <summary>The same with a key that is made for each check, for comparison.</summary>
    [Benchmark]
    public bool CheckWithANewKey()
    {
        if (SignedToken.Read(token) is not ({ } read, _))
        {
            return false;
        }

        using var rsa = RSA.Create(numbers);
        return rsa.VerifyData(read.SignedPart, read.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
