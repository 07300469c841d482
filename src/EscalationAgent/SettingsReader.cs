using System.Globalization;
using System.Text.RegularExpressions;

namespace EscalationAgent;

/// <summary>Reads sections of settings. What cannot be read is a fault with the setting's name and what it may be, and never an exception.</summary>
internal sealed partial class SettingsReader(IConfiguration configuration)
{
    private const string UnknownSetting = "{Setting} is no setting, so it does nothing.";

    private readonly List<string> faults = [];
    private readonly List<string> unknown = [];

    public IReadOnlyList<string> Faults => faults;

    /// <summary>Names in sections that were read which are no settings: mistyped ones, as a rule.</summary>
    public IReadOnlyList<string> Unknown => unknown;

    /// <summary>The section as it is set; a value that cannot be read is a fault, and the section is read without it.</summary>
    public T Read<T>(string section)
        where T : class, new() => Read(section, () => new T());

    /// <summary>A section that is a list.</summary>
    public T[] ReadAll<T>(string section) => Read(section, () => Array.Empty<T>());

    private T Read<T>(string section, Func<T> none)
        where T : class
    {
        AddUnknown(configuration.GetSection(section), typeof(T));
        var unreadable = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            try
            {
                return Without(section, unreadable).GetSection(section).Get<T>() ?? none();
            }
            catch (InvalidOperationException cannot)
            {
                if (Path().Match(cannot.Message) is not { Success: true } match || !unreadable.Add(match.Groups[1].Value))
                {
                    faults.Add($"{section} cannot be read: {cannot.Message}");
                    return none();
                }

                var path = match.Groups[1].Value;
                faults.Add($"{path} cannot be '{configuration[path]}'{MayBe(TypeAt(typeof(T), path.Split(':')[1..]))}.");
            }
        }
    }

    /// <summary>The settings without some of a section's.</summary>
    private IConfiguration Without(string section, HashSet<string> paths) =>
        paths.Count == 0
            ? configuration
            : new ConfigurationBuilder()
                .AddInMemoryCollection(
                    configuration.GetSection(section).AsEnumerable().Where(setting => setting.Value is not null && !paths.Contains(setting.Key))
                )
                .Build();

    private void AddUnknown(IConfigurationSection section, Type type)
    {
        if (type.Assembly != typeof(SettingsReader).Assembly)
        {
            return;
        }

        foreach (var setting in section.GetChildren())
        {
            if (type.IsArray)
            {
                AddUnknown(setting, type.GetElementType()!);
            }
            else if (type.GetProperties().FirstOrDefault(property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                AddUnknown(setting, property.PropertyType);
            }
            else
            {
                unknown.Add(setting.Path);
            }
        }
    }

    /// <summary>Warns of what is no setting.</summary>
    public void Report(ILogger logger)
    {
        foreach (var setting in unknown)
        {
            LogUnknown(logger, setting);
        }
    }

    /// <summary>What is said of something that is no setting.</summary>
    public static string OfUnknown(string setting) => UnknownSetting.Replace("{Setting}", setting, StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = UnknownSetting)]
    private static partial void LogUnknown(ILogger logger, string setting);

    private static string MayBe(Type? type) =>
        type switch
        {
            { IsEnum: true } => $"; it may be {string.Join(", ", Enum.GetNames(type))}",
            _ when type == typeof(bool) => "; it may be true or false",
            _ when type == typeof(TimeSpan) => "; write a length of time such as 00:05:00",
            _ when type == typeof(TimeOnly) => "; write a time of day such as 08:30",
            _ when type is not null && type.IsPrimitive => "; write a number",
            _ => "",
        };

    /// <summary>What a setting is read as; null where that is not known.</summary>
    private static Type? TypeAt(Type type, IEnumerable<string> path)
    {
        Type? at = type;
        foreach (var name in path)
        {
            at = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? at?.GetElementType() ?? at?.GenericTypeArguments.FirstOrDefault()
                : at?.GetProperties().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        }

        return at is null ? null : Nullable.GetUnderlyingType(at) ?? at;
    }

    [GeneratedRegex("at '([^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
