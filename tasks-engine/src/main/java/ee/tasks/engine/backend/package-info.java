/**
 * The backends that need no server: immediate, dummy, and the one that lets a worker run what a store keeps.
 * Made by {@code ee.tasks.cdi} when configuration names them.
 */
package ee.tasks.engine.backend;
