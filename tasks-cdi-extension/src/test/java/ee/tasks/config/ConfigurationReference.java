package ee.tasks.config;

import java.util.List;

/** Prints the tables of {@code docs/configuration.adoc}, from which they are copied when a key changes. */
final class ConfigurationReference {

    private ConfigurationReference() {}

    public static void main(String[] arguments) {
        for (List<ConfigKey<?>> table : List.of(
                TaskConfigKeys.ALL,
                TaskConfigKeys.OF_A_BACKEND,
                TaskConfigKeys.OF_A_TASK,
                TaskConfigKeys.OF_A_QUEUE,
                TaskConfigKeys.OF_A_SCHEDULE,
                TaskConfigKeys.OF_A_LIMIT)) {
            table.forEach(key -> System.out.println(row(key)));
            System.out.println();
        }
    }

    static String row(ConfigKey<?> key) {
        String value = key.defaultText() == null
                ? ""
                : key.defaultText().isEmpty() ? "(empty)" : "`" + key.defaultText() + "`";
        return "|`%s` |%s |%s |%s"
                .formatted(
                        key.name(),
                        value.replace("`*`", "`+*+`"),
                        key.range().replace("*", "{asterisk}"),
                        key.description().replace("*", "{asterisk}"));
    }
}
