/**
 * Interfaces that backends and stores implement, and the data that the engine passes to them; arguments and results are JSON text.
 * For authors of backends and stores; applications do not need it.
 */
package ee.tasks.spi;
