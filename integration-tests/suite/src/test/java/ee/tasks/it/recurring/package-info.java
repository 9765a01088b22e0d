/** An application whose tasks recur. */
package ee.tasks.it.recurring;
