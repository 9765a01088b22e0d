/** What stands in the jars that users get. */
package ee.tasks.jars;
