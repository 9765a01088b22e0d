package ee.tasks.jpa;

/** A row of ee_task_note. */
record Note(String kind, String name, String content, long done, long total) {

    static final String PROGRESS = "PROGRESS";
    static final String METADATA = "METADATA";
}
