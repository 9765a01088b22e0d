/** Atomic tasks and what they write, deployed by the tests of atomic tasks alone. */
package ee.tasks.it.atomic;
