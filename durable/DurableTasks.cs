using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Durable.Attendance;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Durable.Routing;

namespace OmniFunctions.Durable;

/// <summary>Everything durable there is, by name.</summary>
public static class DurableTasks
{
    public static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestrator<ConversationOrchestrator>()
        .AddOrchestrator<AssignmentOrchestrator>()
        .AddOrchestrator<ClaimOrchestrator>()
        .AddOrchestrator<DepartureOrchestrator>()
        .AddEntity<RoutingEntity>()
        .AddEntity<AttendanceEntity>()
        .AddActivity<AdvanceActivity>()
        .AddActivity<DeliverActivity>()
        .AddActivity<RecallActivity>()
        .AddActivity<NoticeActivity>()
        .AddActivity<AssessActivity>()
        .AddActivity<JoinActivity>()
        .AddActivity<SplitActivity>()
        .AddActivity<OfferActivity>()
        .AddActivity<TakeActivity>()
        .AddActivity<GiveBackActivity>();

    public static IServiceCollection AddOmniDurable(this IServiceCollection services) => services.AddSingleton<Sweep>();
}
