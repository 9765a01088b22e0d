/** An application that does everything wrong. */
package ee.tasks.it.mistakes;
