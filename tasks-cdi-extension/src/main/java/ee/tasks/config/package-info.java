/**
 * Reads {@code ee.tasks.*} from MicroProfile Config: every key is declared once, with its default, range and meaning.
 * For {@code ee.tasks.cdi} alone.
 */
package ee.tasks.config;
