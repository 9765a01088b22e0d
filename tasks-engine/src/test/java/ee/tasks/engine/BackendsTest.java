package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidBackendException;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendsTest {

    private final List<String> events = new ArrayList<>();
    private final Map<String, Backends.Source> sources = new LinkedHashMap<>();

    private class Recorded implements TaskBackend {
        private final String name;

        Recorded(String name) {
            this.name = name;
            events.add("started " + name);
        }

        @Override
        public void stop() {
            events.add("stopped " + name);
            if (name.equals("bad")) {
                throw new IllegalStateException("stuck");
            }
            if (name.equals("gone")) { // as of an application that is undeployed
                throw new NoClassDefFoundError("app/Gone");
            }
        }

        @Override
        public Set<Feature> features() {
            return Set.of();
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theyAreStoppedTheNewestFirstAndOneThatThrowsKeepsNoneOfThemRunning() {
        for (String name : List.of("first", "gone", "bad", "last")) {
            sources.put(
                    name, new Backends.Source("recorded", Set.of(), parts -> Backends.Started.of(new Recorded(name))));
        }
        Backends backends = backends();
        backends.startAll();
        backends.startAll();

        backends.stopAll();
        backends.stopAll();

        assertThat(events)
                .containsExactly(
                        "started first",
                        "started gone",
                        "started bad",
                        "started last",
                        "stopped last",
                        "stopped bad",
                        "stopped gone",
                        "stopped first");
    }

    private Backends backends() {
        Backends backends = new Backends(sources);
        backends.open(
                new BackendParts(null, null, Transactions.NONE, null, null, null),
                new DeliveryTools(null, null, null, Transactions.NONE, true));
        return backends;
    }

    @Test
    void oneThatDidNotStartIsTriedAgainWhenItIsAskedFor() {
        int[] tries = new int[1];
        sources.put("late", new Backends.Source("recorded", Set.of(), parts -> {
            if (tries[0]++ == 0) {
                throw new IllegalStateException("not yet");
            }
            return Backends.Started.of(new Recorded("late"));
        }));
        Backends backends = backends();

        assertThatThrownBy(() -> backends.get("late"))
                .isInstanceOf(InvalidBackendException.class)
                .hasMessage("EETASK0223: backend 'late' could not be started: not yet");
        assertThat(backends.get("late").name()).isEqualTo("late");
    }

    /** Its worker runs by then, and the next use starts another. */
    @Test
    void oneThatStartsAndCannotBeUsedIsStopped() {
        sources.put(
                "half",
                new Backends.Source(
                        "recorded",
                        Set.of(),
                        parts -> Backends.Started.of(new Recorded("half") {
                            @Override
                            public boolean joinsTransaction() {
                                if (events.size() == 1) {
                                    throw new IllegalStateException("not known");
                                }
                                return false;
                            }
                        })));
        Backends backends = backends();

        assertThatThrownBy(() -> backends.get("half")).isInstanceOf(InvalidBackendException.class);
        backends.get("half");
        backends.stopAll();

        assertThat(events).containsExactly("started half", "stopped half", "started half", "stopped half");
    }
}
