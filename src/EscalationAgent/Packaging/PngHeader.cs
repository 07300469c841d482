using System.Buffers.Binary;

namespace EscalationAgent.Packaging;

/// <summary>What the beginning of a PNG picture says.</summary>
internal sealed record PngHeader(int Width, int Height, bool CanBeTransparent)
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>Null when it is no PNG.</returns>
    public static PngHeader? Of(ReadOnlySpan<byte> file) =>
        file.Length < 33 || !file.StartsWith(Signature) || !file[12..16].SequenceEqual("IHDR"u8)
            ? null
            : new(
                BinaryPrimitives.ReadInt32BigEndian(file[16..]),
                BinaryPrimitives.ReadInt32BigEndian(file[20..]),
                // 4 and 6 are the kinds with an alpha channel; the others name what is transparent in a chunk of their own.
                file[25] is 4 or 6
                    || file.IndexOf("tRNS"u8) > 0
            );
}
