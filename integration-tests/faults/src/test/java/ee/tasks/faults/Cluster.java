package ee.tasks.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
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
final class Cluster<D extends Database, S extends Server> implements AutoCloseable {

    /** As in the application's microprofile-config.properties. */
    static final Duration LEASE = Duration.ofSeconds(6);

    static final Duration GENEROUS = Duration.ofMinutes(10);

    private static final String UNFINISHED = """
            select count(*) from ee_task where status not in ('SUCCESSFUL', 'FAILED', 'CANCELLED')""";

    private static final Path BUILD = Path.of(System.getProperty("build.directory"));

    private final Path target;
    private final D database;
    private final S a;
    private final S b;
    private final RescueTimes rescueTimes = new RescueTimes();

    private Cluster(Path target, D database, S a, S b) {
        this.target = target;
        this.database = database;
        this.a = a;
        this.b = b;
        database.execute(database.ledger());
        repair(servers());
    }

    static Cluster<Postgres, WildFly> onPostgres() {
        Cluster<Postgres, WildFly> cluster = ofWildFly(BUILD, new Postgres(BUILD));
        cluster.database.execute(resource("holds.sql"));
        return cluster;
    }

    static Cluster<MariaDb, WildFly> onMariaDb() {
        return ofWildFly(BUILD.resolve("mariadb"), new MariaDb());
    }

    static Cluster<Postgres, Payara> ofPayara() {
        Path target = BUILD.resolve("payara");
        Postgres database = new Postgres(target);
        Cluster<Postgres, Payara> cluster = new Cluster<>(
                target,
                database,
                new Payara("node-a", target, database.url("node-a")),
                new Payara("node-b", target, database.url("node-b")));
        cluster.database.execute(resource("holds.sql"));
        return cluster;
    }

    private static <D extends Database> Cluster<D, WildFly> ofWildFly(Path target, D database) {
        int[] offsets = {WildFly.freeOffset(), WildFly.freeOffset()};
        String members = "-Dcluster.hosts=" + WildFly.member(offsets[0]) + "," + WildFly.member(offsets[1]);
        return new Cluster<>(
                target,
                database,
                wildFly("node-a", offsets[0], target, database, members, "-Dtasks.stop-timeout=0"),
                wildFly(
                        "node-b",
                        offsets[1],
                        target,
                        database,
                        members,
                        "-Dtasks.stop-timeout=20",
                        "-Dee.tasks.worker.shutdown-timeout=PT2S"));
    }

    private static WildFly wildFly(String name, int offset, Path target, Database database, String... properties) {
        List<String> all = Stream.concat(database.properties(name).stream(), Stream.of(properties))
                .toList();
        return new WildFly(name, offset, target.resolve(name), all);
    }

    D database() {
        return database;
    }

    S a() {
        return a;
    }

    S b() {
        return b;
    }

    S other(Server server) {
        return server == a ? b : a;
    }

    List<S> servers() {
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
        repair(servers());
        loaded(fault);
    }

    /** As {@link #underLoad}; one that an earlier test left dead stays so, if it is another. */
    void underLoadOf(Server server, Fault fault) throws Exception {
        repair(List.of(server));
        loaded(fault);
    }

    private void loaded(Fault fault) throws Exception {
        Load load = new Load(this);
        try {
            fault.happen();
        } finally {
            load.stop();
        }
        await("end of all tasks").atMost(GENEROUS).until(() -> database.number(UNFINISHED) == 0);
        Audit.check(database);
    }

    private void repair(List<? extends Server> wanted) {
        if (database instanceof Postgres postgres && !postgres.isUp()) {
            postgres.start();
        }
        List<? extends Server> hurt =
                wanted.stream().filter(server -> !server.isUp()).toList();
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
        if (workers.isEmpty()) {
            return 0;
        }
        String names = workers.stream().map(worker -> "'" + worker + "'").collect(joining(", ", "(", ")"));
        return database.number("select count(*) from ee_task where status = 'RUNNING' and node_id in " + names);
    }

    /** @return the id of a task of each kind that waits there at this step of its own */
    List<String> holdOneOfEach(Server server, Hold step, String name) {
        List<String> ids = new ArrayList<>();
        onlyThere(server, () -> {
            for (Kind kind : Kind.WORKING) {
                ids.add(enqueue(server, kind, name));
            }
            step.awaitReached(ids.size());
        });
        return ids;
    }

    /** @return the id of a task that waits there at this step */
    String enqueueThere(Server server, Kind kind, String name, Hold step) {
        List<String> ids = new ArrayList<>();
        onlyThere(server, () -> {
            ids.add(enqueue(server, kind, name));
            step.awaitReached(1);
        });
        return ids.get(0);
    }

    /** Nobody else claims meanwhile. */
    void onlyThere(Server server, Runnable work) {
        List<Hold> claims = servers().stream()
                .filter(each -> each != server && each.isUp())
                .map(each -> new Hold(database, "claim", each))
                .toList();
        try {
            claims.forEach(claim -> claim.awaitReached(1));
            work.run();
        } finally {
            claims.forEach(Hold::close);
        }
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
    public void close() {
        servers().forEach(Server::terminate);
        servers().forEach(Server::awaitEnd);
        database.close();
        rescueTimes.report(target.resolve("rescue-times.txt"));
    }

    static String resource(String name) {
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
