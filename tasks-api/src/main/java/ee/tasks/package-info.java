/**
 * Background tasks for Jakarta EE: what application code imports to declare tasks, enqueue them and read their results.
 * Anybody may use it; it knows neither backends nor stores, which live behind {@link ee.tasks.spi}.
 */
package ee.tasks;
