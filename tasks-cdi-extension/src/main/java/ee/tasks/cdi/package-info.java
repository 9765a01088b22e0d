/**
 * The edge: finds tasks while CDI starts, validates them, wires the engine to the server it runs in, starts and stops it.
 * Nobody uses it but CDI; all else in this module is free of CDI.
 */
package ee.tasks.cdi;
