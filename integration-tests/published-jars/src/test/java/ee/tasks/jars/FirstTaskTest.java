package ee.tasks.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first page of the manual tells you to copy: its POM and its classes, built by the Maven of this build, offline if that is. */
class FirstTaskTest {

    private static final Pattern POM =
            Pattern.compile("\\[source,xml]\\n----\\n(<project>.*?</project>)\\n----", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("public class (\\w+)");
    private static final Pattern JAVA = Pattern.compile("\\[source,java]\\n----\\n(.*?)\\n----\\n", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void itsPomAndItsClassesMakeAWarWithTheLibraries() throws Exception {
        String page = Files.readString(FreshMaven.ROOT.resolve("docs/start/first-task.adoc"));
        Matcher pom = POM.matcher(page);
        assertThat(pom.find()).isTrue();
        try (FreshMaven maven = new FreshMaven(directory)) {
            Path project = maven.application("first", pom.group(1));
            Path sources = Files.createDirectories(project.resolve("src/main/java/com/acme"));
            Path webInf = Files.createDirectories(project.resolve("src/main/webapp/WEB-INF"));
            Files.createFile(webInf.resolve("beans.xml"));
            for (String block :
                    JAVA.matcher(page).results().map(found -> found.group(1)).toList()) {
                Matcher type = TYPE.matcher(block);
                if (type.find()) {
                    Files.writeString(sources.resolve(type.group(1) + ".java"), "package com.acme;\n\n" + block);
                }
            }

            // compile and war, since the plugins that package runs beside them are Maven's own choice
            FreshMaven.Run run = maven.run(project, "compiler:compile", "war:war");

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(Library.entries(project.resolve("target/first-1.war")))
                    .as(run.output())
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
    }
}
