package ee.tasks.it;

import ee.tasks.it.gate.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The directory through which a test and the tasks of {@code ee.tasks.it.gate} talk. */
public final class GateFiles {

    private final Path directory;

    public GateFiles(String name) {
        try {
            Path parent = Path.of(System.getProperty("build.directory", "target"));
            directory = Files.createTempDirectory(parent, name).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public WebArchive application(String name, int concurrency) {
        String properties = """
                ee.tasks.backend=jpa
                ee.tasks.namespace=%s
                ee.tasks.worker.poll-interval=PT0.2S
                ee.tasks.worker.concurrency=%d
                """.formatted(name, concurrency);
        return Archives.war(name)
                .addPackage(Gate.class.getPackage())
                .addAsResource(new StringAsset(directory.toString()), "gate-directory")
                .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
    }

    public void create(String file) {
        try {
            Files.createFile(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many there are whose names begin like this. */
    public long count(String prefix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
