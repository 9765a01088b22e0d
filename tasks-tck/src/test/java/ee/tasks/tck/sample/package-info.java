/** What an author of another house writes, and what the reports then say. */
package ee.tasks.tck.sample;
