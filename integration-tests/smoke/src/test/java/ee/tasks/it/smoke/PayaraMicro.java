package ee.tasks.it.smoke;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.FreePorts;
import ee.tasks.it.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The demo in Payara Micro, by the arguments of {@code mvn -Pmicro} and a port of its own. */
final class PayaraMicro implements AutoCloseable {

    private static final int PORT = 8080;
    private static final Path LOG = Path.of(System.getProperty("build.directory"), "payara-micro.log");

    private final int port = PORT + FreePorts.offset(PORT);
    private final Demo demo = new Demo(port);
    private Process process;
    private Guard guard;

    PayaraMicro() {
        Directories.empty("payara-micro");
    }

    Demo demo() {
        return demo;
    }

    void start() {
        String command = "exec \"$0\" " + System.getProperty("payara-micro.arguments") + " --port " + port;
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder starting = new ProcessBuilder("sh", "-c", command, java.toString())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        starting.environment().putAll(Variables.ALL);
        try {
            process = starting.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        guard = new Guard(process.pid(), "KILL");
        // what an earlier start has deployed answers before, and is then deployed anew
        await("Payara Micro")
                .atMost(Demo.GENEROUS)
                .failFast("the server has ended", () -> !process.isAlive())
                .until(() -> log().contains(" ready in "));
        demo.awaitUp(process::isAlive);
    }

    String log() {
        return Directories.read(LOG);
    }

    /** As Ctrl-C and service managers do; returns what the process ended with. */
    int stop() {
        process.destroy();
        try {
            if (!process.waitFor(2, MINUTES)) {
                throw new AssertionError("Payara Micro does not end");
            }
            guard.close();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
