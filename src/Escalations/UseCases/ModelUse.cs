namespace Escalations.UseCases;

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
