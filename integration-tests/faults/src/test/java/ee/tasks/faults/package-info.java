/** Drives two servers and their database: kills, freezes and cuts them off under load, and audits what their tasks wrote. */
package ee.tasks.faults;
