package ee.tasks.engine;

import ee.tasks.engine.recurrence.ScheduleMessage;
import ee.tasks.spi.TaskStoreException;

/** How often a lost race for the row of a schedule is tried again. */
final class ScheduleRace {

    static final int MAX_TRIES = 5;

    private ScheduleRace() {}

    static TaskStoreException lost(String id) {
        return new TaskStoreException(ScheduleMessage.LOST_RACE.text(id), null, true);
    }
}
