package ee.tasks.it;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Ends a process once this JVM has ended, however that came about: a shell waits for the end of the pipe from here. */
public final class Guard implements AutoCloseable {

    private final Process shell;

    public Guard(long pid, String signal) {
        try {
            shell = new ProcessBuilder("sh", "-c", "trap '' INT TERM HUP; read end; kill -" + signal + " " + pid)
                    .redirectOutput(DISCARD)
                    .redirectError(DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process has ended by itself. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
