package ee.tasks.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.FreePorts;
import ee.tasks.it.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.core.ConditionTimeoutException;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** One WildFly process, a member of a cluster, with a base directory of its own. */
final class Server implements AutoCloseable {

    private static final int CLUSTER_PORT = 7600;
    private static final int MANAGEMENT_PORT = 9990;
    private static final int[] PORTS = {4712, 4713, CLUSTER_PORT, 8009, 8080, 8443, MANAGEMENT_PORT, 9993};
    private static final Duration START = Duration.ofMinutes(4);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final Path base;
    private final String databaseUrl;
    private final String[] properties;
    private final int offset;
    private final ServerLog log;
    private Process process;
    private Guard guard;
    private volatile boolean up;

    /** @param offset of its ports, see {@link #freeOffset()} */
    Server(String name, int offset, Path base, String databaseUrl, String... properties) {
        this.name = name;
        this.offset = offset;
        this.base = base;
        this.databaseUrl = databaseUrl;
        this.properties = properties;
        log = new ServerLog(base.resolve("log/server.log"));
    }

    static int freeOffset() {
        return FreePorts.offset(PORTS);
    }

    /** As {@code cluster.cli} wants it. */
    static String member(int offset) {
        return "127.0.0.1[" + (CLUSTER_PORT + offset) + "]";
    }

    String name() {
        return name;
    }

    ServerLog log() {
        return log;
    }

    /** Started and not hurt since. */
    boolean isUp() {
        return up;
    }

    /** Returns at once. */
    void start() {
        List<String> command = StandaloneCommandBuilder.of(Path.of(System.getProperty("jboss.home")))
                .setJavaHome(Path.of(System.getProperty("java.home")))
                .setBaseDirectory(base)
                .setServerConfiguration("standalone-ha.xml")
                .setJavaOptions("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .addServerArgument("-Djboss.socket.binding.port-offset=" + offset)
                .addServerArgument("-Djboss.node.name=" + name)
                .addServerArgument("-Djboss.tx.node.id=" + name)
                .addServerArgument("-Dpg.url=" + databaseUrl)
                .addServerArgument("-Ddefault.data-source=java:jboss/datasources/TasksPostgreSQL")
                .addServerArgument("-Dee.tasks.worker.node-name=" + name)
                .addServerArguments(properties)
                .build();
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(base.resolve("console.log").toFile())
                    .start();
            guard = new Guard(process.pid(), "KILL");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that does not come up, as one that does not end, leaves a dump of its threads in its console's log. */
    void awaitUp() {
        try {
            await("start of " + name)
                    .atMost(START)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new AssertionError(name + " has ended, see " + base.resolve("log/server.log"));
                        }
                        return call("GET", "tasks").body().equals("ready");
                    });
        } catch (ConditionTimeoutException e) {
            signal(process.pid(), "QUIT");
            throw e;
        }
        up = true;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        up = false;
        process.destroyForcibly();
        awaitEnd();
    }

    void freeze() {
        up = false;
        signal(process.pid(), "STOP");
    }

    void thaw() {
        signal(process.pid(), "CONT");
        up = true;
    }

    /** {@code SIGTERM}; returns at once. */
    void terminate() {
        up = false;
        process.destroy();
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(120, SECONDS)) {
                signal(process.pid(), "QUIT");
                throw new AssertionError(name + " does not end");
            }
            guard.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void undeploy() {
        up = false;
        mark("deployed", false);
        awaitMark("undeployed");
    }

    void deploy() {
        mark("dodeploy", true);
        awaitMark("deployed");
        awaitUp();
    }

    /** @return the id of the last task */
    String enqueue(Kind kind, String taskName, int millis, int count) throws IOException {
        return call(
                        "POST",
                        "tasks?kind=%s&name=%s&millis=%d&count=%d"
                                .formatted(kind.name().toLowerCase(Locale.ROOT), taskName, millis, count))
                .body();
    }

    /** @return the cookie of a new session */
    String beginSession() throws IOException {
        String cookie =
                call("POST", "visits").headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    /** @return which visit this one is */
    int visit(String session) throws IOException {
        return Integer.parseInt(call("POST", "visits", "Cookie", session).body());
    }

    boolean isSuspended() throws IOException {
        return send("GET", "tasks").statusCode() == 503;
    }

    /** By the server's own command line. */
    String command(String command) throws IOException {
        Process cli = new ProcessBuilder(
                        Path.of(System.getProperty("jboss.home"), "bin/jboss-cli.sh")
                                .toString(),
                        "--connect",
                        "--controller=127.0.0.1:" + (MANAGEMENT_PORT + offset),
                        "--command=" + command)
                .redirectErrorStream(true)
                .start();
        cli.getOutputStream().close();
        return new String(cli.getInputStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
    }

    static void signal(long pid, String signal) {
        try {
            int status = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " " + pid + " ended with " + status);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> call(String method, String path, String... headers) throws IOException {
        HttpResponse<String> response = send(method, path, headers);
        if (response.statusCode() != 200) {
            throw new IOException(name + " answers " + response.statusCode());
        }
        return response;
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + (8080 + offset) + "/faults/" + path))
                .timeout(Duration.ofSeconds(15))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path marker(String mark) {
        return base.resolve("deployments/faults.war." + mark);
    }

    private void mark(String mark, boolean present) {
        try {
            if (present) {
                Files.createFile(marker(mark));
            } else {
                Files.delete(marker(mark));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitMark(String mark) {
        await(name + " " + mark).atMost(START).until(() -> Files.exists(marker(mark)));
    }
}
