package ee.tasks.tck.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.TaskStore;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The sentence that may be published stands in the report of whom it is true of, and of nobody else. */
class ReportTest {

    @TempDir
    Path directory;

    @Test
    void whoPassesMayClaimIt() throws IOException {
        String report = report(selectClass(AcmeBackendTest.class));

        assertThat(directory.resolve("backend-acme-backend-acmebackendtest.txt"))
                .exists();
        assertThat(report)
                .startsWith("EE Tasks TCK 1.0")
                .contains("(preview)\nTier: backend\nSubject: Acme Backend 1.2\nDatabase: none told\nTest class: "
                        + AcmeBackendTest.class.getName() + "\nDate: 20")
                .containsPattern("Required: [1-9]\\d+ passed, 0 failed, 0 skipped\nOptional: 0 failed")
                .containsPattern("  CANCEL: not promised, [1-9]\\d* skipped\n")
                .containsPattern("  RUN: [1-9]\\d* passed\n")
                .containsPattern("\nAcme Backend 1\\.2 passes the EE Tasks TCK 1\\.0\\S* \\(preview\\), tier backend,"
                        + " with features RESULTS, RUN\\.\n$")
                .doesNotContain("no claim", "Failed:", "Skipped:", "Left out:");
    }

    static class Forgetful extends AcmeBackendTest {

        @Override
        public TaskBackend newBackend(TaskRunner runner) {
            return new AcmeBackend() {
                @Override
                public TaskRecord enqueue(TaskRequest request) {
                    return TaskRecordBuilder.of(super.enqueue(request))
                            .queue("lost")
                            .build();
                }
            };
        }
    }

    @Test
    void whoFailsARequiredTestMakesNoClaim() throws IOException {
        assertThat(report(selectClass(Forgetful.class)))
                .contains(", 1 failed, 0 skipped\n")
                .contains("Failed:\n  TaskBackendContract.whatIsEnqueuedIsTakenUnderItsIdWithEverythingThatWasSaid\n")
                .endsWith("\nno claim: 1 failed\n");
    }

    static class Boasting extends AcmeBackendTest {

        @Override
        public TaskBackend newBackend(TaskRunner runner) {
            return new AcmeBackend() {
                @Override
                public Set<Feature> features() {
                    return Set.of(Feature.RESULTS, Feature.DEFER);
                }
            };
        }
    }

    @Test
    void whoPromisesWhatItDoesNotKeepMakesNone() throws IOException {
        assertThat(report(selectClass(Boasting.class)))
                .contains(" 0 failed, 0 skipped\nOptional: 2 failed")
                .endsWith("\nno claim: 2 failed\n");
    }

    static class Shy extends AcmeBackendTest {

        @BeforeEach
        void hasALicence() {
            Assumptions.abort("no licence here");
        }
    }

    @Test
    void whoSkipsWhatIsRequiredMakesNone() throws IOException {
        assertThat(report(selectClass(Shy.class)))
                .contains("Required: 0 passed, 0 failed, ")
                .containsPattern("\nno claim: [1-9]\\d required skipped\n$");
    }

    static class Lenient extends AcmeBackendTest {

        @Override
        @Disabled("always fails")
        @Test
        public void anUnknownFlowHasNothing() {}
    }

    @Test
    void whoDisablesATestMakesNone() throws IOException {
        assertThat(report(selectClass(Lenient.class)))
                .contains("Left out:\n  BackendFlowTests.anUnknownFlowHasNothing\n")
                .endsWith("\nno claim: 1 did not run\n");
    }

    static class Replacing extends AcmeBackendTest {

        @Override
        @Test
        public void anUnknownFlowHasNothing() {}
    }

    @Test
    void whoReplacesATestMakesNone() throws IOException {
        assertThat(report(selectClass(Replacing.class))).endsWith("\nno claim: 1 did not run\n");
    }

    /** Has methods with the names of steps, the one by accident. It comes no further than that. */
    static class Stepping extends TaskStoreContract {

        @Override
        public TaskStore newStore() {
            throw new IllegalStateException("no store here");
        }

        @Override
        public void letTimePass(Duration duration) {}

        public void needs(String part) {}

        @Override
        public TaskStatus status(String id) {
            return TaskStatus.SUCCESSFUL;
        }

        public TaskStatus status() {
            return TaskStatus.SUCCESSFUL;
        }
    }

    @Test
    void whoReplacesStepsOfTheTestsMakesNone() throws IOException {
        assertThat(report(selectMethod(Stepping.class, "aNewTaskIsReadyAndNobodyHasTouchedIt")))
                .contains("no claim: ", "; the class overrides StoreSteps.needs, StoreSteps.status; ");
    }

    @Test
    void whoRunsSomeOfTheTestsMakesNone() throws IOException {
        assertThat(report(selectMethod(AcmeBackendTest.class, "anUnknownFlowHasNothing")))
                .containsPattern("no claim: \\d\\d did not run\n$");
    }

