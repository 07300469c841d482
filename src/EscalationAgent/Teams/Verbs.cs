namespace EscalationAgent.Teams;

/// <summary>What the buttons say to the bot.</summary>
internal static class Verbs
{
    public const string Begin = "begin";
    public const string Mine = "mine";
    public const string Status = "status";

    public const string UseNotes = "notes-new";
    public const string AddNotes = "notes-add";
    public const string DropNotes = "notes-drop";

    public const string Back = "back";
    public const string Skip = "skip";
    public const string Keep = "keep";
    public const string Preview = "preview";
    public const string Resume = "resume";
    public const string Cancel = "cancel";
    public const string CancelDraft = "cancel-draft";

    public const string Route = "route";
    public const string AskEdit = "edit";
    public const string SaveEdit = "edit-save";

    public const string Acknowledge = "acknowledge";
    public const string Start = "start";
    public const string AskUpdate = "update";
    public const string Update = "update-post";
    public const string AskResolve = "resolve";
    public const string Resolve = "resolve-save";
    public const string AskHandOver = "hand-over";
    public const string HandOver = "hand-over-save";
    public const string AskReturn = "return";
    public const string Return = "return-save";

    public const string Close = "close";
    public const string AskReopen = "reopen";
    public const string Reopen = "reopen-save";
    public const string AskWithdraw = "withdraw";
    public const string Withdraw = "withdraw-save";
    public const string Restore = "restore";

    /// <summary>Show the card as it is now: out of a form, or after somebody else acted.</summary>
    public const string Show = "show";
}
