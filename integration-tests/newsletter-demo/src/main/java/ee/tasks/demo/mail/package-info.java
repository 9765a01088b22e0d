/**
 * Sending mail, and the SMTP server that receives it.
 */
package ee.tasks.demo.mail;
