using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>An entity that adds up.</summary>
internal sealed class Counter : TaskEntity<int>
{
    public int Add(int amount) => State += amount;

    public int Read() => State;
}
