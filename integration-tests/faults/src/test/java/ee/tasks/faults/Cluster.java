package ee.tasks.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two servers on one database, all below {@code target}; a cluster, as {@code server-config/wildfly/two-nodes} makes it. The
 * second one suspends itself when it is to end, by {@code graceful-stop.cli}, and has no patience with tasks afterwards.
 */
final class Cluster implements AutoCloseable {

    /** As in the application's microprofile-config.properties. */
    static final Duration LEASE = Duration.ofSeconds(6);

    static final Duration GENEROUS = Duration.ofMinutes(4);

    private static final String UNFINISHED = """
            select count(*) from ee_task where status not in ('SUCCESSFUL', 'FAILED', 'CANCELLED')""";

    private final Path target = Path.of(System.getProperty("build.directory"));
    private final Database database;
    private final Server a;
    private final Server b;
    private final RescueTimes rescueTimes = new RescueTimes();

    Cluster() {
        delete(target.resolve("postgresql/data"));
        database = new Database(target);
        database.execute(resource("ledger.sql"));
        int[] offsets = {Server.freeOffset(), Server.freeOffset()};
        String members = Server.member(offsets[0]) + "," + Server.member(offsets[1]);
        a = server("node-a", offsets[0], members, "-Dtasks.stop-timeout=0");
        b = server("node-b", offsets[1], members, "-Dtasks.stop-timeout=20", "-Dee.tasks.worker.shutdown-timeout=PT2S");
        repair();
        database.execute(resource("holds.sql"));
    }

    Database database() {
        return database;
    }

    Server a() {
        return a;
    }

    Server b() {
        return b;
    }

    Server other(Server server) {
        return server == a ? b : a;
    }

    List<Server> servers() {
        return List.of(a, b);
    }

    RescueTimes rescueTimes() {
        return rescueTimes;
    }

    @FunctionalInterface
    interface Fault {
        void happen() throws Exception;
    }

    /** While tasks are enqueued; returns when they have all ended as they should. Starts what an earlier test left dead. */
    void underLoad(Fault fault) throws Exception {
        repair();
        Load load = new Load(this);
        try {
            fault.happen();
        } finally {
            load.stop();
        }
        await("end of all tasks").atMost(GENEROUS).until(() -> database.number(UNFINISHED) == 0);
        Audit.check(database);
    }

    private void repair() {
        if (!database.isUp()) {
            database.start();
        }
        List<Server> hurt = servers().stream().filter(server -> !server.isUp()).toList();
        hurt.forEach(Server::close);
        hurt.forEach(Server::start);
        hurt.forEach(Server::awaitUp);
    }

    /** Under which it takes tasks. */
    List<String> workers(Server server) {
        return database.list(
                "select id from ee_node where id like ? and not dead", row -> row.getString(1), server.name() + "-%");
    }

    /** Since it is gone or frozen; writes down how long that took. */
    void awaitRescue(String fault, Server server, List<String> workers) {
        long since = System.nanoTime();
        await("rescue from " + server.name())
                .atMost(GENEROUS)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> held(workers) == 0);
        rescueTimes.add(fault, Duration.ofNanos(System.nanoTime() - since));
    }

    /** How many tasks these workers hold. */
    long held(List<String> workers) {
        return database.number("select count(*) from ee_task where status = 'RUNNING' and node_id = any(?)", (Object)
                workers.toArray(String[]::new));
    }

    /** @return the id of a task of each kind that waits there at this step of its own */
    List<String> holdOneOfEach(Server server, Hold step, String name) {
        List<String> ids = new ArrayList<>();
        try (Hold claims = new Hold(database, "claim", other(server))) {
            for (Kind kind : Kind.values()) {
                ids.add(enqueue(server, kind, name));
            }
            claims.awaitReached(1);
            step.awaitReached(ids.size());
        }
        return ids;
    }

    /** Again, where a request fails with its connection to the database. */
    String enqueue(Server server, Kind kind, String name) {
        return await("enqueue at " + server.name())
                .atMost(GENEROUS)
                .ignoreException(IOException.class)
                .until(() -> server.enqueue(kind, name, 0, 1), id -> true);
    }

    String status(String task) {
        return database.list("select status from ee_task where id = ?", row -> row.getString(1), task)
                .get(0);
    }

    /** Takes tasks again, under a name that it did not have before. */
    String awaitNewWorker(Server server, List<String> before) {
        await(server.name() + " under a new name").atMost(GENEROUS).until(() -> workers(server).stream()
                .anyMatch(worker -> !before.contains(worker)));
        return workers(server).stream()
                .filter(worker -> !before.contains(worker))
                .findAny()
                .orElseThrow();
    }

    /** Real time passes, which is what a fault takes. */
    static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plus(GENEROUS)).until(() -> true);
    }

    @Override
    public void close() throws IOException {
        servers().forEach(Server::terminate);
        servers().forEach(Server::awaitEnd);
        database.close();
        rescueTimes.report(target.resolve("rescue-times.txt"));
    }

    private Server server(String name, int offset, String members, String... properties) {
        Path base = target.resolve(name);
        delete(base);
        copy(Path.of(System.getProperty("jboss.home"), "standalone/configuration"), base.resolve("configuration"));
        copy(target.resolve("faults.war"), base.resolve("deployments/faults.war"));
        String[] all = Stream.concat(Stream.of("-Dcluster.hosts=" + members), Stream.of(properties))
                .toArray(String[]::new);
        return new Server(name, offset, base, database.url(name), all);
    }

    private static String resource(String name) {
        try (var stream = Cluster.class.getResourceAsStream("/" + name)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((x, y) -> y.compareTo(x)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
