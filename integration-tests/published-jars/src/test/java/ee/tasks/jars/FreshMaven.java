package ee.tasks.jars;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The Maven of this build, offline if that is, in a directory and with a repository of its own, as a user has it. */
class FreshMaven implements AutoCloseable {

    static final Path ROOT = Path.of("../..");
    static final String VERSION = "1.0.0-SNAPSHOT";

    private final Path directory;
    private final Path repository;

    /** @param directory an empty one */
    FreshMaven(Path directory) throws IOException {
        this.directory = directory;
        repository = repository();
    }

    /** What Maven said, and whether it succeeded. */
    record Run(int exitCode, String output) {}

    /** @return the directory of the application */
    Path application(String name, String pom) throws IOException {
        Path application = Files.createDirectory(directory.resolve(name));
        Files.writeString(application.resolve("pom.xml"), pom);
        return application;
    }

    Run run(Path application, String... goals) throws IOException, InterruptedException {
        Path output = directory.resolve("maven.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + repository));
        if (System.getProperty("maven.network").equals("offline=true")) {
            command.add("-o");
        }
        command.addAll(Arrays.asList(goals));
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(application.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().remove("MAVEN_OPTS");
        int exitCode = maven.start().waitFor();
        return new Run(exitCode, Files.readString(output, StandardCharsets.UTF_8));
    }

    /** This build's, with the jars of this build as if they were installed. */
    private Path repository() throws IOException {
        Path links = Files.createDirectory(directory.resolve("repository"));
        try (Stream<Path> groups = Files.list(Path.of(System.getProperty("maven.repository")))) {
            for (Path group : groups.toList()) {
                if (!group.endsWith("ee")) {
                    Files.createSymbolicLink(links.resolve(group.getFileName()), group);
                }
            }
        }
        install(links, "tasks-parent", ROOT.resolve("pom.xml"));
        install(links, "tasks-bom", ROOT.resolve("tasks-bom/pom.xml"));
        for (Library library : Library.values()) {
            Path installed = install(links, library.artifact, ROOT.resolve(library.artifact + "/pom.xml"));
            Files.copy(library.jar(), installed.resolve(library.artifact + "-" + VERSION + ".jar"));
        }
        return links;
    }

    private static Path install(Path repository, String artifact, Path pom) throws IOException {
        Path directory = Files.createDirectories(
                repository.resolve("ee/tasks").resolve(artifact).resolve(VERSION));
        Files.copy(pom, directory.resolve(artifact + "-" + VERSION + ".pom"));
        return directory;
    }

    /** Before JUnit deletes what is here, it must not find the links into this build's repository. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> groups = Files.list(repository)) {
            for (Path link : groups.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }
}
