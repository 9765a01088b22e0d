/** The demo in servers that the suite does not run in, started as an operator starts them. Nothing outside uses this package. */
package ee.tasks.it.smoke;
