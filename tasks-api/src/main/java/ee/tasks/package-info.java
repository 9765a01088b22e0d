/** What applications import to declare, enqueue and read tasks. */
package ee.tasks;
