using System.Text.Json.Serialization;

namespace TeamsBot.Activities;

/// <summary>How activities are read and written: names as they are, nothing named twice, nothing nested forever.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = ActivityParser.DeepestNesting
)]
[JsonSerializable(typeof(Activity))]
internal sealed partial class ActivityJson : JsonSerializerContext;
