package ee.tasks.it.gate;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Tasks of a session bean that leave files in a directory and wait for files there. */
@Stateless
public class Gate {

    @Inject
    TaskContext context;

    @Inject
    Inner inner;

    /** Waits for {@code open}, heeding interrupts. */
    @Task("hold")
    public void hold(int number) throws IOException, InterruptedException {
        note("started-" + number);
        while (!Files.exists(file("open"))) {
            LockSupport.parkNanos(20_000_000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        note("done-" + number);
    }

    @Task(value = "slow", timeout = "PT1S")
    @Attempts(max = 100, delay = "PT0S", on = TimeoutException.class)
    public String slow() throws InterruptedException {
        if (context.attempt() > 1) {
            return "attempt " + context.attempt();
        }
        new CountDownLatch(1).await();
        return "not reached";
    }

    /** Waits for {@code heedless-open}, whatever interrupts it. */
    @Task(value = "heedless", timeout = "PT1S")
    public String heedless() throws IOException {
        while (!Files.exists(file("heedless-open"))) {
            Thread.interrupted();
            LockSupport.parkNanos(20_000_000);
        }
        note("heedless-" + context.isCancelled());
        return "late";
    }

    @Task("wrapped")
    @Attempts(max = 2, delay = "PT0S", on = IllegalArgumentException.class)
    public int wrapped() {
        return inner.fail(context.attempt());
    }

    private static Path file(String name) throws IOException {
        try (InputStream directory = Gate.class.getResourceAsStream("/gate-directory")) {
            return Path.of(new String(directory.readAllBytes(), StandardCharsets.UTF_8), name);
        }
    }

    private static void note(String name) throws IOException {
        Files.createFile(file(name));
    }
}
