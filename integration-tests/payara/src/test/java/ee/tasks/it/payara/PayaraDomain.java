package ee.tasks.it.payara;

import ee.tasks.it.Asadmin;
import ee.tasks.it.FreePorts;
import ee.tasks.it.Guard;
import ee.tasks.it.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A domain that is made anew, on free ports, and configured by the scripts that operators copy, as these say. */
final class PayaraDomain implements AutoCloseable {

    private static final List<String> DATABASES = List.of("h2", "postgresql");
    private static final int ADMIN_PORT = 48;

    /** What {@code asadmin create-domain} adds to its {@code --portbase}. */
    private static final int[] PORTS = {ADMIN_PORT, 9, 37, 38, 39, 49, 59, 66, 76, 80, 81, 86};

    private final TestDatabase database;
    private final Asadmin asadmin;
    private final Path build = Path.of(System.getProperty("build.directory"));
    private final String name;
    private final Path directory;
    private final int portBase = FreePorts.offset(PORTS);
    private Guard guard;

    PayaraDomain() {
        database = openDatabase();
        name = "payara-" + database.name();
        directory = build.resolve(name);
        asadmin = new Asadmin(addresses());
    }

    private static TestDatabase openDatabase() {
        String database = System.getProperty("database", "h2");
        if (!DATABASES.contains(database)) {
            throw new IllegalArgumentException("Payara is tested on " + DATABASES + ", not on " + database);
        }
        return TestDatabase.open();
    }

    int adminPort() {
        return portBase + ADMIN_PORT;
    }

    void start() {
        try {
            create();
            boot();
            configure();
            stop();
            boot();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            database.close();
        }
    }

    private void create() throws IOException {
        delete(directory);
        asadmin.run(
                "create-domain",
                "--domaindir=" + build,
                "--nopassword=true",
                "--savelogin=false",
                "--portbase=" + portBase,
                name);
        if (!database.isTheServers()) {
            Files.copy(build.resolve("drivers/postgresql.jar"), directory.resolve("lib/postgresql.jar"));
        }
    }

    private void boot() throws IOException {
        asadmin.run("start-domain", "--domaindir=" + build, name);
        guard = new Guard(
                Long.parseLong(Files.readString(directory.resolve("config/pid")).trim()), "KILL");
    }

    private void stop() {
        if (!Files.exists(directory)) return;
        asadmin.run("stop-domain", "--domaindir=" + build, "--kill=true", name);
        if (guard != null) {
            guard.close();
        }
    }

    private void configure() throws IOException {
        script(ofTheTests());
        shipped("tasks.asadmin");
        shipped("health-telemetry.asadmin");
        shipped("messaging.asadmin");
        if (database.isTheServers()) {
            shipped("h2.asadmin");
            shipped("mariadb.asadmin");
            return;
        }
        shipped("postgresql.asadmin");
        shipped("default-data-source.asadmin");
        if (!configuration().contains("\"${ENV=PG_PASSWORD}\"")) {
            throw new IllegalStateException("the domain.xml has the password itself");
        }
    }

    /** Without the data grid, in which two servers of one network could meet, and without a collector of spans. */
    private Path ofTheTests() throws IOException {
        List<String> commands = new ArrayList<>(List.of(
                "set-hazelcast-configuration --enabled=false",
                "create-system-properties otel.traces.exporter=none",
                "create-system-properties otel.metrics.exporter=none",
                "create-system-properties otel.logs.exporter=none",
                "create-system-properties tests.executor=concurrent/tasks",
                "create-system-properties tests.executor-threads=concurrent/",
                "create-system-properties tests.transaction-manager=appserver/TransactionManager",
                "create-system-properties tests.database=" + database.name()));
        if (!database.isTheServers()) {
            commands.add("create-system-properties ee.tasks.jpa.schema=migrate");
        }
        return Files.write(build.resolve(name + ".asadmin"), commands);
    }

    /** Twice, as it may be run: the second run changes nothing, whatever it answers. */
    private void shipped(String file) throws IOException {
        Path script = Path.of(System.getProperty("server-config"), file);
        script(script);
        String before = configuration();
        asadmin.call(multimode(script));
        if (!configuration().equals(before)) {
            throw new IllegalStateException("a second run of " + file + " has changed the domain.xml");
        }
    }

    private void script(Path file) {
        String output = asadmin.run(multimode(file));
        // the exit code speaks of the last command alone
        if (output.contains(" failed.")) {
            throw new IllegalStateException(output);
        }
    }

    private String[] multimode(Path script) {
        return new String[] {"--port=" + adminPort(), "multimode", "--file=" + script};
    }

    private String configuration() throws IOException {
        return Files.readString(directory.resolve("config/domain.xml"));
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
