/** The tests that run on every server, each on every database. */
package ee.tasks.it;
