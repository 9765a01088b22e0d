/**
 * Keeps tasks in a database: enqueueing through JPA in the caller's transaction, the worker's side in set-based SQL on the
 * same data source. Internal; the rest of EE Tasks sees {@link ee.tasks.spi.TaskStore} alone.
 */
package ee.tasks.jpa;
