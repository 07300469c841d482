using Escalations.UseCases;

namespace EscalationAgent;

/// <summary>Everything that a person or the clock may ask, listed by name.</summary>
internal static class UseCaseSetup
{
    public static IServiceCollection AddUseCases(this IServiceCollection services) =>
        services
            .AddSingleton<OutboxSignal>()
            .AddSingleton<CommandExecutor>()
            .AddSingleton<DraftMerger>()
            .AddSingleton<WriteBrief>()
            .AddSingleton<WriteDraft>()
            .AddSingleton<CheckFacts>()
            .AddSingleton<ReleaseSentences>()
            .AddSingleton<RouteEscalation>()
            .AddSingleton<FindSimilar>()
            .AddSingleton<CombineEscalations>()
            .AddSingleton<MoveEscalation>()
            .AddSingleton<Administrators>()
            .AddSingleton<ManageAdministrators>()
            .AddSingleton<Guests>()
            .AddSingleton<FindPerson>()
            .AddSingleton<FindManager>()
            .AddSingleton<MailNews>()
            .AddSingleton<Memberships>()
            .AddSingleton<EscalationAccess>()
            .AddSingleton<LinkAuthority>()
            .AddSingleton<LinkChannel>()
            .AddSingleton<MoveOpenEscalations>()
            .AddSingleton<TakeOver>()
            .AddSingleton<ReportUndelivered>()
            .AddSingleton<ReportEndpoint>()
            .AddSingleton<IChangeListener, TicketsOwed>()
            .AddSingleton<KeepTickets>()
            .AddSingleton<OnCall>()
            .AddSingleton<BeAway>()
            .AddSingleton<OpenFixes>()
            .AddSingleton<BackupWays>()
            .AddSingleton<KeepOnCall>()
            .AddSingleton<IChangeListener, OnCallOwed>()
            .AddSingleton<HearTickets>()
            .AddSingleton<SummariseWeek>()
            .AddSingleton<SummariseMonth>()
            .AddSingleton<ListEscalations>()
            .AddSingleton<EscalationIndex>()
            .AddSingleton<LookAtAll>()
            .AddSingleton<CalendarFeeds>()
            .AddSingleton<SayAnswer>()
            .AddSingleton<EraseTexts>()
            .AddSingleton<AskForFeedback>()
            .AddSingleton<IChangeListener>(s => s.GetRequiredService<AskForFeedback>())
            .AddSingleton<FeedbackTickets>()
            .AddSingleton<PlayDrills>()
            .AddSingleton<GiveFeedback>()
            .AddSingleton<EraseFeedback>()
            .AddSingleton<TellEndOfPilots>();
}
