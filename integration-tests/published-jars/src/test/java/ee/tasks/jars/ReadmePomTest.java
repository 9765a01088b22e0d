package ee.tasks.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells somebody to copy: its POM and its classes, built by the Maven of this build, offline if that is. */
class ReadmePomTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern POM =
            Pattern.compile("\\[source,xml]\\n----\\n(<project>.*?</project>)\\n----", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("public class (\\w+)");
    private static final Pattern JAVA = Pattern.compile("\\[source,java]\\n----\\n(.*?)\\n----\\n", Pattern.DOTALL);

    @TempDir
    Path directory;

    /** Before JUnit deletes what is here. */
    @AfterEach
    void unlink() throws IOException {
        try (Stream<Path> groups = Files.list(directory.resolve("repository"))) {
            for (Path link : groups.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void itsPomAndItsClassesMakeAWarWithTheLibraries() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.adoc"));
        Path project = Files.createDirectory(directory.resolve("first"));
        Matcher pom = POM.matcher(readme);
        assertThat(pom.find()).isTrue();
        Files.writeString(project.resolve("pom.xml"), pom.group(1));
        Path sources = Files.createDirectories(project.resolve("src/main/java/com/acme"));
        Path webInf = Files.createDirectories(project.resolve("src/main/webapp/WEB-INF"));
        Files.createFile(webInf.resolve("beans.xml"));
        for (String block :
                JAVA.matcher(readme).results().map(found -> found.group(1)).toList()) {
            Matcher type = TYPE.matcher(block);
            if (type.find()) {
                Files.writeString(sources.resolve(type.group(1) + ".java"), "package com.acme;\n\n" + block);
            }
        }

        // compile and war, since the plugins that package runs beside them are Maven's own choice
        String output = maven(project, "compiler:compile", "war:war");

        assertThat(Library.entries(project.resolve("target/first-1.war")))
                .as(output)
                .contains(
                        "WEB-INF/beans.xml",
                        "WEB-INF/classes/com/acme/Newsletter.class",
                        "WEB-INF/classes/com/acme/Pages.class",
                        "WEB-INF/classes/com/acme/Announce.class",
                        "WEB-INF/classes/com/acme/Editions.class")
                .filteredOn(path -> path.startsWith("WEB-INF/lib/"))
                .map(path -> path.replaceFirst(".*/(.*?)-\\d.*", "$1"))
                .containsExactlyInAnyOrder("tasks-api", "tasks-engine", "tasks-cdi-extension", "tasks-jpa-store");
    }

    private String maven(Path project, String... goals) throws IOException, InterruptedException {
        Path output = directory.resolve("maven.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + repository()));
        if (System.getProperty("maven.network").equals("offline=true")) {
            command.add("-o");
        }
        command.addAll(Arrays.asList(goals));
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().remove("MAVEN_OPTS");
        int exitCode = maven.start().waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(exitCode).as(said).isZero();
        return said;
    }

    /** This build's, with the jars of this build as if they were installed. */
    private Path repository() throws IOException {
        Path repository = Files.createDirectory(directory.resolve("repository"));
        try (Stream<Path> groups = Files.list(Path.of(System.getProperty("maven.repository")))) {
            for (Path group : groups.toList()) {
                if (!group.endsWith("ee")) {
                    Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
                }
            }
        }
        install(repository, "tasks-parent", ROOT.resolve("pom.xml"), null);
        install(repository, "tasks-api", ROOT.resolve("tasks-api/pom.xml"), Library.API);
        install(repository, "tasks-engine", ROOT.resolve("tasks-engine/pom.xml"), Library.ENGINE);
        install(repository, "tasks-cdi-extension", ROOT.resolve("tasks-cdi-extension/pom.xml"), Library.CDI_EXTENSION);
        install(repository, "tasks-jpa-store", ROOT.resolve("tasks-jpa-store/pom.xml"), Library.JPA_STORE);
        return repository;
    }

    private static void install(Path repository, String artifact, Path pom, Library library) throws IOException {
        String version = "1.0.0-SNAPSHOT";
        Path directory = Files.createDirectories(
                repository.resolve("ee/tasks").resolve(artifact).resolve(version));
        Files.copy(pom, directory.resolve(artifact + "-" + version + ".pom"));
        if (library != null) {
            Files.copy(library.jar(), directory.resolve(artifact + "-" + version + ".jar"));
        }
    }
}
