/** An application of its own that tells which threads the server has. */
package ee.tasks.it.threads;
