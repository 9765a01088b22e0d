/**
 * Schedules as data: {@link ee.tasks.schedule.TaskSchedules} makes, lists and pauses them. For applications; {@link ee.tasks.Recurring}
 * declares schedules in code.
 */
package ee.tasks.schedule;
