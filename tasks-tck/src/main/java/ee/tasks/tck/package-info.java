/**
 * What every backend, store and runtime must do, as JUnit 5 suites to extend.
 * For authors of backends, stores and servers.
 */
package ee.tasks.tck;
