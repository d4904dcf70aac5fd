using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>A kind of trigger: what parameters it can fill, and what listens for it.</summary>
internal abstract class TriggerFamily
{
    /// <summary>As in function.json.</summary>
    public abstract string Type { get; }

    public abstract bool Owns(TriggerBindingAttribute trigger);

    /// <summary>Fills the parameter that bears the trigger, or null where its type does not fit.</summary>
    public abstract ArgumentBinder? BindTrigger(ParameterInfo parameter, TriggerBindingAttribute trigger);

    /// <summary>Fills a parameter without any attribute, or null where this trigger has nothing for it.</summary>
    public virtual ArgumentBinder? BindExtra(ParameterInfo parameter, TriggerBindingAttribute trigger) => null;

    /// <summary>Takes a function of this kind in; what is wrong with its attribute is told to the faults.</summary>
    public abstract void Add(Function function, TriggerBindingAttribute trigger, StartupFaults faults);

    /// <summary>Opens what the triggers listen to, before anything of the app can send to it.</summary>
    public virtual void Declare(EmbeddedStore store) { }

    public virtual IEnumerable<IListener> Listeners(HostParts parts) => [];
}
