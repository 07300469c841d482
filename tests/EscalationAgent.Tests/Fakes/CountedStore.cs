using System.Collections.Concurrent;
using System.Reflection;
using Escalations.Ports;
using Microsoft.AspNetCore.Http;

namespace EscalationAgent.Tests.Fakes;

/// <summary>A store that notes what requests ask of it; what is done in the background is not noted.</summary>
public class CountedStore : DispatchProxy
{
    private static readonly HttpContextAccessor Requests = new();

    private IEscalationStore store = null!;
    private ConcurrentQueue<string> calls = null!;

    public static IEscalationStore Around(IEscalationStore store, ConcurrentQueue<string> calls)
    {
        var proxy = Create<IEscalationStore, CountedStore>();
        (((CountedStore)(object)proxy).store, ((CountedStore)(object)proxy).calls) = (store, calls);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (Requests.HttpContext is not null)
        {
            calls.Enqueue(targetMethod!.Name);
        }

        return targetMethod!.Invoke(store, args);
    }
}
