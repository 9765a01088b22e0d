package ee.tasks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.config.ConfigKey;
import ee.tasks.config.TaskConfigKeys;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.engine.backend.DummyBackend;
import ee.tasks.engine.backend.ImmediateBackend;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedules;
import ee.tasks.spi.Feature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents show is what the code is. */
class ReadmeTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private static final String FIRST_TASK = "docs/start/first-task.adoc";

    private static final Pattern TYPE = Pattern.compile("(?m)^public class ");
    private static final Pattern ANNOTATION = Pattern.compile("@(?!Override)(\\w+)");

    /** Key and default, the first two cells of a row. */
    private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\|`(ee\\.tasks\\.[a-z.-]+)` +\\|(?:`([^`]*)`)?");

    @ParameterizedTest
    @ValueSource(strings = {"README.adoc", "tasks-tck/README.adoc"})
    void everyJavaBlockIsARegionOfCompiledCode(String document) {
        assertThat(Snippets.javaBlocks(document)).isNotEmpty();
        Snippets.assertThatTheyAreCompiled(Snippets.javaBlocks(document));
    }

    /** They are the first that somebody copies; that they compile as they stand is a test of the published jars. */
    @Test
    void itsClassesAndThoseOfTheFirstTaskHaveTheirImportsAndTheirScopes() {
        assertThat(types("README.adoc")).containsExactly("Newsletter", "Pages", "Editions");
        assertThat(types(FIRST_TASK)).containsExactly("Newsletter", "Pages", "Announce", "Editions");
        assertThat(Stream.of("README.adoc", FIRST_TASK).flatMap(document -> Snippets.javaBlocks(document).stream()))
                .filteredOn(block -> TYPE.matcher(block.text()).find())
                .allSatisfy(block -> {
                    assertThat(block.text()).containsPattern("(?m)^@(ApplicationScoped|WebServlet)\\b");
                    assertThat(ANNOTATION.matcher(block.text()).results().map(found -> found.group(1)))
                            .allSatisfy(name -> assertThat(block.text())
                                    .containsPattern("(?m)^import [a-z.]+\\.%s;".formatted(name)));
                });
    }

    /** Its first line is javac's, see TypedCallsTest. */
    @Test
    void theErrorForWrongArgumentsNamesAMethodOfABeanToo() {
        assertThat(Snippets.document("docs/how-to/troubleshoot.adoc"))
                .containsPattern(
                        "`\\+no suitable method found for enqueue\\(Newsletter\\[\\.\\.\\.]anged,int,int\\)\\+`::\n"
                                + "(.+\n)*So does `newsletter::sendPageChanged` with the bean: write `Newsletter::sendPageChanged`"
                                + " with the class\\.");
    }

    @Test
    void theFirstTaskRunsOnTheDefaultBackend() {
        try (TaskContainer app =
                TaskContainer.application().beans(Newsletter.class, Pages.class).start()) {
            assertThat(app.get(Pages.class).announce(1L, 2L)).isEqualTo("mail about page 1 to user 2");
        }
    }

    @Test
    void theFirstTaskRunsAndItsResultIsFoundByItsId() {
        try (TaskContainer app = application()) {
            assertThat(app.get(Pages.class).announce(1L, 2L)).endsWith(" is READY");
            String id = app.get(Editions.class).publish(1L, 2L);

            assertThat(app.tasks().result(id).await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
            assertThat(app.get(Editions.class).sent(id)).contains("mail about page 1 to user 2");
        }
    }

    @Test
    void theRecipesRun() {
        try (TaskContainer app = application()) {
            app.get(Recipes.class).all(1L, 2L);
            TaskQueue tasks = app.tasks();

            assertThat(tasks.enqueue(Archive::bind, 3).await(GENEROUS).returnValue())
                    .isEqualTo(3);
        }
    }

    @Test
    void theSchedulesAreMadeAndRun() {
        try (TaskContainer app = application()) {
            TaskSchedules schedules = app.get(TaskSchedules.class);
            app.get(TeamDigests.class).subscribe(7L, ZoneId.of("Europe/London"));

            assertThat(app.get(TeamDigests.class).late(Instant.EPOCH)).isEmpty();
            assertThat(app.get(TeamDigests.class).holidays(7L).orElseThrow().await(GENEROUS))
                    .extracting(TaskResult::returnValue)
                    .isEqualTo("mail about page 1 to user 7");
            assertThat(schedules.find("digest-7").orElseThrow().state()).isEqualTo(TaskSchedule.State.PAUSED);
            await().atMost(GENEROUS).untilAsserted(() -> assertThat(schedules.list())
                    .extracting(TaskSchedule::id)
                    .containsExactly("digest-7", "digests.send", "hourly", "nightly"));
            assertThat(schedules.runNow("nightly").orElseThrow().await(GENEROUS).status())
                    .isEqualTo(TaskStatus.SUCCESSFUL);
            app.get(TeamDigests.class).unsubscribe(7L);
            assertThat(schedules.find("digest-7")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTableOfFeaturesSaysWhatTheBackendsSay(Feature feature) {
        String row = Snippets.document("docs/reference/backends.adoc")
                .lines()
                .filter(line -> line.startsWith("|`" + feature + "`"))
                .findFirst()
                .orElseThrow();
        Clock clock = Clock.systemUTC();

        assertThat(Arrays.stream(row.split("\\|")).skip(2).map(String::strip).limit(3))
                .containsExactly(
                        yesOrNo(feature, new ImmediateBackend(clock).features()),
                        yesOrNo(feature, new MemoryTaskStore(clock).features()),
                        yesOrNo(feature, new DummyBackend(clock).features()));
    }

    @Test
    void theKeysOfTheReadmeExistAndHaveTheDefaultsItSays() {
        Map<String, ConfigKey<?>> keys =
                TaskConfigKeys.ALL.stream().collect(Collectors.toMap(ConfigKey::name, Function.identity()));

        assertThat(KEY_ROW.matcher(Snippets.document("README.adoc")).results())
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(keys).containsKey(row.group(1));
                    assertThat(row.group(2)).isEqualTo(keys.get(row.group(1)).defaultText());
                });
    }

    private static List<String> types(String document) {
        return Snippets.javaBlocks(document).stream()
                .filter(block -> TYPE.matcher(block.text()).find())
                .map(Snippets.Block::file)
                .toList();
    }

    private static String yesOrNo(Feature feature, Set<Feature> features) {
        return features.contains(feature) ? "yes" : "no";
    }

    private static TaskContainer application() {
        return TaskContainer.application(
                        "memory",
                        Newsletter.class,
                        MailSender.class,
                        Pages.class,
                        Editions.class,
                        Archive.class,
                        Bookings.class,
                        Recipes.class,
                        Digests.class,
                        TeamDigests.class)
                .start();
    }
}
