using System.Buffers.Binary;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>
/// Pictures without what they say of where, when and by which device they were taken: whoever sends one wants it looked at. What is needed to show it stays: colours, and which
/// side is up. A picture whose parts cannot be told apart is left as it is; nobody has a use for changed noise.
/// </summary>
public static class PictureMetadata
{
    public static byte[] Without(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return FileTypes.Of(content) switch
        {
            "image/jpeg" => Jpeg.Strip(content),
            "image/png" => Png.Strip(content),
            "image/webp" => WebP.Strip(content),
            _ => null,
        } ?? content;
    }

    /// <summary>Segments (ITU T.81, annex B); what is behind the end is dropped, since telephones put whole films there.</summary>
    private static class Jpeg
    {
        private const byte Mark = 0xFF;
        private const byte Start = 0xD8;
        private const byte End = 0xD9;
        private const byte Scan = 0xDA;
        private const byte Exif = 0xE1;
        private const byte Comment = 0xFE;
        private const int LengthBytes = 2;

        internal static byte[]? Strip(ReadOnlySpan<byte> content)
        {
            var kept = new MemoryStream(content.Length);
            kept.Write([Mark, Start]);
            for (var at = LengthBytes; at + 1 < content.Length;)
            {
                if (content[at] != Mark) return null;
                var marker = content[at + 1];
                if (marker == Mark)
                {
                    at++;
                    continue;
                }

                if (marker == End)
                {
                    kept.Write([Mark, End]);
                    return kept.ToArray();
                }

                if (Segment(content, at) is not { } length) return null;
                var segment = content.Slice(at, LengthBytes + length);
                var data = segment[(LengthBytes + LengthBytes)..];
                if (IsNeeded(marker, data)) kept.Write(segment);
                else if (marker == Exif && Orientation(data) is { } side) kept.Write(OnlyOrientation(side));
                at += segment.Length;
                if (marker == Scan) at += Copy(content[at..], kept);
            }

            return null;
        }

        /// <returns>With its own two bytes; null where it reaches beyond the end.</returns>
        private static int? Segment(ReadOnlySpan<byte> content, int at)
        {
            if (at + LengthBytes + LengthBytes > content.Length) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + LengthBytes)..]);
            return length >= LengthBytes && at + LengthBytes + length <= content.Length ? length : null;
        }

        /// <summary>Of what applications add: the plain JFIF head, colour profiles, and Adobe's word on how colours are coded.</summary>
        private static bool IsNeeded(byte marker, ReadOnlySpan<byte> data) => marker switch
        {
            0xE0 => data.StartsWith("JFIF\0"u8),
            0xE2 => data.StartsWith("ICC_PROFILE\0"u8),
            0xEE => data.StartsWith("Adobe"u8),
            >= 0xE1 and <= 0xEF or Comment => false,
            _ => true,
        };

        /// <summary>The picture itself, up to the next segment: in it a mark is followed by a zero or by the number of a restart.</summary>
        private static int Copy(ReadOnlySpan<byte> content, MemoryStream kept)
        {
            var length = 0;
            while (length + 1 < content.Length && (content[length] != Mark || content[length + 1] is 0 or (>= 0xD0 and <= 0xD7))) length++;
            kept.Write(content[..length]);
            return length;
        }

        /// <returns>2 to 8 where it is not upright; in the first directory of the Exif block (TIFF 6.0, tag 274).</returns>
        private static byte? Orientation(ReadOnlySpan<byte> data)
        {
            if (!data.StartsWith("Exif\0\0"u8)) return null;
            var tiff = data[6..];
            if (tiff.Length < 8) return null;
            var isLittle = tiff.StartsWith("II"u8);
            var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
            if (directory > tiff.Length - 2) return null;
            var entries = Short(tiff[(int)directory..], isLittle);
            for (var n = 0; n < entries; n++)
            {
                var at = (int)directory + 2 + (n * 12);
                if (at + 12 > tiff.Length) return null;
                if (Short(tiff[at..], isLittle) == 274) return Short(tiff[(at + 8)..], isLittle) is >= 2 and <= 8 and var side ? (byte)side : null;
            }

            return null;
        }

        private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

        private static byte[] OnlyOrientation(byte side) =>
        [
            Mark, Exif, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0, 0, 0, 0, 0,
        ];
    }

    /// <summary>Chunks (PNG, third edition); the last one is the end.</summary>
    private static class Png
    {
        private const int SignatureBytes = 8;

        /// <summary>Length, name and checksum.</summary>
        private const int FrameBytes = 12;

        internal static byte[]? Strip(ReadOnlySpan<byte> content)
        {
            var kept = new MemoryStream(content.Length);
            kept.Write(content[..SignatureBytes]);
            for (var at = SignatureBytes; at + FrameBytes <= content.Length;)
            {
                var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
                if (length > content.Length - at - FrameBytes) return null;
                var chunk = content.Slice(at, (int)length + FrameBytes);
                var name = chunk.Slice(4, 4);
                if (!IsTold(name)) kept.Write(chunk);
                if (name.SequenceEqual("IEND"u8)) return kept.ToArray();
                at += chunk.Length;
            }

            return null;
        }

        private static bool IsTold(ReadOnlySpan<byte> name) =>
            name.SequenceEqual("eXIf"u8) || name.SequenceEqual("tEXt"u8) || name.SequenceEqual("zTXt"u8) || name.SequenceEqual("iTXt"u8) || name.SequenceEqual("tIME"u8);
    }

    /// <summary>Chunks of RIFF (RFC 9649), each filled up to an even length.</summary>
    private static class WebP
    {
        private const int HeadBytes = 12;
        private const int FrameBytes = 8;

        /// <summary>In the extended head: that there is Exif, that there is XMP.</summary>
        private const byte ToldFlags = 0x0C;

        internal static byte[]? Strip(ReadOnlySpan<byte> content)
        {
            if (!content.StartsWith("RIFF"u8)) return null;
            var kept = new MemoryStream(content.Length);
            kept.Write(content[..HeadBytes]);
            var end = FrameBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
            if (end <= HeadBytes || end > content.Length) return null;
            for (var at = HeadBytes; at < end;)
            {
                if (at + FrameBytes > end) return null;
                var length = BinaryPrimitives.ReadUInt32LittleEndian(content[(at + 4)..]);
                var whole = (long)FrameBytes + length + (length & 1);
                if (whole > end - at) return null;
                Keep(content.Slice(at, (int)whole), kept);
                at += (int)whole;
            }

            var stripped = kept.ToArray();
            BinaryPrimitives.WriteUInt32LittleEndian(stripped.AsSpan(4), (uint)(stripped.Length - FrameBytes));
            return stripped;
        }

        private static void Keep(ReadOnlySpan<byte> chunk, MemoryStream kept)
        {
            if (chunk.StartsWith("EXIF"u8) || chunk.StartsWith("XMP "u8)) return;
            var isExtendedHead = chunk.StartsWith("VP8X"u8) && chunk.Length > FrameBytes;
            kept.Write(chunk[..FrameBytes]);
            if (isExtendedHead) kept.WriteByte((byte)(chunk[FrameBytes] & ~ToldFlags));
            kept.Write(chunk[(isExtendedHead ? FrameBytes + 1 : FrameBytes)..]);
        }
    }
}
