/** What the benchmarks deploy. */
package ee.tasks.it.wildfly.bench;
