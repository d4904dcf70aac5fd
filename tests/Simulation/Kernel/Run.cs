using OmniFunctions.Local.Store;
using SQLitePCL;

namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>One seed: a machine whose process works, fails and starts again for a number of steps, and must then come to rest with everything in order.</summary>
internal sealed class Run
{
    private const int MaxCalmSteps = 60_000;
    private const double MendsBrokenStore = 0.2;
    private const double RowLoss = 0.05;
    private const int MaxTimersOutOfOrder = 4;
    private static readonly TimeSpan LongestCalm = TimeSpan.FromDays(1_000);
    private readonly string folder;
    private readonly Chance chance;
    private readonly FaultPlan plan;
    private readonly World world;
    private readonly Trace trace;
    private readonly IWorkload workload;
    private SimulatedProcess? process;
    private readonly bool losesRows;
    private int lives;
    private bool calm;
    private bool booting;
    private bool spared;

    public Run(RunContext context, IWorkload workload, string folder)
    {
        this.folder = folder;
        this.workload = workload;
        (chance, plan, world, trace, Findings) = (context.Chance.Fork(), context.Plan, context.World, context.Trace, context.Findings);
        losesRows = context.LosesRows;
    }

    public Findings Findings { get; }

    public async Task PlayAsync()
    {
        for (var step = 0; step < plan.Steps && !Findings.Any; step++)
        {
            await new Quiet();
            Step();
        }

        calm = true;
        trace.Add("calm");
        workload.CalmDown();
        await ComeToRestAsync();

        // What is true only in memory is not true.
        await new Quiet();
        Kill("power cut at rest");
        await ComeToRestAsync();
        process?.Die();
    }

    private void Step()
    {
        if (process is null)
        {
            Boot();
            return;
        }

        if (process.Booted.IsFaulted)
        {
            Kill($"start-up failed: {Name(process.Booted.Exception!.InnerException!)}");
            return;
        }

        if (process.Store.IsBroken && chance.Happens(MendsBrokenStore)) Kill("restarted for its broken store");
        else if (chance.Happens(plan.Kill)) Kill("killed");
        else if (chance.Happens(plan.ClockJump)) Jump();
        else if (process.Store.WaitingUnits > 0 && chance.Happens(plan.CommitEagerness)) Commit();
        else if (world.HasRipe && chance.Happens(0.7)) Fire(chance.Below(MaxTimersOutOfOrder));
        else if (chance.Happens(plan.Hurry) || !process.IsUp || !workload.Act(process)) Pass();
    }

    private async Task ComeToRestAsync()
    {
        var until = world.Elapsed + LongestCalm;
        for (var step = 0; step < MaxCalmSteps && world.Elapsed < until && !Findings.Any; step++)
        {
            await new Quiet();
            if (process is null) Boot();
            else if (process.Booted.IsFaulted) Kill($"start-up failed: {Name(process.Booted.Exception!.InnerException!)}");
            else if (process.Store.IsBroken) Kill("restarted for its broken store");
            else if (process.Store.WaitingUnits > 0) Commit();
            else if (world.HasRipe) Fire(0);
            else if (!process.IsUp) Pass();
            else if (workload.Finish(process)) continue;
            else if (workload.IsAtRest(process))
            {
                await CheckAsync(process);
                return;
            }
            else if (world.NextDue is { } due) world.Pass(due - world.Elapsed);
            else break;
        }

        if (!Findings.Any) Findings.Add($"I5: it never came to rest: {workload.Describe()}");
    }

    private async Task CheckAsync(SimulatedProcess present)
    {
        var check = workload.CheckAsync(present);
        for (var step = 0; step < MaxCalmSteps && !check.IsCompleted; step++)
        {
            await new Quiet();
            if (check.IsCompleted) break;
            if (present.Store.WaitingUnits > 0) Commit();
            else if (world.HasRipe) Fire(0);
            else if (world.NextDue is { } due) world.Pass(due - world.Elapsed);
            else break;
        }

        if (!check.IsCompleted) Findings.Add("I5: the check itself never got its answers.");
        else await check;
    }

    private void Boot()
    {
        trace.Add($"start {++lives}");
        try
        {
            booting = true;
            process = new SimulatedProcess(lives, folder, world, BeforeCommit);
            process.Booted = workload.BootAsync(process);
        }
        catch (Exception e) when (e is StoreException or DeliberateException)
        {
            Kill($"start-up failed: {Name(e)}");
        }
        finally
        {
            booting = false;
        }
    }

    private void Kill(string why)
    {
        trace.Add($"kill {why}");
        process?.Die();
        process = null;
        workload.Died();
    }

    private void Jump()
    {
        var span = chance.OneOf(1, -1) * chance.Span(TimeSpan.FromSeconds(1), chance.OneOf(TimeSpan.FromSeconds(30), TimeSpan.FromHours(2)));
        world.Jump(span);
        trace.Add($"jump {span}");
    }

    private void Commit()
    {
        var flushed = process!.Store.FlushNext(chance.Between(1, plan.MaxUnits));
        trace.Add($"commit {flushed.Count}, {process.Store.WaitingUnits} wait");
        if (losesRows && flushed.Count > 0 && !calm && chance.Happens(RowLoss)) LoseRow();
        if (flushed.Count > 0 && !calm && chance.Happens(plan.KillAfterFlush)) Kill("killed after the flush");
        else EmbeddedStore.Acknowledge(flushed);
    }

    private void LoseRow()
    {
        // Of itself this commit does not fail: what is to be seen is the loss.
        spared = true;
        process!.Store.Write(session =>
        {
            if (session.Prepare("SELECT 1 FROM sqlite_schema WHERE name = 'bus_message'").Step())
                session.Execute("DELETE FROM bus_message WHERE key = (SELECT max(key) FROM bus_message)");
            return true;
        });
        spared = false;
    }

    /// <summary>The disk's part, asked before every commit.</summary>
    private void BeforeCommit()
    {
        if (calm || spared) return;
        if (booting && chance.Happens(plan.KillWhileBooting)) throw new DeliberateException("killed during start-up");
        if (chance.Happens(plan.DiskFull)) throw new StoreException("The disk is full.") { ResultCode = raw.SQLITE_FULL };
        if (chance.Happens(plan.DiskFailure)) throw new StoreException("The flush failed.") { ResultCode = raw.SQLITE_IOERR };
    }

    private void Fire(int place)
    {
        world.FireRipe(place);
        trace.Add($"timer, {world.Ripe} more due");
    }

    /// <summary>Most often to the moment when something falls due; sometimes less, sometimes past it, as on a machine that was busy or asleep.</summary>
    private void Pass()
    {
        var toNext = world.NextDue is { } due && due > world.Elapsed ? due - world.Elapsed : TimeSpan.Zero;
        var span = calm || chance.Happens(0.7)
            ? toNext
            : chance.OneOf(toNext * chance.Fraction(), toNext + chance.Span(TimeSpan.Zero, TimeSpan.FromSeconds(5)), toNext + chance.Span(TimeSpan.Zero, TimeSpan.FromMinutes(10)));
        span = TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds));
        world.Pass(span);
        trace.Add($"pass {span}");
    }

    private static string Name(Exception failure) => failure.GetType().Name;
}
