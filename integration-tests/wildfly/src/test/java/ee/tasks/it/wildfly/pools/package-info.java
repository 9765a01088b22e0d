/** An application whose tasks hold connections, for the benchmark of pools. */
package ee.tasks.it.wildfly.pools;
