/** Another WAR of the EAR, whose classes the first one does not see. */
package ee.tasks.it.ear.office;
