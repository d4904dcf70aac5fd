using System.Reflection;
using System.Reflection.Emit;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>One instruction of a compiled method.</summary>
/// <param name="Member">The method, field or type that it names.</param>
/// <param name="Target">Where it jumps to.</param>
/// <param name="Constant">The whole number that it loads.</param>
internal sealed record Instruction(int Offset, OpCode Code, MemberInfo? Member, int? Target, int? Constant)
{
    public static IReadOnlyList<Instruction> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } body) return [];
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var instructions = new List<Instruction>();
        for (var position = 0; position < body.Length;)
        {
            var offset = position;
            var code = Opcodes.Read(body, ref position);
            MemberInfo? member = null;
            int? target = null, constant = null;
            switch (code.OperandType)
            {
                case OperandType.InlineSwitch:
                    position += 4 + 4 * BitConverter.ToInt32(body, position);
                    break;
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok or OperandType.InlineType:
                    member = method.Module.ResolveMember(BitConverter.ToInt32(body, position), typeArguments, methodArguments);
                    position += 4;
                    break;
                case OperandType.ShortInlineBrTarget:
                    target = position + 1 + (sbyte)body[position];
                    position++;
                    break;
                case OperandType.InlineBrTarget:
                    target = position + 4 + BitConverter.ToInt32(body, position);
                    position += 4;
                    break;
                default:
                    constant = ConstantOf(code, body, position);
                    position += Opcodes.OperandSize(code);
                    break;
            }

            instructions.Add(new Instruction(offset, code, member, target, constant));
        }

        return instructions;
    }

    private static int? ConstantOf(OpCode code, byte[] body, int position)
    {
        if (code == OpCodes.Ldc_I4) return BitConverter.ToInt32(body, position);
        if (code == OpCodes.Ldc_I4_S) return (sbyte)body[position];
        var small = code.Value - OpCodes.Ldc_I4_0.Value;
        return small is >= 0 and <= 8 ? small : null;
    }
}
