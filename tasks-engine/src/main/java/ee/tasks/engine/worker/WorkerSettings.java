package ee.tasks.engine.worker;

import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.WakeUpTimers;
import java.time.Duration;
import java.util.Set;

/**
 * How a worker works; already checked for contradictions.
 *
 * @param backend the name of the backend whose tasks it runs
 * @param nodeName what its node ids start with, at most 40 characters
 * @param concurrency how many tasks it runs at once
 * @param queues which queues it serves
 * @param tasks the names of the tasks that this deployment knows, former names included
 * @param pollInterval how long it waits when nothing was due
 * @param lease how long its claims hold without renewal
 * @param heartbeat how often it renews; at most a third of the lease
 * @param rescueInterval how often it looks for what other nodes lost
 * @param maxLosses how often a task may be lost before it is FAILED
 * @param linger how long a completion waits for others to be written with it
 * @param shutdownTimeout how long it lets running tasks go on when it stops
 * @param housekeeping what it does for the store as a whole
 * @param scheduling for schedules, {@code null} if it does not see to them
 * @param gates which gates its tasks have to pass; {@link TaskGates#NONE} if it limits none, or the store cannot
 * @param timers what wakes it to poll and to take ticks, {@code null} if its own clock does
 */
public record WorkerSettings(
        String backend,
        String nodeName,
        int concurrency,
        QueueSelection queues,
        Set<String> tasks,
        Duration pollInterval,
        Duration lease,
        Duration heartbeat,
        Duration rescueInterval,
        int maxLosses,
        Duration linger,
        Duration shutdownTimeout,
        Housekeeping housekeeping,
        Scheduling scheduling,
        TaskGates gates,
        WakeUpTimers timers) {}
