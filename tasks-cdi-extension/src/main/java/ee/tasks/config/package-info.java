/**
 * Reads {@code ee.tasks.*} from MicroProfile Config: every key is declared once, with its default, range and meaning.
 * For the other rooms of this module.
 */
package ee.tasks.config;
