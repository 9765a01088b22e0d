package ee.tasks.jpa;

import ee.tasks.TaskProgress;

/** A row of ee_task_note. */
record Note(String kind, String name, String content, long done, long total) {

    static final String PROGRESS = "PROGRESS";
    static final String METADATA = "METADATA";

    /** Ignores numbers that somebody edited by hand: they must not keep the task from being shown. */
    TaskProgress toProgress() {
        long most = Math.max(0, total);
        long least = Math.max(0, done);
        return new TaskProgress(most == 0 ? least : Math.min(least, most), most, content);
    }
}
