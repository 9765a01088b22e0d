package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerJdkTest {

    @TempDir
    Path directory;

    @Test
    void theTestsOwnJdkIsTakenUnlessAnotherIsAskedFor() {
        assertThat(ServerJdk.ofThisRun().home()).contains(Path.of(System.getProperty("java.home")));
    }

    @Test
    void aJdkIsKnownByWhatItSaysOfItselfNotByItsName() throws IOException {
        Path ancient = jdk("jdk-99", "1.8.0_392");
        Path old = jdk("called-99", "17.0.15");
        Path wanted = jdk("some-jdk", "99.0.1");

        assertThat(ServerJdk.find(99, Stream.of(directory, ancient, old, wanted)))
                .contains(wanted);
    }

    @Test
    void withoutOneItIsSaidHowToNameIt() {
        ServerJdk jdk = new ServerJdk(99, ServerJdk.find(99, Stream.of(directory)));

        assertThat(jdk.missing())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no JDK 99", "JDK99_HOME"));
        assertThat(new ServerJdk(17, Optional.of(directory)).missing()).isEmpty();
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createFile(java);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
