package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Every script of {@code server-config/wildfly}, by the server's own command line, on a configuration as it is shipped; other
 * tests run on what they make of it. Much the same on every database, so once is enough.
 */
@DisabledIfSystemProperty(
        named = "database",
        matches = "postgresql|mariadb",
        disabledReason = "scripts are the same on every database")
class ServerConfigIT {

    /** The one that no test starts, with all that any script asks for. */
    private static final String CONFIGURATION = "standalone-full-ha.xml";

    private static final Path HOME = Path.of(System.getProperty("jboss.home"));
    private static final String BEGIN = "embed-server --server-config=" + CONFIGURATION + "\n";
    private static final String END = "stop-embedded-server";

    /** An operator's own, of which the scripts know nothing. */
    private static final String DATA_SOURCE = "java:jboss/datasources/OrdersDS";

    private static final String NODE = "orders-1";

    @Test
    void eachScriptChangesTheServerOnceAndLeavesAnOperatorsOwnAlone() throws Exception {
        Path base = Files.createTempDirectory(Path.of(System.getProperty("build.directory")), "server-config");
        Path configuration = Files.createDirectory(base.resolve("configuration"));
        for (Path file : files(HOME.resolve("standalone/configuration"))) {
            Files.copy(file, configuration.resolve(file.getFileName()));
        }

        List<Path> scripts = scripts();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < scripts.size(); i++) {
            all.append(Files.readString(scripts.get(i)).replace(END, ":take-snapshot(name=" + i + "-)\n" + END));
        }
        StringBuilder again = new StringBuilder();
        for (Path script : scripts) {
            again.append(Files.readString(script));
        }
        all.append(again.toString());
        all.append(BEGIN).append(":take-snapshot(name=again-)\n");
        all.append("/subsystem=ee/service=default-bindings:write-attribute(name=datasource, value=%s)\n"
                .formatted(DATA_SOURCE));
        all.append("/subsystem=transactions:write-attribute(name=node-identifier, value=%s)\n".formatted(NODE));
        all.append(":take-snapshot(name=own-)\n");
        all.append(again.toString().replaceAll("(?m)^(embed-server .*|" + END + ")$", ""));
        all.append(END);
        run(base, all.toString());

        String before =
                Files.readString(HOME.resolve("standalone/configuration").resolve(CONFIGURATION));
        for (int i = 0; i < scripts.size(); i++) {
            String after = Files.readString(snapshot(configuration, i + "-"));
            assertThat(after).as("after %s", scripts.get(i)).isNotEqualTo(before);
            before = after;
        }
        assertThat(snapshot(configuration, "again-"))
                .as("after all of them again")
                .hasContent(before)
                .content()
                .contains(
                        "datasource=\"${default.data-source:java:jboss/datasources/ExampleDS}\"",
                        "node-identifier=\"${jboss.tx.node.id:${jboss.node.name}}\"");
        assertThat(configuration.resolve(CONFIGURATION))
                .as("after all of them on an operator's own")
                .hasContent(Files.readString(snapshot(configuration, "own-")))
                .content()
                .contains("datasource=\"" + DATA_SOURCE + "\"", "node-identifier=\"" + NODE + "\"");
    }

    private static void run(Path base, String commands) throws IOException, InterruptedException {
        Path file = Files.writeString(base.resolve("all.cli"), commands);
        Process process = new ProcessBuilder(
                        HOME.resolve("bin/jboss-cli.sh").toString(),
                        "-Djboss.server.base.dir=" + base,
                        "-Dconfig=" + CONFIGURATION,
                        "--file=" + file)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static Path snapshot(Path configuration, String name) {
        return configuration.resolve("standalone_xml_history/snapshot/" + name + CONFIGURATION);
    }

    private static List<Path> scripts() throws IOException {
        Path directory = Path.of(System.getProperty("basedir"), "../../server-config/wildfly");
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".cli"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
