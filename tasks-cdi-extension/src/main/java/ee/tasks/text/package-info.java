/** Words for messages: what a misspelt name may have meant. Knows nothing of this module, and all of it may use it. */
package ee.tasks.text;
