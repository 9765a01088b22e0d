package ee.tasks.it.smoke;

import ee.tasks.it.FreePorts;
import ee.tasks.it.Guard;
import ee.tasks.it.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Open Liberty as {@code server.xml} says that it is made, with the demo in its dropins. */
final class OpenLiberty implements AutoCloseable {

    private static final int PORT = 9080;
    private static final String NAME = "tasks";

    private final TestDatabase database = TestDatabase.open();
    private final int port = PORT + FreePorts.offset(PORT);
    private final Demo demo = new Demo(port);
    private final Path user = Directories.empty("liberty");
    private final Path server = user.resolve("servers").resolve(NAME);
    private final Path application = server.resolve("dropins/newsletter.war");
    private long pid;
    private Guard guard;

    Demo demo() {
        return demo;
    }

    void start() {
        server("create");
        copy(Path.of(System.getProperty("server-config"), "liberty/server.xml"), server.resolve("server.xml"));
        copy(
                Path.of(System.getProperty("build.directory"), "drivers/postgresql.jar"),
                server.resolve("postgresql.jar"));
        server("start");
        pid = pid();
        guard = new Guard(pid, "KILL");
    }

    void deploy() {
        copy(Path.of(System.getProperty("demo")), application);
        demo.awaitUp(() -> ProcessHandle.of(pid).isPresent());
    }

    /** Returns at once. */
    void undeploy() {
        try {
            Files.delete(application);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return Directories.read(server.resolve("logs/messages.log"));
    }

    /** The names of its threads that belong to EE Tasks. */
    List<String> threadsOfTasks() {
        String dump = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid),
                "Thread.print"));
        return dump.lines().filter(line -> line.startsWith("\"EE Tasks ")).toList();
    }

    @Override
    public void close() {
        try {
            if (guard != null) {
                server("stop", "--timeout=60");
                guard.close();
            }
        } finally {
            database.close();
        }
    }

    private void server(String action, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("liberty.home"), "bin", "server").toString(), action, NAME));
        command.addAll(Arrays.asList(options));
        run(command);
    }

    private String run(List<String> command) {
        Path output = user.resolve("command.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("WLP_USER_DIR", user.toString());
        builder.environment().put("HTTP_PORT", String.valueOf(port));
        builder.environment().put("PG_URL", database.url());
        builder.environment().put("PG_USER", "postgres");
        builder.environment().put("PG_PASSWORD", "postgres");
        builder.environment().put("EE_TASKS_JPA_SCHEMA", "migrate");
        builder.environment().put("EE_TASKS_WORKER_SHUTDOWN_TIMEOUT", "PT1S");
        builder.environment().putAll(Variables.ALL);
        try {
            int exitCode = builder.start().waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (exitCode != 0) {
                throw new IllegalStateException(command + " ended with " + exitCode + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readString(user.resolve("servers/.pid/" + NAME + ".pid"))
                    .trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
