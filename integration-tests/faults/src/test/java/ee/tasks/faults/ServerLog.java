package ee.tasks.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a server has written since it was last marked. */
final class ServerLog {

    private final Path file;
    private int from;

    ServerLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    void mark() {
        from = all().length;
    }

    long count(String text) {
        return lines().stream().filter(line -> line.contains(text)).count();
    }

    /** Lines of stack traces that EE Tasks wrote. */
    long traceLines() {
        long traces = 0;
        boolean ours = false;
        for (String line : lines()) {
            boolean begins = line.length() > 0 && Character.isDigit(line.charAt(0));
            if (begins) {
                ours = line.contains("EETASK04");
            } else if (ours && line.startsWith("\tat ")) {
                traces++;
            }
        }
        return traces;
    }

    List<String> lines() {
        byte[] all = all();
        return new String(Arrays.copyOfRange(all, Math.min(from, all.length), all.length), UTF_8)
                .lines()
                .toList();
    }

    private byte[] all() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
