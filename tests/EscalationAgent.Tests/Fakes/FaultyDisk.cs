using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EscalationAgent.Tests.Fakes;

/// <summary>
/// A disk that fails on demand, below SQLite: its file methods for writing and syncing are wrapped, and while a fault is on
/// they answer with its code. Only files in a folder of this name are concerned; one test at a time may use it.
/// </summary>
internal static unsafe class FaultyDisk
{
    public const string Folder = "faulty-disk";

    public const int Full = 13,
        FailedWrite = 10 | (3 << 8),
        FailedSync = 10 | (4 << 8);

    // Where the fields stand in SQLite's sqlite3_vfs and sqlite3_io_methods, on 64 bits.
    private const int SizeOfVfs = 168,
        NextInVfs = 16,
        NameInVfs = 24,
        OpenInVfs = 40;
    private const int SizeOfMethods = 152,
        WriteInMethods = 24,
        SyncInMethods = 40;

    private static readonly Lock Gate = new();

    /// <summary>The database and its log have tables of their own, which differ in locking only.</summary>
    private static readonly Dictionary<nint, nint> Wrappers = [];

    private static nint original;
    private static nint plainMethods;
    private static volatile int onWrite;
    private static volatile int onSync;
    private static int hit;

    /// <summary>How often a fault was met.</summary>
    public static int Hit => Volatile.Read(ref hit);

    /// <summary>Makes it the disk of every file that is opened from now on. Without a fault it does nothing.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (original != 0)
            {
                return;
            }

            SQLitePCL.Batteries_V2.Init();
            original = sqlite3_vfs_find(0);
            var copy = (byte*)NativeMemory.AllocZeroed(SizeOfVfs);
            Buffer.MemoryCopy((void*)original, copy, SizeOfVfs, SizeOfVfs);
            *(nint*)(copy + NextInVfs) = 0;
            *(nint*)(copy + NameInVfs) = Marshal.StringToCoTaskMemUTF8(Folder);
            *(delegate* unmanaged<nint, nint, nint, int, nint, int>*)(copy + OpenInVfs) = &Open;
            Assert.Equal(0, sqlite3_vfs_register((nint)copy, 1));
        }
    }

    public static void Break(int code) => (onWrite, onSync) = code == FailedSync ? (0, code) : (code, 0);

    public static void Mend() => (onWrite, onSync) = (0, 0);

    [UnmanagedCallersOnly]
    private static int Open(nint vfs, nint name, nint file, int flags, nint outFlags)
    {
        var result = ((delegate* unmanaged<nint, nint, nint, int, nint, int>)Field(original, OpenInVfs))(original, name, file, flags, outFlags);
        if (result == 0 && name != 0 && Marshal.PtrToStringUTF8(name)!.Contains($"/{Folder}/", StringComparison.Ordinal))
        {
            *(nint*)file = Wrapped(*(nint*)file);
        }

        return result;
    }

    private static nint Wrapped(nint methods)
    {
        lock (Gate)
        {
            if (!Wrappers.TryGetValue(methods, out var wrapper))
            {
                plainMethods = methods;
                var copy = (byte*)NativeMemory.AllocZeroed(SizeOfMethods);
                Buffer.MemoryCopy((void*)methods, copy, SizeOfMethods, SizeOfMethods);
                *(delegate* unmanaged<nint, nint, int, long, int>*)(copy + WriteInMethods) = &Write;
                *(delegate* unmanaged<nint, int, int>*)(copy + SyncInMethods) = &Sync;
                wrapper = Wrappers[methods] = (nint)copy;
            }

            return wrapper;
        }
    }

    [UnmanagedCallersOnly]
    private static int Write(nint file, nint bytes, int count, long at)
    {
        if (onWrite is not 0 and var code)
        {
            Interlocked.Increment(ref hit);
            return code;
        }

        return ((delegate* unmanaged<nint, nint, int, long, int>)Field(plainMethods, WriteInMethods))(file, bytes, count, at);
    }

    [UnmanagedCallersOnly]
    private static int Sync(nint file, int flags)
    {
        if (onSync is not 0 and var code)
        {
            Interlocked.Increment(ref hit);
            return code;
        }

        return ((delegate* unmanaged<nint, int, int>)Field(plainMethods, SyncInMethods))(file, flags);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Field(nint of, int at) => *(nint*)(of + at);

    [DllImport("e_sqlite3")]
    private static extern nint sqlite3_vfs_find(nint name);

    [DllImport("e_sqlite3")]
    private static extern int sqlite3_vfs_register(nint vfs, int makeDefault);
}
