package ee.tasks.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JsonMessageTest {

    @Test
    void idsAreUniqueAndInRange() {
        assertThat(Arrays.stream(JsonMessage.values()).map(JsonMessage::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id >= 300 && id < 350);
    }
}
