/** Two versions of an application over one store, in one JVM. Tests only. */
package ee.tasks.deploy;
