package ee.tasks.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** {@code ./mvnw} runs what it downloads, so the files say from where, and with which checksum. */
class WrapperTest {

    @Test
    void itsMavenComesFromMavenCentralWithItsChecksum() throws Exception {
        Properties wrapper = new Properties();
        try (Reader file = Files.newBufferedReader(FreshMaven.ROOT.resolve(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(file);
        }
        assertThat(wrapper.getProperty("distributionUrl"))
                .matches("https://repo\\.maven\\.apache\\.org/maven2/org/apache/maven/apache-maven/"
                        + "(3\\.9\\.\\d+)/apache-maven-\\1-bin\\.zip");
        assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
        // no jar in the repository
        assertThat(wrapper.getProperty("distributionType")).isEqualTo("only-script");
    }

    @Test
    void itsScriptsAreForBothKindsOfSystems() {
        assertThat(FreshMaven.ROOT.resolve("mvnw")).isExecutable();
        assertThat(FreshMaven.ROOT.resolve("mvnw.cmd")).isRegularFile();
    }
}
