/** What only the other application has, which shares the namespace of the first. For the tests only. */
package ee.tasks.faults.others;
