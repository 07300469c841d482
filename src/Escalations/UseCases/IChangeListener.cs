using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>Says what other systems are owed because of a change; it is stored with the change itself.</summary>
public interface IChangeListener
{
    IEnumerable<OutboxMessage> Owed(Change change);
}
