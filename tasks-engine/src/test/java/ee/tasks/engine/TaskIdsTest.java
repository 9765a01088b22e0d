package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TaskIdsTest {

    @Test
    @Tag("B117")
    void anIdIsAUuidOfVersion7In36Characters() {
        String id = TaskIds.next(1_900_000_000_000L);

        assertThat(id).hasSize(36);
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(UUID.fromString(id).toString()).isEqualTo(id);
    }

    @Test
    @Tag("B118")
    void idsDifferAndAscendThoughTheClockStandsStillOrGoesBack() {
        List<String> ids = IntStream.range(0, 10_000)
                .mapToObj(i -> TaskIds.next(1_900_000_000_000L - i))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().isSorted();
    }
}
