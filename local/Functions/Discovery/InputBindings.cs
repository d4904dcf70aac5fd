using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace OmniFunctions.Local.Functions;

/// <summary>Fills parameters that bear an input attribute, and builds what sends outputs.</summary>
internal interface IBindingSource
{
    /// <summary>Null where the attribute is not of this source, or the parameter's type does not fit.</summary>
    ArgumentBinder? BindInput(ParameterInfo parameter, InputBindingAttribute input, string where);

    /// <summary>Null where the attribute is not of this source.</summary>
    IOutputBinding? BindOutput(OutputBindingAttribute output, string where);
}
