/** The EJB jar of an EAR: session beans and CDI beans with tasks. */
package ee.tasks.it.ear.business;
