namespace EscalationAgent.Teams.Cards;

/// <summary>An escalation that has been routed, as its team or its CSM sees it.</summary>
internal sealed record EscalationCard(
    string Id,
    int Seen,
    string Account,
    string Subtitle,
    string? Severity,
    string SeverityStyle,
    string SeverityColor,
    string Status,
    string StatusColor,
    string? Lead,
    string Headline,
    IReadOnlyList<CardFact> Facts,
    IReadOnlyList<TitledText> Outcome,
    IReadOnlyList<TitledText> News,
    IReadOnlyList<TitledText> Sections,
    IReadOnlyList<TitledText> More,
    bool HasMore,
    bool HasDeadlines,
    IReadOnlyList<ChoiceOption>? Owners,
    IReadOnlyList<Button> Actions
) : CardModel
{
    public string WhyTitle { get; init; } = Words.Say("card.why");

    public string MoreTitle { get; init; } = Words.Say("card.more");

    public string OwnersLabel { get; init; } = Words.Say("card.owners");

    /// <summary>For whom the reader covers, as whose it is shown to them; null where it is theirs.</summary>
    public string? Cover { get; init; }

    /// <summary>What is to be said of what the reader has just done; it stands beside the buttons.</summary>
    public string? Notice { get; init; }

    /// <summary>The last steps of how it got there; null where the card does not tell.</summary>
    public IReadOnlyList<HistoryRow>? History { get; init; }

    /// <summary>The steps before, folded.</summary>
    public IReadOnlyList<HistoryRow> Earlier { get; init; } = [];

    public bool HasEarlier => Earlier.Count > 0;

    public string HistoryTitle { get; init; } = Words.Say("history.title");

    public string EarlierTitle { get; init; } = Words.Say("history.earlier");
}

/// <summary>A section on the review card.</summary>
/// <param name="Origin">Whose words they are.</param>
/// <param name="HasProof">Whether one can ask where its facts come from.</param>
internal sealed record ReviewSection(string Title, string Text, string Origin, string Color, bool HasProof, string Id, int Seen, string Key)
{
    public string ProofTitle { get; init; } = Words.Say("review.proof");
}

