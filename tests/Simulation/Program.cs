// A deterministic simulation of the single-machine platform under seeded faults: one seed, one trace.
//
// It runs the real parts, not models of them: the embedded store on a real folder, the Service Bus broker with its clients and processors,
// the task hub with orchestrations, activities, timers and entities, the tables, the event log, and the product's own runtime. Only four
// things are played, and all four are the seed's choice:
//
//   threads   The pool is held to one thread (see the project file). Whatever is queued runs one after the other in a fixed order, and an
//             item of the driver's at the end of the queue finds out when nothing more can run by itself (Kernel/Quiet).
//   time      Stands still until the driver lets it pass to the next timer, part of the way there, or well past it (Kernel/World). Timers
//             run on elapsed time and the wall clock may jump, as on a real machine.
//   the disk  Units of work wait until the driver commits a group of them (EmbeddedStore.ByHand). A commit may be late, may fail for want
//             of room, may fail for good, or may be flushed just before the process dies, so that nobody ever hears of it.
//   life      The process may be killed at any step, during its start too: everything in memory is dropped where it stands, the store is
//             opened again, and what was committed is all there is (Kernel/SimulatedProcess).
//
// A run (Kernel/Run) is a number of steps under a plan of faults that the seed draws (Kernel/FaultPlan), then calm: no more faults, and the
// workload must come to rest with everything in order, and must still be in order after a power cut. A workload (Kernel/IWorkload) is what
// clients do meanwhile and what they know to be true: the broker against a model of it, random durable programs against a model that
// answers at once, and the product's own path from a platform's knock to the answer that arrives.
//
// Findings are named by the invariant they break: I1 nothing acknowledged is lost, I2 nothing happens twice, I3 order, I4 one owner,
// I5 nothing is stuck, I12 nothing grows without bound. docs/guides/simulation.md says how to run, read and replay.
using OmniFunctions.Tests.Simulation;

return await Simulation.RunAsync(args);
