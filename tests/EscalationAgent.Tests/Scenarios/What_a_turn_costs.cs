using System.Collections.Concurrent;
using EscalationAgent.Tests.Fakes;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>What was read on the way down is handed on: how often the store is asked until somebody has their answer.</summary>
public sealed class What_a_turn_costs : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> calls = [];
    private Story story = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        story = await BeginAsync(with: services =>
        {
            var real = services.Single(s => s.ServiceType == typeof(IEscalationStore)).ImplementationFactory!;
            services.AddHttpContextAccessor();
            services.Replace(ServiceDescriptor.Singleton(s => CountedStore.Around((IEscalationStore)real(s), calls)));
        });

    public ValueTask DisposeAsync() => story.DisposeAsync();

    [Fact]
    public async Task A_press_on_Acknowledge()
    {
        await story.LinkAsync(Cancel);
        var card = await story.RouteAsync(Cancel);
        await story.QuietAsync(Cancel);

        calls.Clear();
        await story.People.PressesAsync(Bob, card, "Acknowledge", Cancel);

        Assert.Equal(
            [
                nameof(IDirectory.LookUpAsync),
                nameof(IEscalations.FindWithCardsAsync),
                nameof(IEscalations.FindAnswerAsync),
                nameof(IEscalations.CommitAsync),
                nameof(IEscalationQueries.OfAccountAsync),
            ],
            calls
        );
    }

    [Fact]
    public async Task Help()
    {
        await story.People.SaysAsync(Ann, "hello", Cancel);
        await story.QuietAsync(Cancel);

        calls.Clear();
        await story.People.SaysAsync(Ann, "help", Cancel);

        Assert.True(calls.Count <= 3, string.Join(", ", calls));
    }

    [Fact]
    public async Task An_answer_in_the_interview()
    {
        await story.People.SaysAsync(Ann, "escalate", Cancel);
        await story.QuietAsync(Cancel);

        calls.Clear();
        await story.People.SaysAsync(Ann, "Acme Corp", Cancel);

        Assert.True(calls.Count <= 5, string.Join(", ", calls));
    }
}
