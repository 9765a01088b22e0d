package ee.tasks.faults;

import ee.tasks.it.Asadmin;
import ee.tasks.it.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Payara, configured by the scripts that operators copy; it is in no cluster. */
final class Payara extends Server {

    private static final int ADMIN_PORT = 48;
    private static final int HTTP_PORT = 80;

    /** What {@code asadmin create-domain} adds to its {@code --portbase}. */
    private static final int[] PORTS = {ADMIN_PORT, 9, 37, 38, 39, 49, 59, 66, 76, HTTP_PORT, 81, 86};

    private static final Path BUILD = Path.of(System.getProperty("build.directory"));
    private static final Path SCRIPTS = Path.of("../../server-config/payara");

    private final Path domains;
    private final Path directory;
    private final Asadmin asadmin;

    /** @param domains the directory in which its own is */
    Payara(String name, Path domains, String databaseUrl) {
        this(name, domains, databaseUrl, FreePorts.offset(PORTS));
    }

    private Payara(String name, Path domains, String databaseUrl, int portBase) {
        super(name, domains.resolve(name + "/logs/server.log"), portBase + HTTP_PORT);
        this.domains = domains.toAbsolutePath();
        directory = this.domains.resolve(name);
        asadmin = new Asadmin(Map.of("PG_URL", databaseUrl, "PG_USER", "postgres", "PG_PASSWORD", "postgres"));
        Cluster.delete(directory);
        this.domains.toFile().mkdirs();
        asadmin.run(
                "create-domain",
                "--domaindir=" + this.domains,
                "--nopassword=true",
                "--savelogin=false",
                "--portbase=" + portBase,
                name);
        Cluster.copy(BUILD.resolve("drivers/postgresql.jar"), directory.resolve("lib/postgresql.jar"));
        configure(portBase + ADMIN_PORT);
        Cluster.copy(BUILD.resolve(APPLICATION + ".war"), directory.resolve("autodeploy/" + APPLICATION + ".war"));
    }

    private void configure(int adminPort) {
        boot();
        try {
            Path ofTheTests = Files.write(
                    directory.resolve("tests.asadmin"),
                    List.of(
                            "set-hazelcast-configuration --enabled=false",
                            "create-system-properties ee.tasks.worker.node-name=" + name(),
                            "create-system-properties ee.tasks.worker.executor=concurrent/tasks"));
            for (Path script : List.of(
                    ofTheTests,
                    SCRIPTS.resolve("tasks.asadmin"),
                    SCRIPTS.resolve("postgresql.asadmin"),
                    SCRIPTS.resolve("default-data-source.asadmin"))) {
                asadmin.run("--port=" + adminPort, "multimode", "--file=" + script);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        asadmin.run("stop-domain", "--domaindir=" + domains, "--kill=true", name());
    }

    @Override
    void start() {
        boot();
        try {
            long pid = Long.parseLong(
                    Files.readString(directory.resolve("config/pid")).strip());
            started(ProcessHandle.of(pid).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void boot() {
        asadmin.run("start-domain", "--domaindir=" + domains, name());
    }
}
