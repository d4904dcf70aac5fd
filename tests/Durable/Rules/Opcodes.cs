using System.Reflection.Emit;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>The instructions of the intermediate language by their numbers.</summary>
internal static class Opcodes
{
    private const byte TwoByteMark = 0xFE;
    private static readonly Dictionary<short, OpCode> ByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Reads the instruction at the position and moves behind its number, to its operand.</summary>
    public static OpCode Read(ReadOnlySpan<byte> body, ref int position)
    {
        short value = body[position++];
        if (value == TwoByteMark) value = unchecked((short)((TwoByteMark << 8) | body[position++]));
        return ByValue[value];
    }

    public static int OperandSize(OpCode code) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => throw new InvalidOperationException("The size of a switch depends on its cases."),
        _ => 4,
    };
}
