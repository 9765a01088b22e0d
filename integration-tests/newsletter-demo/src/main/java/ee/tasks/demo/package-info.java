/** The newsletter demo. */
package ee.tasks.demo;
