/**
 * The code that the README and the manual show, compiled and run; tests of the documents only.
 */
package ee.tasks.docs;
