package ee.tasks.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendContextTest {

    /** All that a context had to have before there were reports. */
    private static final class OldContext implements BackendContext {

        @Override
        public String name() {
            return "default";
        }

        @Override
        public String namespace() {
            return "default";
        }

        @Override
        public Set<String> queues() {
            return Set.of();
        }

        @Override
        public Optional<String> option(String option) {
            return Optional.empty();
        }

        @Override
        public TaskRunner runner() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aContextOfAnEarlierVersionHasReportsThatTellNobody() {
        assertThat(new OldContext().reports()).isSameAs(TaskReports.NONE);
    }
}
