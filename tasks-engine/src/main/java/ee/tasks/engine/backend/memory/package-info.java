/**
 * The memory backend's store: tasks of this JVM, gone with it, run by the same worker as stored ones.
 * For the edge that wires it, and for tests.
 */
package ee.tasks.engine.backend.memory;