    static class Broken extends AcmeBackendTest {

        @AfterAll
        static void leak() {
            throw new IllegalStateException("cannot be closed");
        }
    }

    @Test
    void whoseClassFailsMakesNone() throws IOException {
        assertThat(report(selectClass(Broken.class))).endsWith("\nno claim: the test class itself failed\n");
    }

    static class Nameless extends AcmeBackendTest {

        @Override
        public Subject subject() {
            return Subject.of("Nameless", "");
        }
    }

    @Test
    void whoDoesNotSayItsVersionMakesNone() throws IOException {
        assertThat(report(selectClass(Nameless.class)))
                .endsWith("\nno claim: override subject(), which tells the name and the version\n");
    }

    /** Promises nothing in its first test. */
    static class Wavering extends AcmeBackendTest {

        private static final Set<Wavering> ASKED = ConcurrentHashMap.newKeySet();

        private final boolean isFirst = ASKED.isEmpty();

        @BeforeAll
        static void forget() {
            ASKED.clear();
        }

        @BeforeEach
        void isAsked() {
            ASKED.add(this);
        }

        @Override
        public boolean runs() {
            return !isFirst;
        }

        @Override
        public TaskBackend newBackend(TaskRunner runner) {
            return new AcmeBackend() {
                @Override
                public Set<Feature> features() {
                    return isFirst ? Set.of() : super.features();
                }
            };
        }
    }

    @Test
    void whosePromisesChangeMakesNone() throws IOException {
        assertThat(report(selectClass(Wavering.class)))
                .contains("no claim: ", "what is promised changed between tests");
    }

    /** Tells one test that it does not run, and the report that it does. */
    static class Evasive extends AcmeBackendTest {

        private boolean evades;

        @BeforeEach
        void looksWhoAsks(TestInfo test) {
            evades =
                    test.getTestMethod().orElseThrow().getName().equals("aTaskRunsAsItWasEnqueuedAndAsItsFirstAttempt");
        }

        @Override
        public boolean runs() {
            boolean isTold = !evades;
            evades = false;
            return isTold;
        }
    }

    @Test
    void whoseTestsFoundLessThanIsPromisedMakesNone() throws IOException {
        assertThat(report(selectClass(Evasive.class)))
                .containsPattern("  RUN: [1-9]\\d* passed, 1 not promised\n")
                .endsWith("\nno claim: RUN is promised, but not in each test\n");
    }

    /** JUnit goes on after no such error, so that nothing is called after it. */
    static class Dying extends AcmeBackendTest {

        private static volatile boolean dies;

        @Test
        void dies() {
            if (dies) {
                throw new OutOfMemoryError("as if");
            }
        }
    }

    @Test
    void theClaimOfAnEarlierRunDoesNotOutliveOneThatDoesNotEnd() throws IOException {
        Dying.dies = false;
        assertThat(report(selectClass(Dying.class))).contains("passes the EE Tasks TCK");
        Dying.dies = true;

        assertThatThrownBy(() -> run(selectClass(Dying.class))).isInstanceOf(OutOfMemoryError.class);

        assertThat(onlyReport())
                .contains("Tier: backend\nSubject: Acme Backend 1.2\n")
                .endsWith("\nno claim: the run did not end\n")
                .doesNotContain("passes");
    }

    @Test
    void eachClassOfASubjectHasAReportOfItsOwn() throws IOException {
        run(selectClass(Forgetful.class));
        run(selectClass(AcmeBackendTest.class));

        assertThat(directory.resolve("backend-acme-backend-forgetful.txt"))
                .content()
                .contains("\nTest class: " + Forgetful.class.getName() + "\n", "no claim");
        assertThat(directory.resolve("backend-acme-backend-acmebackendtest.txt"))
                .content()
                .contains("\nTest class: " + AcmeBackendTest.class.getName() + "\n", "passes the EE Tasks TCK");
    }

    static class WithTestsOfItsOwn extends AcmeBackendTest {

        @Nested
        class Batches {

            @Test
            void areTaken() {}

            @Test
            @Disabled("not yet")
            void areSplit() {}
        }
    }

    @Test
    void testsInNestedClassesRunAndDoNotCount() throws IOException {
        TestExecutionSummary summary = run(selectClass(WithTestsOfItsOwn.class));

        assertThat(summary.getFailures()).isEmpty();
        assertThat(onlyReport()).contains("passes the EE Tasks TCK");
    }

    private String report(DiscoverySelector selector) throws IOException {
        run(selector);
        return onlyReport();
    }

    private TestExecutionSummary run(DiscoverySelector selector) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector)
                                .configurationParameter("ee.tasks.tck.reports", directory.toString())
                                .build(),
                        summary);
        return summary.getSummary();
    }

    private String onlyReport() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> reports = files.toList();
            assertThat(reports).hasSize(1);
            return Files.readString(reports.get(0));
        }
    }
}