/// <summary>A brief before it is routed.</summary>
internal sealed record ReviewCard(
    string Id,
    int Seen,
    string Account,
    string Subtitle,
    string? Lead,
    bool HasRemarks,
    IReadOnlyList<CardLine> Remarks,
    IReadOnlyList<ReviewSection> Sections,
    bool CanRoute,
    string SuggestedBy,
    IReadOnlyList<CardLine> Reasons,
    string Category,
    IReadOnlyList<ChoiceOption> Categories,
    string Severity,
    IReadOnlyList<ChoiceOption> Severities,
    string Because,
    string Context,
    string Route,
    IReadOnlyList<Button> Actions
) : CardModel
{
    /// <summary>Where the dates come from; null while it is open where it goes.</summary>
    public string? RouteWhy { get; init; }

    /// <summary>What the receivers will not read; null for nothing.</summary>
    public string? Withheld { get; init; }

    public string? WithheldTitle { get; init; }

    /// <summary>The severity that is chosen so far; null while none is.</summary>
    public string? Pill { get; init; }

    public string PillStyle { get; init; } = "default";

    public string PillColor { get; init; } = "Default";

    /// <summary>What is to be said of what the CSM has just done; it stands beside the buttons.</summary>
    public string? Notice { get; init; }

    public string Headline { get; init; } = "";

    /// <summary>A complete brief in a few lines; its sections are folded then.</summary>
    public IReadOnlyList<CardLine> Short { get; init; } = [];

    public bool IsShort => Short.Count > 0;

    public bool IsWhole => !IsShort;

    public string WholeTitle { get; init; } = Words.Say("card.more");

    /// <summary>What to know before one chooses: that the suggestion is unsure, that the customer was escalated before.</summary>
    public IReadOnlyList<CardLine> Hints { get; init; } = [];

    public string WhyTitle { get; init; } = Words.Say("review.why");

    /// <summary>Whether the reason is asked for: it is where the choice is not the one suggested.</summary>
    public bool AsksBecause { get; init; }

    /// <summary>Whether the field for what only the CSM knows is open from the start.</summary>
    public bool ContextOpen => Context.Length > 0;

    /// <summary>The other teams that it could go to, each with its categories; null where no team gave it back.</summary>
    public IReadOnlyList<CardLine>? Elsewhere { get; init; }

    /// <summary>What the notes say and no section does.</summary>
    public IReadOnlyList<AsideBlock> Aside { get; init; } = [];

    /// <summary>How far what has to be in hand before Route is; null where nothing has to.</summary>
    public string? Checklist { get; init; }

    public string ChecklistColor { get; init; } = "Accent";

    public string ChecklistTitle { get; init; } = Words.Say("button.checklist");

    /// <summary>What set it off, as it was chosen; empty while it was not.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>What can have set it off; null where that is not asked.</summary>
    public IReadOnlyList<ChoiceOption>? Triggers { get; init; }

    /// <summary>Who alone will see it; null where that is not special.</summary>
    public string? Privacy { get; init; }

    /// <summary>What is open, or was solved, of the same matter; null where nothing is known of it.</summary>
    public IReadOnlyList<SimilarRow>? Similar { get; init; }

    public string SimilarTitle { get; init; } = Words.Say("similar.title");

    /// <summary>What leads to dealing with it without a team; null while the brief is not complete.</summary>
    public string? Handle { get; init; }

    /// <summary>When a reason is asked for.</summary>
    public required string BecauseLabel { get; init; }

    public string Fallback { get; init; } = Words.Say("review.fallback");

    public string ElsewhereTitle { get; init; } = Words.Say("review.elsewhere.title");

    public string TriggerLabel { get; init; } = Words.Say("review.trigger");

    public string TriggerError { get; init; } = Words.Say("review.trigger.error");

    public string CategoryLabel { get; init; } = Words.Say("review.category");

    public string CategoryError { get; init; } = Words.Say("review.category.error");

    public string SeverityLabel { get; init; } = Words.Say("review.severity");

    public string SeverityError { get; init; } = Words.Say("review.severity.error");

    public string BecauseHint { get; init; } = Words.Say("review.because.hint");

    public string ContextTitle { get; init; } = Words.Say("review.add_context");

    public string ContextLabel { get; init; } = Words.Say("review.context");

    public string ContextHint { get; init; } = Words.Say("review.context.hint");
}

/// <summary>Sentences of the notes that stand in no section, folded until somebody wants to see them.</summary>
/// <param name="Block">The name of what is folded.</param>
/// <param name="More">That there are more than fit; null when there are not.</param>
internal sealed record AsideBlock(string Title, string Block, IReadOnlyList<AsideRow> Rows, string? More)
{
    /// <summary>With so many rows at most.</summary>
    public AsideBlock Shortened(int most) => Rows.Count <= most ? this : this with { Rows = [.. Rows.Take(most)], More = Words.Say("aside.more") };
}

/// <summary>A sentence of the notes that stands in no section.</summary>
/// <param name="Why">Why it was left out; null where no section was found for it.</param>
/// <param name="Target">The section that one press puts it into; null where none is likelier than others.</param>
/// <param name="Place">The sentence, for the form that asks for the section.</param>
/// <param name="TargetPlace">The sentence and its likely section, for the press that puts it there.</param>
internal sealed record AsideRow(string Text, string? Why, string? Target, string Other, string Id, int Seen, string Place, string? TargetPlace);

/// <summary>An escalation that may be of the same matter.</summary>
/// <param name="Why">Its status and age, and what it shares with the brief.</param>
/// <param name="Outcome">What solved it; null while nothing has.</param>
/// <param name="Combine">What leads to letting it stand for the brief too; null where it is not open.</param>
/// <param name="Id">Of the brief.</param>
internal sealed record SimilarRow(string Text, string Why, string? Outcome, string? Combine, string Id, int Seen, string Other);

/// <summary>A line of text.</summary>
internal sealed record CardLine(string Text);

