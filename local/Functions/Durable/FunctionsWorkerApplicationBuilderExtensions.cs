using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionsWorkerApplicationBuilderExtensions
{
    /// <summary>Registers orchestrators, activities and entities that are classes.</summary>
    public static IDurableTaskWorkerBuilder ConfigureDurableWorker(this IFunctionsWorkerApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new DurableWorkerRegistration());
        return new DefaultDurableTaskWorkerBuilder(null, builder.Services);
    }
}
