/**
 * What every backend and every store must do, as JUnit 5 suites to extend.
 * For authors of backends and stores.
 */
package ee.tasks.tck;
