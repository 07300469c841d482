using System.Reflection;
using Escalations.Ports;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A store that is down while somebody says so.</summary>
public class UnavailableStore : DispatchProxy
{
    private IEscalationStore store = null!;
    private Func<bool> isDown = null!;

    public static IEscalationStore Around(IEscalationStore store, Func<bool> isDown)
    {
        var proxy = Create<IEscalationStore, UnavailableStore>();
        (((UnavailableStore)(object)proxy).store, ((UnavailableStore)(object)proxy).isDown) = (store, isDown);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        isDown() ? throw new StoreUnavailableException("the disk is gone") : targetMethod!.Invoke(store, args);
}
