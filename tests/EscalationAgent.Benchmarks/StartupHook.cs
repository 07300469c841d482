using System.Globalization;

/// <summary>
/// Runs inside each program that is measured, before its own code (DOTNET_STARTUP_HOOKS): for each line on standard input it writes to
/// a file how many bytes the program has allocated so far.
/// </summary>
internal static class StartupHook
{
    public const string FileVariable = "BENCHMARK_ALLOCATIONS";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } file)
        {
            return;
        }

        var asked = new Thread(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
                // Moved into place, so that it is never read half.
                File.WriteAllText(file + ".new", GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
                File.Move(file + ".new", file, overwrite: true);
            }
        })
        {
            IsBackground = true,
        };
        asked.Start();
    }
}
