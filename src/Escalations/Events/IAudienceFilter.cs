namespace Escalations;

/// <summary>What an audience may read of a text.</summary>
public interface IAudienceFilter
{
    /// <summary>Nothing but secrets is kept from it.</summary>
    bool ReadsAll { get; }

    /// <summary>Revenue, renewal and mood are not kept from it.</summary>
    bool ReadsBusiness { get; }

    /// <summary>The text without what is kept from the audience.</summary>
    string Words(string text);

    /// <inheritdoc cref="Words"/>
    string? Text(string? text);

    /// <summary>The text without its secrets; the rest is for everybody.</summary>
    string Hidden(string text);
}
