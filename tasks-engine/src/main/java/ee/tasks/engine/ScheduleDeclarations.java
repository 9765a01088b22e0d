package ee.tasks.engine;

import java.util.List;

/** Writes the schedules that code declares. */
public interface ScheduleDeclarations {

    /**
     * Writes those of this backend that are not written yet, are others now, or were retired. What is wrong with one keeps no other from
     * being written.
     */
    void declare(String backend, List<DeclaredSchedule> declared);

    /** Ends those that nodes of the version before have declared again, under ids that these had before. */
    void foldIn(String backend, List<DeclaredSchedule> declared);
}
