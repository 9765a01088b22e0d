package ee.tasks.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks the probe of a deployed application. */
public final class ProbeClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI root;

    /** @param anyDeployment the address of any application on the server */
    public ProbeClient(URL anyDeployment, String application) {
        root = URI.create(
                "http://%s:%s/%s/probe/".formatted(anyDeployment.getHost(), anyDeployment.getPort(), application));
    }

    public String get(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    public String post(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).POST(BodyPublishers.noBody()));
    }

    private String send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
