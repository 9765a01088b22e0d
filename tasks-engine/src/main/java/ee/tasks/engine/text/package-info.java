/**
 * Words for messages: what a misspelt name may have meant, and lines of the log that no text from outside can forge.
 * Knows nothing of the engine, and all of it may use it, {@code ee.tasks.cdi} and {@code ee.tasks.config} too.
 */
package ee.tasks.engine.text;
