/** Keeps tasks in a database through JPA. Internal. */
package ee.tasks.jpa;
