/** What the guide shows. */
package ee.tasks.ejb.docs;
