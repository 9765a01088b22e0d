package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JpaMessageTest {

    @Test
    void idsAreUniqueAndOfThisModule() {
        assertThat(JpaMessage.values())
                .extracting(JpaMessage::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id >= 600 && id <= 799);
    }
}
