/** Tasks that only wait, and what their threads are; deployed where an executor is looked at. */
package ee.tasks.it.parking;
