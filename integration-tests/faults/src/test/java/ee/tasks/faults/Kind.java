package ee.tasks.faults;

import java.util.List;

/** What a task is promised when its server dies. */
enum Kind {
    /** Run again. */
    PLAIN,
    /** As {@link #PLAIN}, and few at once: {@code @Limit(concurrent = 4)}. */
    LIMITED,
    /** Never run again: {@code rerunIfLost = false}. */
    ONCE,
    /** Run again, its effect exactly once: {@code atomic = true}. */
    ATOMIC,
    /** Interrupted at its timeout, if not before: tells its progress again and again until then. */
    REPORTING,
    /** As {@link #ATOMIC}, and known to another application only. */
    ERRAND;

    static final String OTHER_APPLICATION = "others";

    /** Those that end by themselves. */
    static final List<Kind> WORKING = List.of(PLAIN, LIMITED, ONCE, ATOMIC);

    /** Which has this task. */
    String application() {
        return this == ERRAND ? OTHER_APPLICATION : Server.APPLICATION;
    }
}
