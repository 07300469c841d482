using Escalations.Reporting;

namespace Escalations.Ports;

/// <summary>
/// What those who took part thought of it. It is kept so that no answer leads to whoever gave it: without the person, the chat, the matter
/// and the time.
/// </summary>
public interface IFeedback
{
    /// <summary>The key with which a tenant's tickets are signed: made when it is first asked for, and the same ever after.</summary>
    Task<byte[]> FeedbackKeyAsync(string tenant, CancellationToken cancel);

    /// <summary>Keeps an answer, in place of an earlier one by the same ticket.</summary>
    Task KeepFeedbackAsync(string tenant, FeedbackAnswer answer, CancellationToken cancel);

    /// <summary>All answers of a tenant, by month and playbook, then by the hashes of their tickets: in no order that means anything.</summary>
    Task<IReadOnlyList<FeedbackAnswer>> FeedbackAsync(string tenant, CancellationToken cancel);

    /// <summary>Removes the answers from before a month, of all tenants.</summary>
    /// <param name="playbook">Those of one playbook only; null for all.</param>
    /// <returns>How many were removed.</returns>
    Task<int> EraseFeedbackAsync(string? playbook, ReportMonth before, CancellationToken cancel);
}
