package ee.tasks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerMessageTest {

    @Test
    void idsAreUniqueAndInRange() {
        assertThat(Stream.of(WorkerMessage.values()).map(WorkerMessage::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id >= 400 && id <= 499);
    }
}
