namespace Escalations.Tests;

public sealed class MessageLinkTests
{
    [Theory]
    [InlineData(
        "See https://teams.microsoft.com/l/message/19%3Aabc%40thread.tacv2/1612289992105?tenantId=t-1&groupId=g-1&parentMessageId=1612289765949"
            + "&teamName=Acme%20secret&channelName=General&createdTime=1612289992105 for it.",
        "https://teams.microsoft.com/l/message/19%3Aabc%40thread.tacv2/1612289992105?tenantId=t-1&groupId=g-1&parentMessageId=1612289765949"
    )]
    [InlineData(
        "<https://teams.cloud.microsoft/l/message/19:a_b@unq.gbl.spaces/1612?context=%7B%22contextType%22%3A%22chat%22%7D>",
        "https://teams.cloud.microsoft/l/message/19:a_b@unq.gbl.spaces/1612?context=%7B%22contextType%22%3A%22chat%22%7D"
    )]
    [InlineData("https://teams.microsoft.com/l/message/19:a@thread.v2/16 and nothing else", "https://teams.microsoft.com/l/message/19:a@thread.v2/16")]
    public void A_link_to_a_message_is_found_without_the_names_in_it(string notes, string link) => Assert.Equal(link, MessageLink.In(notes));

    [Theory]
    [InlineData("no link at all")]
    [InlineData("https://teams.microsoft.com.evil.example/l/message/19:a@thread.v2/16")]
    [InlineData("http://teams.microsoft.com/l/message/19:a@thread.v2/16")]
    [InlineData("https://teams.microsoft.com/l/channel/19:a@thread.v2/General")]
    [InlineData("https://teams.microsoft.com/l/message/19:a@thread.v2)[x](https://evil.example/16")]
    public void Other_addresses_are_none(string notes) => Assert.Null(MessageLink.In(notes));
}
