/**
 * The worker: claims from a store, runs on an executor, completes in groups, renews leases and rescues what others lost.
 * Knows stores, never SQL, JPA or CDI; everything comes in through constructors. For {@code ee.tasks.engine.backend} and
 * {@code ee.tasks.cdi}, which use its public types alone. Read {@link ee.tasks.engine.worker.Worker} first.
 *
 * <dl>
 *   <dt>Claims, from the row to its completion
 *   <dd>{@code Claimer} claims, {@code Holdings} keeps, {@code Slots} runs, {@code Run} is one claim in hand, {@code Decision} says what
 *       becomes of it, {@code Completer} writes that, {@code Notices} tells of it.
 *   <dt>Ticks, behind {@code Scheduler}
 *   <dd>When to look for the ticks of schedules ({@code TickWatch}, {@code OwnTickWatch}, {@code TimerTickWatch}), and how to take them
 *       ({@code TickPage}, {@code FailingSchedules}, {@code Said}).
 *   <dt>Upkeep, behind {@code Upkeep}
 *   <dd>What a node does for the store as a whole: {@code Rescuer}, {@code Settler}, {@code Pruner}.
 *   <dt>What all share
 *   <dd>{@code Site} and what it holds, {@code Heartbeat} with its {@code Node}s, {@code Loop} with its {@code Round}s, {@code Backoff},
 *       {@code Poll}.
 * </dl>
 *
 * <p>A test sees to it that the two districts are known by their doors alone and know nothing of claims. They are no packages: that would
 * make twelve types public that all parts share, with some sixty members, to hide nine.
 */
package ee.tasks.engine.worker;
