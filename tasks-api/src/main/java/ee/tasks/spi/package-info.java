/**
 * What backends and stores implement, and what the engine hands them: data only, arguments and results as JSON text.
 * For authors of backends and stores; application code needs none of it.
 */
package ee.tasks.spi;
