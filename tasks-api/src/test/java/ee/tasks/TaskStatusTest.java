package ee.tasks;

import static ee.tasks.TaskStatus.CANCELLED;
import static ee.tasks.TaskStatus.FAILED;
import static ee.tasks.TaskStatus.READY;
import static ee.tasks.TaskStatus.RUNNING;
import static ee.tasks.TaskStatus.SUCCESSFUL;
import static ee.tasks.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskStatusTest {

    @Test
    void threeAreFinal() {
        assertThat(Stream.of(TaskStatus.values()).filter(TaskStatus::isFinished))
                .containsExactlyInAnyOrder(SUCCESSFUL, FAILED, CANCELLED);
    }

    @Test
    void thereAreSixAndTheirNamesAreStored() {
        assertThat(TaskStatus.values())
                .containsExactlyInAnyOrder(READY, WAITING, RUNNING, SUCCESSFUL, FAILED, CANCELLED);
    }
}
