package ee.tasks.it.payara;

import ee.tasks.it.FreePorts;
import ee.tasks.it.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A domain that is made anew, on free ports, and configured by the scripts that operators copy. */
final class PayaraDomain {

    private static final int ADMIN_PORT = 48;

    /** What {@code asadmin create-domain} adds to its {@code --portbase}. */
    private static final int[] PORTS = {ADMIN_PORT, 9, 37, 38, 39, 66, 76, 80, 81, 86};

    private final TestDatabase database;
    private final Path build = Path.of(System.getProperty("build.directory"));
    private final String name;
    private final int portBase = FreePorts.offset(PORTS);

    PayaraDomain(TestDatabase database) {
        this.database = database;
        name = "payara-" + database.name();
    }

    int adminPort() {
        return portBase + ADMIN_PORT;
    }

    void start() {
        try {
            delete(build.resolve(name));
            asadmin("create-domain", "--nopassword=true", "--savelogin=false", "--portbase=" + portBase, name);
            if (!database.isTheServers()) {
                Files.copy(
                        build.resolve("drivers/postgresql.jar"),
                        build.resolve(name).resolve("lib/postgresql.jar"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            asadmin("start-domain", "--postbootcommandfile=" + script(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        asadmin("stop-domain", "--kill=true", name);
    }

    private Path script() throws IOException {
        List<String> commands = new ArrayList<>();
        commands.addAll(shipped("tasks.asadmin"));
        commands.add("create-system-properties tests.executor=concurrent/tasks");
        commands.add("create-system-properties tests.executor-threads=concurrent/");
        commands.add("create-system-properties tests.transaction-manager=appserver/TransactionManager");
        commands.add("create-system-properties tests.database=" + database.name());
        if (database.isTheServers()) {
            commands.addAll(shipped("h2.asadmin"));
        } else {
            commands.addAll(shipped("postgresql.asadmin"));
            commands.addAll(shipped("default-data-source.asadmin"));
            commands.add("create-system-properties ee.tasks.jpa.schema=migrate");
        }
        return Files.write(build.resolve(name + ".asadmin"), commands);
    }

    private static List<String> shipped(String script) throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("server-config"), script));
    }

    private void asadmin(String command, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("payara.home"), "bin", "asadmin").toString());
        line.add(command);
        line.add("--domaindir=" + build);
        line.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        builder.environment().putAll(addresses());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> addresses() {
        return database.isTheServers()
                ? Map.of()
                : Map.of("PG_URL", database.url(), "PG_USER", "postgres", "PG_PASSWORD", "postgres");
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