/// <summary>A choice in a form.</summary>
/// <param name="Multi">Whether several can be chosen, or none.</param>
internal sealed record FormChoice(
    string Id,
    string Label,
    string Value,
    IReadOnlyList<ChoiceOption> Options,
    string Style = "compact",
    bool Multi = false,
    bool Required = true
)
{
    public string Error { get; init; } = Words.Say("form.choose");
}

/// <summary>Something that nothing proves, in a form: its sentence, why it is doubted, and what the CSM says of it.</summary>
/// <param name="Id">Of the choice.</param>
/// <param name="Instead">The id of the field for what is right.</param>
/// <param name="Written">What stands in that field.</param>
internal sealed record FormDoubt(
    string Sentence,
    string Reason,
    string Id,
    string Label,
    string Value,
    IReadOnlyList<ChoiceOption> Options,
    string Instead,
    string Written
)
{
    public string InsteadLabel { get; init; } = Words.Say("check.instead");
}

/// <summary>A text field in a form.</summary>
internal sealed record FormText(string Id, string Label, string Placeholder, string Value = "", bool Multiline = true, bool Required = true, int Longest = 3000)
{
    public string Error { get; init; } = Words.Say("form.write");
}

/// <summary>A day in a form.</summary>
internal sealed record FormDate(string Id, string Label, string Earliest)
{
    public bool Required { get; init; } = true;

    /// <summary>The day that is chosen at first, yyyy-MM-dd; empty for none.</summary>
    public string Value { get; init; } = "";

    public string Error { get; init; } = Words.Say("form.choose_day");
}

/// <summary>What is asked before a move that needs words or a choice.</summary>
internal sealed record FormCard(
    string Id,
    int Seen,
    string Title,
    string Subtitle,
    string? Notice,
    IReadOnlyList<FormDoubt> Doubts,
    IReadOnlyList<FormChoice> Choices,
    IReadOnlyList<FormDate> Dates,
    IReadOnlyList<FormText> Texts,
    IReadOnlyList<Button> Actions
) : CardModel
{
    /// <summary>How it is filled in; null where that is plain.</summary>
    public string? Hint { get; init; }

    /// <summary>What is chosen below the texts.</summary>
    public IReadOnlyList<FormChoice> LastChoices { get; init; } = [];

    /// <summary>Texts that few need, folded away; what is in them is sent all the same.</summary>
    public IReadOnlyList<FormText> More { get; init; } = [];

    public bool HasMore => More.Count > 0;

    /// <summary>Whether something is written there already.</summary>
    public bool IsMoreOpen => More.Any(text => text.Value.Length > 0);

    public string MoreTitle { get; init; } = Words.Say("form.more");
}

/// <summary>What somebody is asked once a matter is closed. It says nothing of who they are and of which matter it was.</summary>
/// <param name="MoreTitle">Opens the field for words.</param>
/// <param name="Promise">What is kept of the answer, and what is not.</param>
/// <param name="Notice">Why it does not count yet; null for nothing.</param>
/// <param name="Thanks">That it counts; then the answer is folded. Null while it does not.</param>
/// <param name="Change">Opens it again.</param>
/// <param name="Ticket">By which the answer counts, for this person alone.</param>
internal sealed record FeedbackCard(
    string Title,
    string Text,
    IReadOnlyList<FormChoice> Choices,
    string MoreTitle,
    IReadOnlyList<FormText> Texts,
    string Promise,
    string? Notice,
    string? Thanks,
    string Change,
    string Send,
    string Verb,
    string Ticket
) : CardModel
{
    public bool IsOpen => Thanks is null;

    /// <summary>Whether something is written there already.</summary>
    public bool IsMoreOpen => Texts.Any(text => text.Value.Length > 0);
}

/// <summary>One question of the interview.</summary>
internal sealed record QuestionCard(string Progress, string Wording, string Hint, string SampleTitle, string Sample, string Done, IReadOnlyList<Button> Actions)
    : CardModel;

/// <summary>A short remark in place of a card that has done its service.</summary>
internal sealed record NoteCard(string Text) : CardModel;

/// <summary>The offer to begin a brief from what was said.</summary>
internal sealed record OfferCard(string Title, string Text, IReadOnlyList<Button> Actions) : CardModel
{
    public IReadOnlyList<FormChoice> Choices { get; init; } = [];
}

