/**
 * The newsletter: its entities, its tasks, and what it notes about them.
 */
package ee.tasks.demo;
