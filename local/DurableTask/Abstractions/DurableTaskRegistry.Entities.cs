using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    public DurableTaskRegistry AddEntity(TaskName name, Func<IServiceProvider, ITaskEntity> factory) =>
        Add(entities, name, factory, "entity");

    public DurableTaskRegistry AddEntity(TaskName name, Type type)
    {
        CheckType(type, typeof(ITaskEntity));
        var create = ActivatorUtilities.CreateFactory(type, []);
        return AddEntity(name, services => (ITaskEntity)create(services, []));
    }

    public DurableTaskRegistry AddEntity(Type type)
    {
        CheckType(type, typeof(ITaskEntity));
        return AddEntity(NameOf(type), type);
    }

    public DurableTaskRegistry AddEntity<TEntity>(TaskName name) where TEntity : class, ITaskEntity => AddEntity(name, typeof(TEntity));

    public DurableTaskRegistry AddEntity<TEntity>() where TEntity : class, ITaskEntity => AddEntity(typeof(TEntity));

    public DurableTaskRegistry AddEntity(TaskName name, ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(name, _ => entity);
    }

    public DurableTaskRegistry AddEntity(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(NameOf(entity.GetType()), entity);
    }
}
