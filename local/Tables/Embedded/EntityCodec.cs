using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OmniFunctions.Local.Tables;

/// <summary>
/// The properties of an entity as one blob: for each a type byte, the name and the value, lengths as variable-length integers,
/// numbers little-endian. Type bytes are stored data and are never renumbered.
/// </summary>
internal static class EntityCodec
{
    private const byte TextType = 1;
    private const byte Int32Type = 2;
    private const byte Int64Type = 3;
    private const byte DoubleType = 4;
    private const byte FalseType = 5;
    private const byte TrueType = 6;
    private const byte MomentType = 7;
    private const byte GuidType = 8;
    private const byte BinaryType = 9;

    public static byte[] Encode(List<EntityProperty> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        foreach (var (name, value) in properties)
        {
            var type = TypeOf(value);
            WriteByte(buffer, type);
            WriteText(buffer, name);
            switch (value)
            {
                case string text: WriteText(buffer, text); break;
                case int number: WriteInt64(buffer, number, sizeof(int)); break;
                case long number: WriteInt64(buffer, number, sizeof(long)); break;
                case double number: WriteInt64(buffer, BitConverter.DoubleToInt64Bits(number), sizeof(long)); break;
                case DateTimeOffset moment: WriteInt64(buffer, moment.UtcTicks, sizeof(long)); break;
                case Guid id:
                    id.TryWriteBytes(buffer.GetSpan(16));
                    buffer.Advance(16);
                    break;
                case byte[] bytes:
                    WriteLength(buffer, bytes.Length);
                    buffer.Write(bytes);
                    break;
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Decode(ReadOnlySpan<byte> blob, List<EntityProperty> properties)
    {
        while (!blob.IsEmpty)
        {
            var type = blob[0];
            blob = blob[1..];
            var name = ReadText(ref blob);
            properties.Add(new EntityProperty(name, type switch
            {
                TextType => ReadText(ref blob),
                Int32Type => BinaryPrimitives.ReadInt32LittleEndian(Take(ref blob, sizeof(int))),
                Int64Type => ReadInt64(ref blob),
                DoubleType => BitConverter.Int64BitsToDouble(ReadInt64(ref blob)),
                FalseType => false,
                TrueType => true,
                MomentType => new DateTimeOffset(ReadInt64(ref blob), TimeSpan.Zero),
                GuidType => new Guid(Take(ref blob, 16)),
                BinaryType => Take(ref blob, ReadLength(ref blob)).ToArray(),
                _ => throw new InvalidDataException($"A stored entity holds the unknown property type {type}; it was written by a newer version."),
            }));
        }
    }

    private static byte TypeOf(object value) => value switch
    {
        string => TextType,
        int => Int32Type,
        long => Int64Type,
        double => DoubleType,
        false => FalseType,
        true => TrueType,
        DateTimeOffset => MomentType,
        Guid => GuidType,
        byte[] => BinaryType,
        _ => throw new InvalidOperationException($"{value.GetType()} is no stored type."),
    };

    private static void WriteByte(ArrayBufferWriter<byte> buffer, byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    private static void WriteInt64(ArrayBufferWriter<byte> buffer, long value, int width)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), value);
        buffer.Advance(width);
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string text)
    {
        WriteLength(buffer, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, buffer);
    }

    private static void WriteLength(ArrayBufferWriter<byte> buffer, int length)
    {
        var rest = (uint)length;
        for (; rest >= 0x80; rest >>= 7) WriteByte(buffer, (byte)(rest | 0x80));
        WriteByte(buffer, (byte)rest);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> blob, int count)
    {
        var taken = blob[..count];
        blob = blob[count..];
        return taken;
    }

    private static long ReadInt64(ref ReadOnlySpan<byte> blob) => BinaryPrimitives.ReadInt64LittleEndian(Take(ref blob, sizeof(long)));

    private static string ReadText(ref ReadOnlySpan<byte> blob) => Encoding.UTF8.GetString(Take(ref blob, ReadLength(ref blob)));

    private static int ReadLength(ref ReadOnlySpan<byte> blob)
    {
        var (length, shift) = (0, 0);
        while (true)
        {
            var part = Take(ref blob, 1)[0];
            length |= (part & 0x7f) << shift;
            if (part < 0x80) return length;
            shift += 7;
        }
    }
}
