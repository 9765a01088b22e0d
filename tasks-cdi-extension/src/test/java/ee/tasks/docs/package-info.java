/**
 * The code that the README and the guide show, compiled and run; tests of the documents only.
 */
package ee.tasks.docs;
