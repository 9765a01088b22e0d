/** What operators say at run time: {@link ee.tasks.admin.TaskAdmin} pauses what runs, and shows what is paused. For applications. */
package ee.tasks.admin;
