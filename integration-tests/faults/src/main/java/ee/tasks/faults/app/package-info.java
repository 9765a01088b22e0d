/** The application that the fault tests kill: its tasks write down what they do. For the tests only. */
package ee.tasks.faults.app;
