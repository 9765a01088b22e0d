/** An application whose tasks are watched and let go on through files, since a suspended server answers no requests. */
package ee.tasks.it.gate;
