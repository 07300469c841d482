using System.Text.Json.Serialization;
using TextAnalysis.Checking;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>The sections of a brief, always in this order.</summary>
public enum BriefSection
{
    /// <summary>One line: what is happening, to which customer, and what is at stake.</summary>
    Headline,

    /// <summary>How this affects the customer's business, in figures where there are any.</summary>
    CustomerImpact,

    /// <summary>When it started, each step with its date and outcome, where it is.</summary>
    Timeline,

    /// <summary>Every attempt with its outcome, so that what failed is not tried again.</summary>
    ResolutionAttempts,

    /// <summary>An action by a date, and what the customer would call resolved.</summary>
    SpecificAsk,

    /// <summary>What the customer was told, what they expect, their mood.</summary>
    CustomerCommunication,

    /// <summary>ARR, renewal, expansion, what losing the account would cost. Only when relevant.</summary>
    CommercialContext,

    /// <summary>What the CSM recommends.</summary>
    Recommendation,
}

/// <summary>The sections as lists and names.</summary>
public static class BriefSections
{
    public static readonly IReadOnlyList<BriefSection> All = Enum.GetValues<BriefSection>();

    /// <summary>A text with one more sentence behind it: steps and lists go on in a line of their own, prose in the same.</summary>
    public static string Joined(this BriefSection section, string text, string sentence) =>
        section is BriefSection.Timeline or BriefSection.ResolutionAttempts || text.Contains('\n') || text[^1] is not ('.' or '!' or '?')
            ? $"{text}\n{sentence}"
            : $"{text} {sentence}";

    public static bool IsOptional(this BriefSection section) => section == BriefSection.CommercialContext;

    /// <summary>The name in data: <c>customer_impact</c>.</summary>
    public static string Key(this BriefSection section) =>
        section switch
        {
            BriefSection.Headline => "headline",
            BriefSection.CustomerImpact => "customer_impact",
            BriefSection.Timeline => "timeline",
            BriefSection.ResolutionAttempts => "resolution_attempts",
            BriefSection.SpecificAsk => "specific_ask",
            BriefSection.CustomerCommunication => "customer_communication",
            BriefSection.CommercialContext => "commercial_context",
            _ => "recommendation",
        };

    /// <summary>The name for people.</summary>
    public static string Title(this BriefSection section) =>
        section switch
        {
            BriefSection.Headline => "Headline",
            BriefSection.CustomerImpact => "Customer impact",
            BriefSection.Timeline => "Timeline",
            BriefSection.ResolutionAttempts => "Resolution attempts",
            BriefSection.SpecificAsk => "Specific ask",
            BriefSection.CustomerCommunication => "Customer communication",
            BriefSection.CommercialContext => "Commercial context",
            _ => "Recommendation",
        };

    /// <summary>Reads a section as people name it, in any language: "impact", "customer impact", "customer_impact", "ask", "chronologie".</summary>
    public static bool TryParse(string? text, out BriefSection section)
    {
        var said = Words(text ?? "");
        var found = Enum.GetValues<Language>()
            .SelectMany(language => All.Select(candidate => (candidate, Title: Words(DomainWords.Book.Say($"{candidate.Key()}.title", language)))))
            .Where(named => said.SequenceEqual(named.Title) || (said is [{ Length: > 2 } word] && named.Title.Contains(word)))
            .OrderBy(named => said.SequenceEqual(named.Title) ? 0 : 1)
            .Select(named => named.candidate)
            .ToList();

        // A word of several titles, such as "customer", names none.
        section = found.FirstOrDefault();
        return found.Count > 0 && (found.Distinct().Count() == 1 || IsTitle(said));
    }

    private static bool IsTitle(IReadOnlyList<string> said) =>
        Enum.GetValues<Language>().Any(language => All.Any(s => said.SequenceEqual(Words(DomainWords.Book.Say($"{s.Key()}.title", language)))));

    private static IReadOnlyList<string> Words(string text) =>
        [.. Token.WordsOf(text.Replace('_', ' ').Replace('-', ' ')).Where(token => token.IsWord).Select(token => token.Folded)];
}

