package ee.tasks.faults;

/** What a task is promised when its server dies. */
enum Kind {
    /** Run again. */
    PLAIN,
    /** Never run again: {@code rerunIfLost = false}. */
    ONCE,
    /** Run again, its effect exactly once: {@code atomic = true}. */
    ATOMIC
}
