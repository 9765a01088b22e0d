/**
 * EJB timers that wake a worker, tasks that do the work of timers, and schedules that replace timers. Applications use
 * {@link ee.tasks.ejb.TimerTasks} and what it returns.
 */
package ee.tasks.ejb;
