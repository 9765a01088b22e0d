/**
 * The REST resources behind the page.
 */
package ee.tasks.demo.web;
