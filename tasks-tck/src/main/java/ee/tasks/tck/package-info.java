/**
 * JUnit 5 tests of what every backend, store and runtime must do, for authors of backends, stores and servers.
 * Extend one of the three classes {@code Task...Contract}.
 */
package ee.tasks.tck;
