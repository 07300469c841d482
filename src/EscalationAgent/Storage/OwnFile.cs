namespace EscalationAgent.Storage;

/// <summary>Files that hold all that was ever written.</summary>
internal static class OwnFile
{
    /// <summary>Nobody but the account that made it reads it.</summary>
    public static void KeepToOwner(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
