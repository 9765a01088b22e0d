/**
 * When schedules are to run: cron expressions and intervals, without a store and without CDI.
 * For the engine, its worker and {@code ee.tasks.cdi}.
 */
package ee.tasks.engine.recurrence;
