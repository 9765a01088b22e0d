/** When schedules are to run: cron expressions and intervals, without a store and without CDI. For this module alone. */
package ee.tasks.core.schedule;
