package ee.tasks.jpa;

import ee.tasks.contract.TaskStoreContract;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract over one database, which every test of a class shares, and one persistence provider. */
abstract class JpaTaskStoreContract extends TaskStoreContract {

    abstract TestDatabase database();

    @Override
    public TaskStore newStore() {
        return database().newStore();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("schema", "migrate");
    }

    @Override
    public void letTimePass(Duration duration) {
        long seconds = duration.toSeconds();
        earlier("ee_task", "run_after", seconds);
        earlier("ee_task", "promote_at", seconds);
        earlier("ee_node", "lease_until", seconds);
        earlier("ee_task_key", "held_until", seconds);
    }

    /** Ten thousand finished tasks here and there would make every change of time slow. */
    @AfterEach
    void forgetTasks() {
        Jdbc.run(database().pool(), "truncate table ee_task");
        Jdbc.run(database().pool(), "truncate table ee_task_dependency");
    }

    private void earlier(String table, String column, long seconds) {
        Jdbc.run(
                database().pool(),
                "update %1$s set %2$s = %2$s - interval '%3$d' second(6) where %2$s is not null"
                        .formatted(table, column, seconds));
    }
}
