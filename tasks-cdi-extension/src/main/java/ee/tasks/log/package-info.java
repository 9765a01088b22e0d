/** How lines of the log are written, so that no text from outside can forge one. For the other packages of this module. */
package ee.tasks.log;
