/** What the manual shows. */
package ee.tasks.ejb.docs;