/// <summary>Where a piece of text or a fact came from.</summary>
public enum Origin
{
    /// <summary>A person wrote or confirmed it.</summary>
    Stated,

    /// <summary>A writer took it from what a person wrote.</summary>
    Extracted,

    /// <summary>A writer put what a person wrote into words of its own.</summary>
    Drafted,
}

/// <summary>The text of one section.</summary>
/// <param name="By">Which writer it is from; null for a person's own words.</param>
public sealed record Passage(string Text, Origin Origin, string? By = null)
{
    /// <summary>What the text claims and nothing that the CSM said proves; it cannot be routed so.</summary>
    public IReadOnlyList<UnprovenFact> Unproven { get; init; } = [];

    /// <summary>Its sentences with the words of the sources that its writer named for them, as far as they stand there.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What the CSM confirmed of it, word for word: stated by them from then on.</summary>
    public IReadOnlyList<string> Confirmed { get; init; } = [];
}

/// <summary>A number, day, name or the like that a writer claims and no source holds.</summary>
/// <param name="Text">As it is in the passage.</param>
/// <param name="Doubt">What the sources say instead, for people; null when they say nothing of it.</param>
public sealed record UnprovenFact(string Text, string? Doubt = null);

/// <summary>What a person wrote in the place of something that a writer claimed.</summary>
/// <param name="Fact">As the writer had it.</param>
/// <param name="Right">As the person wrote it.</param>
public sealed record FactCorrection(string Fact, string Right);

/// <summary>An answer that was not taken as it stood, and why. The CSM may insist with <c>keep</c>.</summary>
public sealed record Challenge(BriefSection Section, string Text, string Why);

/// <summary>A part of the brief that the CSM does not know yet.</summary>
/// <param name="Remark">What they said beyond that, such as when they will know; null for nothing.</param>
public sealed record OpenPart(BriefSection Section, string? Remark = null);

/// <summary>How the customer takes it.</summary>
public enum Sentiment
{
    Patient,
    FrustratedButPatient,
    Frustrated,
    ThreateningChurn,
}

/// <summary>What is known of the matter so far. The first thing missing is what is asked next.</summary>
public sealed record Brief
{
    public static readonly Brief Empty = new();

    /// <summary>What it is about, and which parts it has.</summary>
    public BriefForm Form { get; init; } = BriefForm.Customer;

    public IReadOnlyDictionary<BriefSection, Passage> Passages { get; init; } = new Dictionary<BriefSection, Passage>();

    /// <summary>Optional sections that the CSM left out on purpose.</summary>
    public IReadOnlyList<BriefSection> Skipped { get; init; } = [];

    /// <summary>What sections that have a text do not say, although their readers need it; in the order of the brief.</summary>
    public IReadOnlyList<BriefPart> MissingParts { get; init; } = [];

    /// <summary>The sections whose missing parts the CSM was asked for and has added or left out: they are not asked again.</summary>
    public IReadOnlyList<BriefSection> PartsAnswered { get; init; } = [];

    /// <summary>Parts of which the CSM said that they do not know them yet.</summary>
    public IReadOnlyList<OpenPart> NotKnown { get; init; } = [];

    /// <summary>The customer's name; null until known.</summary>
    public string? Account { get; init; }

    /// <summary>Annual recurring revenue that is at stake.</summary>
    public Money? ArrAtRisk { get; init; }

    public DateOnly? Renewal { get; init; }

    public Sentiment? Sentiment { get; init; }

    /// <summary>What set it off, as a key of the playbook; null where the playbook does not ask, or nobody has said.</summary>
    public string? Trigger { get; init; }

    /// <summary>What was said to the items of checklists, by item.</summary>
    public IReadOnlyDictionary<string, ChecklistAnswer> Checklist { get; init; } = new Dictionary<string, ChecklistAnswer>();

    /// <summary>What only the CSM knows: a paragraph that they added when they decided (R16). Null when they added none.</summary>
    public string? Context { get; init; }

    /// <summary>The section that is being asked again although it has a text, because the CSM went back or edits it.</summary>
    public BriefSection? Reopened { get; init; }