/// <summary>A button of a dialog, with where the message is from: a dialog is not remembered.</summary>
internal sealed record DialogButton(string Title, string Verb, string Style, string Id, string Author, string Sent, string Subject, string Link);

/// <summary>The dialog in which a message is escalated, or a brief begun.</summary>
/// <param name="Title">Shown by Teams above the card, and by clients that cannot draw it.</param>
/// <param name="Text">The message's text, as it can be changed before it is taken.</param>
/// <param name="Longest">How many characters are taken.</param>
internal sealed record DialogCard(string Title, string Lead, IReadOnlyList<CardLine> Lines, string Text, int Longest, IReadOnlyList<DialogButton> Actions)
    : CardModel
{
    public string Label { get; init; } = Words.Say("extension.text");

    public string Placeholder { get; init; } = Words.Say("extension.text.hint");
}

/// <summary>That there is an escalation, for whoever reads the conversation that somebody has put it into.</summary>
internal sealed record ReferenceCard(string Id, string? Severity, string SeverityStyle, string SeverityColor, string Status, string StatusColor) : CardModel
{
    public string Hint { get; init; } = Words.Say("reference.hint");

    public string ShowTitle { get; init; } = Words.Say("reference.show");
}

/// <summary>A command and what it does.</summary>
internal sealed record HelpCommand(string Command, string Does);

/// <summary>Commands that one needs less often, folded.</summary>
/// <param name="Block">The name of what is folded.</param>
internal sealed record HelpGroup(string Title, string Block, IReadOnlyList<HelpCommand> Commands);

/// <summary>What the bot is for, and what one can say to it.</summary>
internal sealed record HelpCard(string Title, string Text, IReadOnlyList<HelpCommand> Commands, IReadOnlyList<HelpGroup> Groups, IReadOnlyList<Button> Actions)
    : CardModel;

/// <summary>An escalation in a list.</summary>
internal sealed record ListRow(
    string Id,
    string Title,
    string Text,
    string? Severity,
    string SeverityStyle,
    string SeverityColor,
    string Status,
    string StatusColor
);

/// <summary>Some escalations of a list, under a title of their own.</summary>
internal sealed record ListGroup(string Title, IReadOnlyList<ListRow> Rows);

/// <summary>Several escalations: what waits for the reader first.</summary>
internal sealed record ListCard(string Title, string Text, IReadOnlyList<ListGroup> Groups) : CardModel
{
    /// <summary>Those that have ended, folded.</summary>
    public IReadOnlyList<ListRow> Closed { get; init; } = [];

    public bool HasClosed => Closed.Count > 0;

    public string ClosedTitle { get; init; } = "";

    /// <summary>What else is to be spoken of, such as the risks of a launch.</summary>
    public IReadOnlyList<TitledText> Sections { get; init; } = [];

    /// <summary>How the others are asked for; null where these are all.</summary>
    public string? More { get; init; }
}

/// <summary>One step of a history.</summary>
internal sealed record HistoryRow(string At, string Text);

/// <summary>One deadline with its reasons.</summary>
internal sealed record ExplainedRow(string Title, string State, IReadOnlyList<CardLine> Lines);

/// <summary>Why the deadlines of an escalation are what they are.</summary>
internal sealed record ExplanationCard(string Title, string Subtitle, string? Empty, IReadOnlyList<ExplainedRow> Rows) : CardModel;

/// <summary>A large figure.</summary>
internal sealed record Figure(string Value, string Title, string Color);

/// <summary>The week, for leadership.</summary>
internal sealed record SummaryCard(
    string Title,
    string Subtitle,
    IReadOnlyList<Figure> Figures,
    string? Empty,
    IReadOnlyList<ListRow> Rows,
    string? Others,
    IReadOnlyList<CardFact> Trends
) : CardModel;

/// <summary>A category with its way.</summary>
internal sealed record MatrixRow(string Category, string Trigger, string Team, string Terms);

/// <summary>Who handles what, by when.</summary>
internal sealed record MatrixCard(string Title, string Text, IReadOnlyList<MatrixRow> Rows, IReadOnlyList<CardFact> Severities) : CardModel;
