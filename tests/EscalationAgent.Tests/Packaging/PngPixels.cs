using System.Buffers.Binary;
using System.IO.Compression;

namespace EscalationAgent.Tests.Packaging;

/// <summary>Reads the pixels of a PNG with eight bits a colour and an alpha channel.</summary>
internal static class PngPixels
{
    private const int Size = 4;

    public static IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Of(byte[] file)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        Assert.Equal((8, 6, 0), (file[24], file[25], file[28]));

        using var packed = new MemoryStream();
        for (var at = 8; at < file.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(file, at + 8, length);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var (line, before) = (new byte[width * Size], new byte[width * Size]);
        var pixels = new List<(byte, byte, byte, byte)>();
        for (var y = 0; y < height; y++)
        {
            var filter = unpacked.ReadByte();
            unpacked.ReadExactly(line);
            for (var i = 0; i < line.Length; i++)
            {
                var (left, up, corner) = (i < Size ? 0 : line[i - Size], before[i], i < Size ? 0 : before[i - Size]);
                line[i] += (byte)(
                    filter switch
                    {
                        1 => left,
                        2 => up,
                        3 => (left + up) / 2,
                        4 => Nearest(left, up, corner),
                        _ => 0,
                    }
                );
            }

            pixels.AddRange(line.Chunk(Size).Select(p => (p[0], p[1], p[2], p[3])));
            (line, before) = (before, line);
        }

        return pixels;
    }

    private static int Nearest(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left
            : toUp <= toCorner ? up
            : corner;
    }
}
