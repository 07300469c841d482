using Escalations.Drafting;

namespace Escalations.UseCases;

/// <summary>Drafts a brief and suggests its classification. Never decides.</summary>
public interface IWriter
{
    /// <summary>What people are told about where the draft comes from, such as "offline rules 2".</summary>
    string Name { get; }

    Task<Draft> WriteAsync(DraftRequest request, CancellationToken cancel);
}
