package ee.tasks.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Payara's own command, which hands its environment on to the server that it starts. */
public final class Asadmin {

    private final Map<String, String> environment;

    public Asadmin(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What it said; throws if it failed. */
    public String run(String... arguments) {
        Answer answer = call(arguments);
        if (answer.exitCode() != 0) {
            throw new IllegalStateException(answer.output());
        }
        return answer.output();
    }

    public Answer call(String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("payara.home"), "bin", "asadmin").toString());
        line.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public record Answer(int exitCode, String output) {}
}
