using System.Globalization;
using Escalations;
using Escalations.Access;
using Escalations.Ports;
using TeamsBot.Cards;
using TextAnalysis.Facts;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams.Cards;

/// <summary>How values look on every card: colours, money, names; and what untrusted text must pass through.</summary>
internal static class CardFormat
{
    /// <summary>Text that a person or a model wrote, made harmless for a card or a message.</summary>
    public static string Escape(string? text) => CardText.Escape(text ?? "");

    /// <summary>A part that the CSM does not know yet, with what they said of it.</summary>
    public static string Of(OpenPart part) => part.Remark is { } remark ? Words.Say("not_known.remark", Escape(remark)) : Words.Say("not_known");

    public static string Of(Severity severity) => $"{severity} {severity.ReaderTitle()}";

    /// <summary>The style of the pill that holds a severity: four that differ, and a quiet one once it has ended.</summary>
    public static string StyleOf(Severity? severity, bool hasEnded = false) =>
        severity switch
        {
            _ when hasEnded => "emphasis",
            Severity.S1 => "attention",
            Severity.S2 => "warning",
            Severity.S3 => "accent",
            _ => "default",
        };

    /// <summary>Of the words in the pill.</summary>
    public static string ColorOf(Severity? severity, bool hasEnded = false) => severity == Severity.S1 && !hasEnded ? "Attention" : "Default";

    public static string ColorOf(Status status) =>
        status switch
        {
            // Only colours that can be read on every header, in every theme.
            Status.Stalled => "Attention",
            Status.Routed => "Accent",
            Status.Resolved => "Good",
            _ => "Default",
        };

    public static string Of(Money money) =>
        money.Currency is { } currency ? Words.Say("money", currency, money.Amount) : money.Amount.ToString("#,0.##", Words.Book.Culture);

    public static string Of(DateOnly date) => date.ToString(Words.Say("culture.date"), Words.Book.Culture);

    /// <summary>As an input of a card reads it.</summary>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(Sentiment sentiment) =>
        sentiment switch
        {
            Sentiment.Patient => Words.Say("sentiment.patient"),
            Sentiment.FrustratedButPatient => Words.Say("sentiment.frustrated_but_patient"),
            Sentiment.Frustrated => Words.Say("sentiment.frustrated"),
            _ => Words.Say("sentiment.leaving"),
        };

    public static string Of(LeftOutBecause because) =>
        because switch
        {
            LeftOutBecause.AnotherMatter => Words.Say("left_out.matter"),
            LeftOutBecause.OffTheRecord => Words.Say("left_out.record"),
            LeftOutBecause.NotPartOfThis => Words.Say("left_out.part"),
            LeftOutBecause.Joke => Words.Say("left_out.joke"),
            _ => Words.Say("left_out.order"),
        };

    /// <summary>As the end of "They are ...".</summary>
    public static string Of(Presence presence) =>
        presence switch
        {
            Presence.Available => Words.Say("presence.available"),
            Presence.Busy => Words.Say("presence.busy"),
            Presence.DoNotDisturb => Words.Say("presence.disturb"),
            Presence.Away => Words.Say("presence.away"),
            _ => Words.Say("presence.offline"),
        };

    /// <summary>A ticket, to be opened; or why there is none.</summary>
    public static string Of(Ticket ticket) =>
        ticket.Key is not { } key ? Words.Say("fact.ticket.by_hand", Escape(Short(ticket.Refusal ?? "", 200)))
        : ticket.Link is { } link ? $"[{Escape(key)}]({link})"
        : Escape(key);

    public static string Account(Escalation escalation) =>
        escalation.Brief switch
        {
            { Account: { } account } => Escape(account),
            { Form.Subject: Subject.Customer } => Words.Say("account.none"),
            _ => Words.Say("account.none.other"),
        };

    /// <summary>A channel with its team.</summary>
    /// <param name="all">All channels that are known: of the same team, another one may have told its name.</param>
    public static string Place(Channel? channel, IReadOnlyList<Channel> all)
    {
        var team = channel?.TeamName ?? (channel?.TeamId is { } id ? all.FirstOrDefault(c => c.TeamId == id && c.TeamName is not null)?.TeamName : null);
        return (CardService.NameOf(channel), team) switch
        {
            ({ } name, { } of) => Words.Say("place.in", Escape(name), Escape(of)),
            ({ } name, null) => Escape(name),
            (null, { } of) => Words.Say("place.channel_in", Escape(of)),
            _ => Words.Say("place.channel"),
        };
    }

    /// <summary>The beginning of a text, for a line in a list or a notification.</summary>
    public static string Short(string text, int longest)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : $"{Graphemes.Head(line, longest - 1).TrimEnd()}…";
    }

    /// <summary>What somebody wrote, with a stop behind it where it has none, so that a sentence can follow.</summary>
    public static string AsSentence(string shown) => shown.Length > 0 && char.IsLetterOrDigit(shown[^1]) ? shown + "." : shown;

    /// <summary>Text that is safe to show, on one line.</summary>
    public static string OneLine(string shown) => string.Join(' ', shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The headline, or what takes its place while there is none.</summary>
    public static string Headline(Escalation escalation) => escalation.Brief.TextOf(BriefSection.Headline) ?? Words.Say("headline.none");

    /// <summary>What a notification shows for an escalation.</summary>
    public static string Summary(Escalation escalation, string news)
    {
        // It may stand on a locked screen.
        var matter = Secrets.Hide(WithAccount(escalation), AudienceView.InBrief(escalation.Brief));
        return Short($"{news} · {escalation.Id} · {(escalation.Decision is { } d ? $"{d.Severity} · " : "")}{matter}", 200);
    }

    /// <summary>Whose matter it is, and what; a headline that names the customer first says both.</summary>
    private static string WithAccount(Escalation escalation)
    {
        var headline = Headline(escalation);
        return escalation.Brief.Account is not { } account || headline.StartsWith($"{account}: ", StringComparison.Ordinal)
            ? headline
            : $"{account}: {headline}";
    }
}
