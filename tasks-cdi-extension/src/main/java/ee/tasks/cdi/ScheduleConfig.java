package ee.tasks.cdi;

import ee.tasks.config.ConfigKey;
import ee.tasks.config.TasksConfig;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What configuration says of one schedule: under its id, else under one that it had before its task was renamed. Who wrote
 * {@code enabled=false} need not know of the new name.
 */
record ScheduleConfig(TasksConfig config, String id, Set<String> formerIds) {

    <T> Optional<T> get(ConfigKey<T> key) {
        return Stream.concat(Stream.of(id), formerIds.stream())
                .map(each -> config.ofSchedule(each, key).orElse(null))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
