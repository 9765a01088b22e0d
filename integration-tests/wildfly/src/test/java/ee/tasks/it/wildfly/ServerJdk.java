package ee.tasks.it.wildfly;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDK that the server runs on: that of the tests, or one of the version that the system property {@code server.java} asks
 * for. Such a one is looked for in environment variables that name a JDK, and where systems put theirs.
 */
record ServerJdk(int version, Optional<Path> home) {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final List<String> PLACES =
            List.of("/usr/lib/jvm", "/usr/java", "/opt/java", "/Library/Java/JavaVirtualMachines");
    private static final List<String> PLACES_AT_HOME = List.of(".sdkman/candidates/java", ".jdks");

    static ServerJdk ofThisRun() {
        int version = Integer.getInteger("server.java", Runtime.version().feature());
        return new ServerJdk(version, find(version, candidates()));
    }

    /** Why the tests cannot run, if they cannot. */
    Optional<String> missing() {
        return home.isPresent()
                ? Optional.empty()
                : Optional.of("no JDK %d for the server was found: set the environment variable JDK%d_HOME"
                        .formatted(version, version));
    }

    static Optional<Path> find(int version, Stream<Path> candidates) {
        return candidates.filter(home -> versionOf(home) == version).findFirst();
    }

    private static Stream<Path> candidates() {
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().matches("(JAVA|JDK).*"))
                .map(Map.Entry::getValue)
                .map(Path::of);
        Stream<Path> installed = Stream.concat(
                        PLACES.stream().map(Path::of),
                        PLACES_AT_HOME.stream().map(place -> Path.of(System.getProperty("user.home"), place)))
                .flatMap(ServerJdk::directories)
                .flatMap(directory -> Stream.of(directory, directory.resolve("Contents/Home")));
        return Stream.of(Stream.of(Path.of(System.getProperty("java.home"))), named, installed)
                .flatMap(homes -> homes);
    }

    private static Stream<Path> directories(Path place) {
        File[] directories = place.toFile().listFiles(File::isDirectory);
        return directories == null
                ? Stream.empty()
                : Stream.of(directories).map(File::toPath).sorted();
    }

    /** @return 0 for what is no JDK */
    private static int versionOf(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) return 0;
        try {
            Matcher version = VERSION.matcher(Files.readString(release));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