    /// <summary>The answer that is waiting for a better one, or for <c>keep</c>.</summary>
    public Challenge? Challenged { get; init; }

    /// <summary>Contradictions that the CSM has settled, by what they are about.</summary>
    public IReadOnlyList<ContradictionSettled> Settled { get; init; } = [];

    /// <summary>What the CSM let an audience read that would be kept from it: one entry for each audience.</summary>
    public IReadOnlyList<SentencesReleased> Released { get; init; } = [];

    /// <summary>For readers who want a line for each section and no more.</summary>
    [JsonIgnore]
    public bool IsInShort { get; init; }

    /// <summary>All that is unproven, section by section.</summary>
    [JsonIgnore]
    public IEnumerable<(BriefSection Section, UnprovenFact Fact)> Unproven =>
        Passages.OrderBy(p => p.Key).SelectMany(p => p.Value.Unproven.Select(fact => (p.Key, fact)));

    /// <summary>The sections of its form, and any other that has a text, in the order of the form.</summary>
    [JsonIgnore]
    public IReadOnlyList<BriefSection> Sections => [.. Form.Sections.Union(BriefSections.All.Where(Passages.ContainsKey))];

    public string? TextOf(BriefSection section) => Passages.GetValueOrDefault(section)?.Text;

    public bool IsOpen(BriefSection section) => NotKnown.Any(part => part.Section == section);

    /// <summary>The open parts without one that is open no more.</summary>
    internal IReadOnlyList<OpenPart> NotKnownWithout(BriefSection section) => [.. NotKnown.Where(part => part.Section != section)];

    /// <summary>A section has its answer, and is asked no more.</summary>
    internal Brief Answered(BriefSection section) =>
        this with
        {
            Reopened = Reopened == section ? null : Reopened,
            Challenged = Challenged?.Section == section ? null : Challenged,
        };

    /// <summary>A section stays as it is, or as its challenged answer says.</summary>
    internal Brief Kept(BriefSection section) =>
        Challenged is { } challenge && challenge.Section == section
            ? Answered(section) with
            {
                Passages = With(section, new(challenge.Text, Origin.Stated)),
                NotKnown = NotKnownWithout(section),
            }
            : Answered(section);

    /// <summary>
    /// What a person says joins a section at its end. What stood there keeps its origin and its doubts; the addition is the
    /// person's word, so that no writer takes it away.
    /// </summary>
    internal Brief Extended(BriefSection section, string text, string? by) =>
        this with
        {
            Passages = With(
                section,
                Passages.GetValueOrDefault(section) is not { } before
                    ? new(text, Origin.Stated, by)
                    : before with
                    {
                        Text = section.Joined(before.Text, text),
                        Confirmed = before.Origin == Origin.Stated ? before.Confirmed : [.. before.Confirmed.Union([text])],
                    }
            ),
            Skipped = [.. Skipped.Where(s => s != section)],
            NotKnown = NotKnownWithout(section),
        };

    internal Brief Checked(FactsChecked what)
    {
        var before = Passages[what.Section];
        return this with
        {
            Passages = With(
                what.Section,
                what.Text is null
                    ? null
                    : before with
                    {
                        Text = what.Text,
                        // What stood in the same sentence as something that was taken out went with it.
                        Unproven =
                        [
                            .. before.Unproven.Where(f =>
                                !what.Confirmed.Contains(f.Text)
                                && !what.Removed.Contains(f.Text)
                                && what.Corrected?.Any(c => c.Fact == f.Text) != true
                                && what.Text.Contains(f.Text, StringComparison.Ordinal)
                            ),
                        ],
                        Confirmed = [.. before.Confirmed.Union(what.Confirmed).Union((what.Corrected ?? []).Select(c => c.Right))],
                    }
            ),
        };
    }

    /// <param name="passage">Null takes the section out.</param>
    internal Dictionary<BriefSection, Passage> With(BriefSection section, Passage? passage)
    {
        var passages = new Dictionary<BriefSection, Passage>(Passages);
        passages.Remove(section);
        if (passage is not null)
        {
            passages[section] = passage;
        }

        return passages;
    }
}
