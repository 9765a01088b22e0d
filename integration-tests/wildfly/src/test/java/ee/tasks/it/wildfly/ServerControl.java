package ee.tasks.it.wildfly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The server's own command line, for what an administrator does. */
final class ServerControl {

    private ServerControl() {}

    /** @return what the command printed */
    static String run(String command) {
        Path cli = Path.of(System.getProperty("jboss.home"), "bin", "jboss-cli.sh");
        ProcessBuilder builder = new ProcessBuilder(
                        cli.toString(),
                        "--connect",
                        "--controller=localhost:" + System.getProperty("server.management-port"),
                        "--command=" + command)
                .redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
