package ee.tasks.it.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What each server is started with: the variable of a key with the name of a task in it, and one that is misspelt. */
final class Variables {

    static final Map<String, String> ALL = Map.of(
            "EE_TASKS_TASK__EE_TASKS_DEMO_ARCHIVE_BIND__QUEUE", "bindery",
            "EE_TASKS_WORKER_CONCURENCY", "3");

    private Variables() {}

    static void assertInForceOrReported(Demo demo, String log) {
        String id = demo.bindArchives(1, 1).get(0);
        assertThat(demo.details(id).getString("queue")).isEqualTo("bindery");
        demo.awaitStatus("SUCCESSFUL", List.of(id));
        assertThat(log)
                .contains(
                        "EETASK0211: environment variable EE_TASKS_WORKER_CONCURENCY has no effect: it matches no key of EE"
                                + " Tasks in this deployment; did you mean EE_TASKS_WORKER_CONCURRENCY?")
                .doesNotContain("environment variable EE_TASKS_TASK__EE_TASKS_DEMO_ARCHIVE_BIND__QUEUE");
    }
}
