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

    /// <summary>In Development: be somebody else of the cast; say a sample.</summary>
    public const string ActAs = "act-as";
    public const string Sample = "sample";

    /// <summary>This channel receives for the teams that were chosen.</summary>
    public const string Link = "link";

    /// <summary>Save what somebody has chosen for their own chat.</summary>
    public const string SaveSettings = "settings-save";

    public const string ConfirmLink = "link-confirm";
    public const string DeclineLink = "link-decline";

    public const string DrillStart = "drill-start";
    public const string DrillTime = "drill-time";
    public const string DrillEnd = "drill-end";

    public const string Back = "back";
    public const string Skip = "skip";
    public const string Keep = "keep";
    public const string Preview = "preview";
    public const string Resume = "resume";
    public const string Cancel = "cancel";
    public const string CancelDraft = "cancel-draft";

    /// <summary>Throw the brief away after it was asked whether that is meant.</summary>
    public const string ConfirmCancel = "cancel-confirm";

    /// <summary>Say which kind of matter it is.</summary>
    public const string Kind = "kind-save";

    public const string Route = "route";

    /// <summary>Take it over with the shift that has begun.</summary>
    public const string AcceptShift = "shift-accept";

    /// <summary>Ask what they will do about it without a team.</summary>
    public const string AskHandle = "handle";
    public const string Handle = "handle-save";

    /// <summary>Ask what an open escalation's team should know, before it stands for the brief too.</summary>
    public const string AskCombine = "combine";
    public const string Combine = "combine-save";
    public const string AskEdit = "edit";
    public const string SaveEdit = "edit-save";
    public const string AskCheck = "check";
    public const string Check = "check-save";

    /// <summary>Show what the receiving teams will not read, to let them read some of it.</summary>
    public const string AskRelease = "release";
    public const string Release = "release-save";

    /// <summary>Ask into which section a sentence of the notes shall go that stands in none.</summary>
    public const string AskPlace = "place";
    public const string Place = "place-save";
    public const string AskAgain = "ask-again";

    /// <summary>Show what has to be in hand before it is routed, to fill it in.</summary>
    public const string AskChecklist = "checklist";
    public const string Checklist = "checklist-save";

    /// <summary>Show where the facts of the brief come from.</summary>
    public const string Proof = "proof";

    public const string Acknowledge = "acknowledge";
    public const string Start = "start";
    public const string AskUpdate = "update";
    public const string Update = "update-post";
    public const string AskResolve = "resolve";
    public const string Resolve = "resolve-save";
    public const string AskHandOver = "hand-over";
    public const string HandOver = "hand-over-save";
    public const string Own = "own";
    public const string AskDeclineHandOver = "hand-over-decline";
    public const string DeclineHandOver = "hand-over-decline-save";
    public const string AskReturn = "return";
    public const string Return = "return-save";

    /// <summary>Post an update although its wording was questioned.</summary>
    public const string UpdateAnyway = "update-anyway";
    public const string AskWait = "wait";
    public const string Wait = "wait-save";
    public const string GoOn = "go-on";
    public const string AskReview = "incident-review";
    public const string Review = "incident-review-save";

    /// <summary>Publish the review though its wording was questioned.</summary>
    public const string ReviewAnyway = "incident-review-anyway";

    /// <summary>Ask which of the fixes of the review is done.</summary>
    public const string AskFix = "fix";

    /// <summary>Say that somebody was reached by hand.</summary>
    public const string BackupDone = "backup-done";
    public const string FixDone = "fix-done";

    /// <summary>Put on record whether it could be reproduced, by when it is fixed, what was decided.</summary>
    public const string AskRecord = "record";
    public const string Record = "record-save";

    /// <summary>Say what one knows or thinks of it, where one is consulted.</summary>
    public const string AskAdvice = "advise";
    public const string Advise = "advise-save";

    /// <summary>Begin the review of a process for a quarter.</summary>
    public const string BeginReview = "process-review";

    public const string AskPush = "push";
    public const string Push = "push-save";
    public const string AskAccept = "accept";
    public const string Accept = "accept-save";
    public const string AskOtherPath = "other-path";
    public const string OtherPath = "other-path-save";

    /// <summary>Ask somebody above too.</summary>
    public const string AskHigher = "higher";
    public const string Higher = "higher-save";

    public const string AskSeverity = "severity";
    public const string ChangeSeverity = "severity-save";
    public const string AskTold = "told";
    public const string Told = "told-save";

    /// <summary>Say what they thought of a matter.</summary>
    public const string Feedback = "feedback";
    public const string NotNow = "not-now";
    public const string Explain = "explain";

    public const string Close = "close";
    public const string AskReopen = "reopen";
    public const string Reopen = "reopen-save";
    public const string AskWithdraw = "withdraw";
    public const string Withdraw = "withdraw-save";
    public const string Restore = "restore";

    /// <summary>Become its CSM, where its CSM cannot be reached.</summary>
    public const string TakeOver = "take-over";

    /// <summary>Show what whoever presses may see, on a card that somebody has put into any conversation.</summary>
    public const string Reference = "reference";

    public const string LaunchShow = "launch-show";

    /// <summary>Begin another launch of the name of a closed one.</summary>
    public const string LaunchAgain = "launch-again";
    public const string LaunchAskRoles = "launch-roles";
    public const string LaunchSaveRoles = "launch-roles-save";
    public const string LaunchAskMilestone = "launch-milestone";
    public const string LaunchSaveMilestone = "launch-milestone-save";

    /// <summary>Though its day is in the past.</summary>
    public const string LaunchSaveMilestoneAnyway = "launch-milestone-anyway";
    public const string LaunchAskCriterion = "launch-criterion";
    public const string LaunchSaveCriterion = "launch-criterion-save";
    public const string LaunchAskRemoval = "launch-removal";
    public const string LaunchRemoveCriterion = "launch-removal-save";
    public const string LaunchAgree = "launch-agree";
    public const string LaunchAskMeasures = "launch-measures";
    public const string LaunchSaveMeasures = "launch-measures-save";
    public const string LaunchLive = "launch-live";

    /// <summary>Though something severe is open, or its day is not there.</summary>
    public const string LaunchLiveAnyway = "launch-live-anyway";
    public const string LaunchAskClose = "launch-close";
    public const string LaunchSaveClose = "launch-close-save";

    /// <summary>Call an urgent meeting on a matter whose decision stalls.</summary>
    public const string LaunchAskMeeting = "launch-meeting";
    public const string LaunchSaveMeeting = "launch-meeting-save";

    public const string LaunchRisks = "launch-risks";
    public const string LaunchAskRisk = "launch-risk";
    public const string LaunchSaveRisk = "launch-risk-save";
    public const string LaunchAskRiskNow = "launch-risk-now";
    public const string LaunchSaveRiskNow = "launch-risk-now-save";
    public const string LaunchCloseRisk = "launch-risk-close";
    public const string LaunchAskReview = "launch-review";
    public const string LaunchSaveReview = "launch-review-save";
    public const string LaunchSaveReviewAnyway = "launch-review-anyway";
    public const string LaunchAskFix = "launch-fix";
    public const string LaunchFixDone = "launch-fix-save";
    public const string LaunchBacklog = "launch-backlog";
    public const string LaunchAskWork = "launch-work";
    public const string LaunchSaveWork = "launch-work-save";

    /// <summary>Though its day is in the past.</summary>
    public const string LaunchSaveWorkAnyway = "launch-work-anyway";
    public const string LaunchAskWorkEnd = "launch-work-end";
    public const string LaunchSaveWorkEnd = "launch-work-end-save";
    public const string LaunchAskRules = "launch-rules";
    public const string LaunchSaveRules = "launch-rules-save";
    public const string LaunchUphold = "launch-uphold";
    public const string LaunchAskPlace = "launch-place";
    public const string LaunchSavePlace = "launch-place-save";

    /// <summary>Begin a brief from an alarm of a launch, or from a risk that has become worse.</summary>
    public const string LaunchEscalate = "launch-escalate";

    /// <summary>Show the card as it is now: out of a form, or after somebody else acted.</summary>
    public const string Show = "show";
}
