/** An application that is deployed twice, with different namespaces. */
package ee.tasks.it.namespaces;
