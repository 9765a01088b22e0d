/**
 * Tasks that run again and again: {@link ee.tasks.schedule.Recurring} in code, {@link ee.tasks.schedule.TaskSchedules} as data. For
 * applications.
 */
package ee.tasks.schedule;
