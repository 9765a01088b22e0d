package ee.tasks.it.smoke;

import static org.awaitility.Awaitility.await;

import ee.tasks.it.NewsletterClient;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The demo on a port of this machine. */
final class Demo {

    static final Duration GENEROUS = Duration.ofMinutes(8);

    private final NewsletterClient client;

    Demo(int port) {
        try {
            client = new NewsletterClient(
                    URI.create("http://localhost:" + port + "/newsletter/").toURL());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    NewsletterClient client() {
        return client;
    }

    /** Until all of it answers, or its server is no more. */
    void awaitUp(BooleanSupplier alive) {
        await("the demo")
                .atMost(GENEROUS)
                .failFast("the server has ended", () -> !alive.getAsBoolean())
                .ignoreExceptionsMatching(Demo::isNotUp)
                .until(() -> !client.file("api/pages").isEmpty());
    }

    private static boolean isNotUp(Throwable e) {
        return e instanceof UncheckedIOException || e instanceof IllegalStateException;
    }

    /** @return the ids of that many tasks, each of which takes 0.6 s for each volume */
    List<String> bindArchives(int count, int volumes) {
        return IntStream.range(0, count)
                .mapToObj(n ->
                        client.post("tasks/archive?volumes=" + volumes, 202).getString("id"))
                .toList();
    }

    void awaitStatus(String status, List<String> ids) {
        await(ids.size() + " " + status).atMost(GENEROUS).until(() -> ids.stream()
                .allMatch(id -> details(id).getString("status").equals(status)));
    }

    JsonObject details(String id) {
        return client.details(id);
    }
}
