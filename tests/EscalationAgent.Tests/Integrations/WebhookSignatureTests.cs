using System.Text;
using EscalationAgent.Integrations;
using EscalationAgent.Tests.Fakes;

namespace EscalationAgent.Tests.Integrations;

/// <summary>Webhooks are signed as Standard Webhooks says, with its own example.</summary>
public sealed class WebhookSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void The_example_of_the_standard_is_signed_as_it_says()
    {
        var signature = new WebhookSignature([FakeReceiver.Secret]);

        Assert.Equal(Signature, signature.Of(Id, At, Body));
        Assert.True(signature.IsSignedBy(Id, "1614265330", Body, Signature));
    }

    [Fact]
    public void While_a_secret_is_changed_both_sign_and_either_is_taken()
    {
        var both = new WebhookSignature([Other, FakeReceiver.Secret]);
        var signatures = both.Of(Id, At, Body);

        Assert.Equal(2, signatures.Split(' ').Length);
        Assert.EndsWith($" {Signature}", signatures, StringComparison.Ordinal);
        Assert.True(new WebhookSignature([FakeReceiver.Secret]).IsSignedBy(Id, "1614265330", Body, signatures));
        Assert.True(both.IsSignedBy(Id, "1614265330", Body, $"v1a,xyz {Signature}"));
    }

    [Theory]
    [InlineData("msg_other", "1614265330", Signature)]
    [InlineData(Id, "1614265331", Signature)]
    [InlineData(Id, "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=")]
    [InlineData(Id, "1614265330", "v1,g0hM9SsE")]
    [InlineData(Id, "1614265330", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265330", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, "1614265330", "v1,")]
    [InlineData(Id, "1614265330", "")]
    public void Anything_else_is_not_signed(string id, string timestamp, string signatures) =>
        Assert.False(new WebhookSignature([FakeReceiver.Secret]).IsSignedBy(id, timestamp, Body, signatures));

    [Fact]
    public void Another_secret_or_another_body_does_not_sign()
    {
        Assert.False(new WebhookSignature([Other]).IsSignedBy(Id, "1614265330", Body, Signature));
        Assert.False(new WebhookSignature([FakeReceiver.Secret]).IsSignedBy(Id, "1614265330", [.. Body, (byte)' '], Signature));
    }

    [Theory]
    [InlineData(FakeReceiver.Secret, true)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_", false)]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("whsec_no base64 at all, whatever its length is", false)]
    public void A_secret_is_written_as_the_standard_says(string secret, bool isSecret) => Assert.Equal(isSecret, WebhookSignature.IsSecret(secret));
}
