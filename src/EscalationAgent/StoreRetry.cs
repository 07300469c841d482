using Escalations.Ports;
using Polly;
using Polly.Retry;

namespace EscalationAgent;

/// <summary>Asks a store that cannot be used just now again, so that a file that is locked for a moment ends no start.</summary>
internal static class StoreRetry
{
    private static readonly ResiliencePipeline Again = new ResiliencePipelineBuilder()
        .AddRetry(
            new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
                MaxRetryAttempts = 5,
                Delay = TimeSpan.FromSeconds(1),
            }
        )
        .Build();

    /// <exception cref="StoreUnavailableException">It could not be used six times, a second and more apart.</exception>
    public static ValueTask RunAsync(Func<CancellationToken, Task> work, CancellationToken cancel) =>
        Again.ExecuteAsync(async token => await work(token), cancel);
}
