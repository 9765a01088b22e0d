package ee.tasks.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One object of a Kubernetes manifest, or a part of one. */
record Manifest(Map<String, Object> fields) {

    static List<Manifest> read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Manifest> all = new ArrayList<>();
        try {
            new Yaml(new SafeConstructor(options))
                    .loadAll(Files.readString(file))
                    .forEach(document -> all.add(of(document)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** The part below these keys. */
    Manifest at(String... keys) {
        Manifest part = this;
        for (String key : keys) {
            part = of(part.get(key));
        }
        return part;
    }

    Object get(String key) {
        if (!fields.containsKey(key)) {
            throw new AssertionError("no '%s' in %s".formatted(key, fields.keySet()));
        }
        return fields.get(key);
    }

    String text(String key) {
        return (String) get(key);
    }

    int number(String key) {
        return (Integer) get(key);
    }

    List<Manifest> list(String key) {
        return ((List<?>) get(key)).stream().map(Manifest::of).toList();
    }

    List<String> texts(String key) {
        return ((List<?>) get(key)).stream().map(String.class::cast).toList();
    }

    @SuppressWarnings("unchecked")
    private static Manifest of(Object object) {
        return new Manifest((Map<String, Object>) object);
    }
}
