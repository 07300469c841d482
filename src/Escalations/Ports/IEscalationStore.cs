namespace Escalations.Ports;

/// <summary>All that is remembered. All implementations pass one contract suite. Who uses it asks for the part that they need.</summary>
public interface IEscalationStore : IEscalations, IEscalationQueries, IOutbox, IDirectory, IUsage, IPlaybookEditions, IFeedback, ILaunches;
