/** A bean with a task in a jar of the application. */
package ee.tasks.it.library;
