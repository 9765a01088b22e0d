/** The tests that run in WildFly, each on every database. Nothing outside uses this package. */
package ee.tasks.it;
