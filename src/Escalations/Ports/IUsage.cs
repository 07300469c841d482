namespace Escalations.Ports;

/// <summary>What has been used of what is limited: the models.</summary>
public interface IUsage
{
    /// <summary>Adds what a model has cost to what is counted already for that person and day.</summary>
    Task AddModelUseAsync(ModelUse use, CancellationToken cancel);

    /// <summary>What models have cost on one day, as far as it is still kept: 35 days.</summary>
    Task<ModelUseOfDay> FindModelUseAsync(string tenant, string personId, DateOnly day, CancellationToken cancel);
}

/// <summary>What asking models has cost for one person on one day.</summary>
/// <param name="Day">By UTC.</param>
/// <param name="Calls">How many times a model was asked.</param>
/// <param name="Tokens">Read and written, together.</param>
public sealed record ModelUse(string Tenant, string PersonId, DateOnly Day, int Calls, int Tokens);

/// <summary>How often models were asked, and the tokens that they read and wrote.</summary>
public sealed record ModelCost(long Calls, long Tokens);

/// <summary>What models have cost on a day.</summary>
/// <param name="OfPerson">For the person in question.</param>
/// <param name="OfTenant">For everybody in the tenant, the person included.</param>
public sealed record ModelUseOfDay(ModelCost OfPerson, ModelCost OfTenant);
