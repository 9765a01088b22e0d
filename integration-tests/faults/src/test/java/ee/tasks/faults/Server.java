package ee.tasks.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.Guard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ConditionTimeoutException;

/** One process, with a directory of its own, in which the applications are. */
abstract class Server implements AutoCloseable {

    static final String APPLICATION = "faults";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final ServerLog log;
    private final int port;
    private ProcessHandle process;
    private Guard guard;
    private volatile boolean up;

    /** @param port of its applications */
    Server(String name, Path logFile, int port) {
        this.name = name;
        this.port = port;
        log = new ServerLog(logFile);
    }

    /** May return before it is up. */
    abstract void start();

    /** What it does next is signalled to this process. */
    final void started(ProcessHandle server) {
        process = server;
        guard = new Guard(server.pid(), "KILL");
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

    /** One that does not come up, as one that does not end, leaves a dump of its threads in its console's log. */
    void awaitUp() {
        try {
            await("start of " + name)
                    .atMost(Cluster.GENEROUS)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new AssertionError(name + " has ended, see " + log.file());
                        }
                        return isReady(APPLICATION);
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
    final void kill() {
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
            process.onExit().get(Cluster.GENEROUS.toSeconds(), SECONDS);
            guard.close();
        } catch (TimeoutException e) {
            signal(process.pid(), "QUIT");
            throw new AssertionError(name + " does not end");
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    final boolean isReady(String application) throws IOException {
        return call("GET", application, "tasks").body().equals("ready");
    }

    /** It will not be there for a while. */
    final void isHurt() {
        up = false;
    }

    /** @return the id of the last task */
    String enqueue(Kind kind, String taskName, int millis, int count) throws IOException {
        return enqueue(kind.application(), kind, taskName, millis, count);
    }

    /** By an application that need not have that task. */
    String enqueue(String application, Kind kind, String taskName, int millis, int count) throws IOException {
        return call(
                        "POST",
                        application,
                        "tasks?kind=%s&name=%s&millis=%d&count=%d"
                                .formatted(kind.name().toLowerCase(Locale.ROOT), taskName, millis, count))
                .body();
    }

    /** @return the cookie of a new session */
    String beginSession() throws IOException {
        String cookie = call("POST", APPLICATION, "visits")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    /** @return which visit this one is */
    int visit(String session) throws IOException {
        return Integer.parseInt(
                call("POST", APPLICATION, "visits", "Cookie", session).body());
    }

    /** With a tick each second. */
    void putSchedule(String id, String missed) throws IOException {
        call("POST", APPLICATION, "schedules?id=%s&missed=%s".formatted(id, missed));
    }

    void pauseSchedule(String id) throws IOException {
        call("POST", APPLICATION, "schedules/pause?id=" + id);
    }

    boolean isSuspended() throws IOException {
        return send("GET", APPLICATION, "tasks").statusCode() == 503;
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

    private HttpResponse<String> call(String method, String application, String path, String... headers)
            throws IOException {
        HttpResponse<String> response = send(method, application, path, headers);
        if (response.statusCode() != 200) {
            throw new IOException(name + " answers " + response.statusCode());
        }
        return response;
    }

    private HttpResponse<String> send(String method, String application, String path, String... headers)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/%s/%s".formatted(port, application, path)))
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
}
