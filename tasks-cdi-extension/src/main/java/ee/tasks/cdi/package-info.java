/** Finds tasks in CDI beans and wires them. Internal. */
package ee.tasks.cdi;
