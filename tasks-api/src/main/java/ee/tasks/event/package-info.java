/**
 * The CDI events of a task's life, for applications to observe.
 */
package ee.tasks.event;
