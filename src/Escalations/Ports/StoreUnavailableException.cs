namespace Escalations.Ports;

/// <summary>
/// The store cannot be read or written just now: its disk is full or broken, or somebody else holds it. Nothing of what was
/// to be stored counts, and the same may be asked again as soon as the fault is over.
/// </summary>
public sealed class StoreUnavailableException(string why, Exception? cause = null) : Exception(why, cause);
