/**
 * EJB timers and tasks: timers of the server as the clock of a worker, tasks for what timers do today, and schedules in place of timers.
 * Applications use {@link ee.tasks.ejb.TimerTasks} and what it returns.
 */
package ee.tasks.ejb;
