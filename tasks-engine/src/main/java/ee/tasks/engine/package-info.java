/**
 * The engine: which tasks there are, how an invocation becomes a request, how an attempt is run, how a result is read.
 * Knows backends by their SPI and neither CDI nor a server; for {@code ee.tasks.engine.backend}, and for {@code ee.tasks.cdi},
 * which wires it.
 */
package ee.tasks.engine;
