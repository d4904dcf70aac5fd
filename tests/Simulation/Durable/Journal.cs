using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>An entity that writes down the numbers it is told.</summary>
internal sealed class Journal : TaskEntity<List<int>>
{
    public void Note(int number) => State.Add(number);

    protected override List<int> InitializeState(TaskEntityOperation entityOperation) => [];
}
