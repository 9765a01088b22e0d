/** A WAR of an EAR, with a task of its own; the test runs in it. */
package ee.tasks.it.ear.shop;
