/** The application that the tests deploy: beans with tasks, an entity of its own, and a ledger of what ran. */
package ee.tasks.it.app;
