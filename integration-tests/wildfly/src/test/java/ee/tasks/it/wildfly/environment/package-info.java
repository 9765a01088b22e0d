/** An application whose settings come from the server's environment variables. For {@code EnvironmentIT} only. */
package ee.tasks.it.wildfly.environment;
