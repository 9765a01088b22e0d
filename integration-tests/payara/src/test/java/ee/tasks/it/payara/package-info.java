/** How Payara is started for the tests. Nothing outside uses this package. */
package ee.tasks.it.payara;
