/**
 * What application code may rely on, run in plain CDI SE: the behaviours that django.tasks promises, in Java's form. The tag of
 * a test is the id of the behaviour; docs/conformance.adoc lists them all.
 */
package ee.tasks.conformance;
