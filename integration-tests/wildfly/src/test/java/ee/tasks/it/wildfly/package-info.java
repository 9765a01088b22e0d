/** What only WildFly has, and how it is started for the tests. Nothing outside uses this package. */
package ee.tasks.it.wildfly;
