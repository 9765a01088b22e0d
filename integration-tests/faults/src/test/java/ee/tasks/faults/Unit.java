package ee.tasks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A unit of systemd, as {@code server-config/systemd} ships it. */
record Unit(List<Setting> settings) {

    /** One line. A name may have several. */
    record Setting(String section, String name, String value) {}

    static Unit shipped(String file) {
        try {
            return read(Files.readAllLines(Path.of("../../server-config/systemd", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Unit read(List<String> lines) {
        List<Setting> settings = new ArrayList<>();
        String section = "";
        for (String line : lines) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                settings.add(new Setting(section, line.substring(0, equals), line.substring(equals + 1)));
            }
        }
        return new Unit(List.copyOf(settings));
    }

    /** Of the one line of that name in the section {@code Service}. */
    String service(String name) {
        List<String> values = services(name);
        if (values.size() != 1) {
            throw new AssertionError(name + " is there %d times".formatted(values.size()));
        }
        return values.get(0);
    }

    List<String> services(String name) {
        return settings.stream()
                .filter(setting ->
                        setting.section().equals("Service") && setting.name().equals(name))
                .map(Setting::value)
                .toList();
    }

    Map<String, String> environment() {
        return services("Environment").stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(Long.parseLong(service(name)));
    }
}
