/** An application with timers of its own, and the bridge to tasks. Nothing outside uses this package. */
package ee.tasks.it.timers;
