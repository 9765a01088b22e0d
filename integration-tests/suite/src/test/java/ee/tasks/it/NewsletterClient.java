package ee.tasks.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

/** Does with the newsletter demo over HTTP what its page does. */
public final class NewsletterClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI root;

    public NewsletterClient(URL deployment) {
        root = URI.create(deployment.toString());
    }

    public String file(String path) {
        return send(request(path).GET(), 200);
    }

    public JsonObject post(String path, int expectedStatus) {
        return json(send(request("api/" + path).POST(BodyPublishers.noBody()), expectedStatus))
                .asJsonObject();
    }

    /** @return the subscriber's id */
    long subscribe(String name, String email) {
        var person = Json.createObjectBuilder().add("name", name).add("email", email);
        var request = request("api/subscribers")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(person.build().toString()));
        return json(send(request, 201)).asJsonObject().getJsonNumber("id").longValueExact();
    }

    /** One of the pages, the same one each time. */
    JsonObject page() {
        return get("pages").asJsonArray().getJsonObject(0);
    }

    List<String> emailsOfSubscribers() {
        return texts(newest("subscribers"), "email");
    }

    /** The tasks that the page lists, by their ids. */
    List<String> taskIds() {
        return texts(newest("tasks"), "id");
    }

    /** The listed task that one would write like this, if there is one. */
    Optional<JsonObject> task(String invocation) {
        return find("invocation", invocation);
    }

    public Optional<JsonObject> taskById(String id) {
        return find("id", id);
    }

    private Optional<JsonObject> find(String property, String value) {
        return newest("tasks").getValuesAs(JsonObject.class).stream()
                .filter(task -> task.getString(property).equals(value))
                .findFirst();
    }

    /** All that is kept of a task. */
    public JsonObject details(String id) {
        return get("tasks/" + id).asJsonObject();
    }

    /** Who received the mails with this subject. */
    List<String> receiversOf(String subject) {
        return newest("mails").getValuesAs(JsonObject.class).stream()
                .filter(mail -> mail.getString("subject").equals(subject))
                .map(mail -> mail.getString("to"))
                .toList();
    }

    int mailsReceived() {
        return get("mails").asJsonObject().getInt("total");
    }

    private JsonArray newest(String path) {
        return get(path).asJsonObject().getJsonArray("newest");
    }

    private JsonStructure get(String path) {
        return json(file("api/" + path));
    }

    private static List<String> texts(JsonArray objects, String property) {
        return objects.stream()
                .map(JsonValue::asJsonObject)
                .map(object -> object.getString(property))
                .toList();
    }

    private static JsonStructure json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.read();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path));
    }

    private String send(HttpRequest.Builder request, int expectedStatus) {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (response.statusCode() != expectedStatus) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
