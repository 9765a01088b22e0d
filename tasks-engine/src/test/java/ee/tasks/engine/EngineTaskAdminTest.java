package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.admin.TaskAdmin;
import ee.tasks.engine.backend.DummyBackend;
import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application says of one backend. */
class EngineTaskAdminTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = START.plusSeconds(600);

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    private final SettableClock clock = new SettableClock(START);
    private final MemoryTaskStore store = new MemoryTaskStore(clock);
    private final TaskEngine engine = new TaskEngine(
            new TaskRegistry(List.of()),
            codec,
            new EngineSettings(true, Duration.ofSeconds(30), Duration.ofHours(1), Set.of()),
            new FakeTransactions(),
            EventPublisher.NONE,
            Thread::new,
            clock,
            Map.of(
                    "default",
                    new Backends.Source("memory", Set.of(), parts -> Backends.Started.of(started())),
                    "tests",
                    new Backends.Source(
                            "dummy", Set.of(), parts -> Backends.Started.of(new DummyBackend(Clock.systemUTC())))));

    private final TaskAdmin admin = engine.admin("default");

    private StoreBackend started() {
        StoreBackend backend = new StoreBackend(store, Transactions.NONE, context -> null);
        backend.start(ContractContext.ofStore("default", Map.of()));
        return backend;
    }

    @Test
    void eachPauseIsListed() {
        admin.pauseAll(LATER);
        admin.pauseQueue("mail");
        admin.pauseLimitKey("openai", "acme", null);
        admin.pauseLimitKey("openai", null, LATER);
        admin.quietNode("node-1");
        admin.quietInstance("web-0");

        assertThat(admin.pauses())
                .containsExactly(
                        new Pause(PauseKind.NAMESPACE, "*", null, START, LATER),
                        new Pause(PauseKind.QUEUE, "mail", null, START, null),
                        new Pause(PauseKind.LIMIT, "openai", null, START, LATER),
                        new Pause(PauseKind.LIMIT, "openai", "acme", START, null),
                        new Pause(PauseKind.NODE, "node-1", null, START, null),
                        new Pause(PauseKind.INSTANCE, "web-0", null, START, null));
    }

    @Test
    void whatIsResumedIsPausedNoMore() {
        BiPredicate<Runnable, Predicate<TaskAdmin>> pausesOnce = (pause, resume) -> {
            boolean before = resume.test(admin);
            pause.run();
            return !before && resume.test(admin) && !resume.test(admin);
        };

        assertThat(pausesOnce.test(admin::pauseAll, TaskAdmin::resumeAll)).isTrue();
        assertThat(pausesOnce.test(() -> admin.pauseQueue("mail"), each -> each.resumeQueue("mail")))
                .isTrue();
        assertThat(pausesOnce.test(
                        () -> admin.pauseLimitKey("openai", "acme", null),
                        each -> each.resumeLimitKey("openai", "acme")))
                .isTrue();
        assertThat(pausesOnce.test(() -> admin.quietNode("node-1"), each -> each.resumeNode("node-1")))
                .isTrue();
        assertThat(pausesOnce.test(() -> admin.quietInstance("web-0"), each -> each.resumeInstance("web-0")))
                .isTrue();
        assertThat(admin.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a name that is longer than any queue, node or instance may have one"})
    void aNameThatNothingCanHaveIsRefused(String name) {
        assertThatThrownBy(() -> admin.pauseQueue(name))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageContaining("EETASK0500");
        assertThatThrownBy(() -> admin.quietNode(name)).isInstanceOf(InvalidTaskException.class);
        assertThatThrownBy(() -> admin.quietInstance(name)).isInstanceOf(InvalidTaskException.class);
        assertThat(admin.resumeQueue(name)).isFalse();
        assertThat(admin.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T12:00:00Z", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void anEndThatIsOverOrBeyondAllCalendarsIsRefused(Instant until) {
        assertThatThrownBy(() -> admin.pauseQueue("mail", until))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageContaining("EETASK0501");
        assertThatThrownBy(() -> admin.pauseAll(until)).isInstanceOf(InvalidTaskException.class);
        assertThatThrownBy(() -> admin.pauseLimitKey("openai", null, until)).isInstanceOf(InvalidTaskException.class);
        assertThat(admin.pauses()).isEmpty();
    }

    @Test
    void aKeyThatCannotBeListedIsRefused() {
        admin.pauseLimitKey("openai", "k".repeat(255), null);

        assertThatThrownBy(() -> admin.pauseLimitKey("openai", "k".repeat(256), null))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageContaining("EETASK0502");
        assertThat(admin.pauses()).hasSize(1);
    }

    @Test
    void aBackendThatCannotPauseIsNamed() {
        TaskAdmin tests = engine.admin("tests");

        assertThatThrownBy(() -> tests.pauseQueue("mail"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContainingAll("'tests'", "dummy", "cannot pause");
        assertThatThrownBy(tests::pauses).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void whatIsMissingIsRefused() {
        assertThatThrownBy(() -> admin.pauseQueue(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> admin.resumeQueue(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> admin.pauseLimitKey(null, "acme", null)).isInstanceOf(NullPointerException.class);
    }
}
