package ee.tasks.engine;

import ee.tasks.engine.recurrence.ScheduleMessage;
import ee.tasks.spi.TaskStoreException;

/** What those do who write a schedule while another was quicker: they read and try again, this often. */
final class ScheduleRace {

    static final int MAX_TRIES = 5;

    private ScheduleRace() {}

    static TaskStoreException lost(String id) {
        return new TaskStoreException(ScheduleMessage.LOST_RACE.text(id), null, true);
    }
}
