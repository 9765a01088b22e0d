package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo, used as its page uses it, wherever it runs. */
public interface NewsletterTests {

    Duration GENEROUS = Duration.ofSeconds(90);

    NewsletterClient newsletter();

    @Test
    default void publishingAPageMailsEverySubscriber() {
        var page = newsletter().page();
        var subscribers = deliverable(newsletter().emailsOfSubscribers());

        var published = publish(page);

        assertThat(published.getInt("edition")).isEqualTo(page.getInt("edition") + 1);
        assertThat(subscribers).contains("ada@example.org", "grace@example.org", "alan@example.org");
        awaitMails(page, published.getInt("edition"), subscribers);
    }

    @Test
    default void publishingThatFailsLeavesNoEditionAndNoTasks() {
        var page = newsletter().page();
        var tasks = newsletter().taskIds();
        var mails = newsletter().mailsReceived();

        var problem = newsletter().post("pages/%d/publish-and-fail".formatted(page.getInt("id")), 503);

        assertThat(problem.getString("message")).contains("rolled back");
        assertThat(newsletter().page()).isEqualTo(page);
        assertThat(newsletter().taskIds()).isEqualTo(tasks);

        // were there tasks after all, they would be older than those of the next edition, and run before them
        var subscribers = deliverable(newsletter().emailsOfSubscribers());
        var edition = publish(page).getInt("edition");
        assertThat(edition).isEqualTo(page.getInt("edition") + 1);
        awaitMails(page, edition, subscribers);
        assertThat(newsletter().mailsReceived()).isEqualTo(mails + subscribers.size());
    }

    @Test
    default void aMailboxThatRefusesTwiceGetsItsMailAtTheThirdAttempt() {
        long subscriber = newsletter().subscribe("Emmy Noether", "emmy@busy.example");

        var task = awaitWelcome(subscriber, "SUCCESSFUL");

        assertThat(task.getInt("attempts")).isEqualTo(3);
        assertThat(newsletter().receiversOf("Welcome, Emmy Noether")).containsExactly("emmy@busy.example");
        assertThat(failures(task)).hasSize(2).allSatisfy(failure -> assertThat(failure.getString("message"))
                .isEqualTo("450 4.2.1 Mailbox busy, try again later"));
    }

    @Test
    default void aMailboxThatIsGoneEndsAsAFailureWithTheErrorOfEachAttempt() {
        long subscriber = newsletter().subscribe("Tony Hoare", "tony@gone.example");

        var task = awaitWelcome(subscriber, "FAILED");

        assertThat(failures(task))
                .extracting(failure -> failure.getInt("attempt"))
                .containsExactly(1, 2, 3, 4);
        assertThat(failures(task)).allSatisfy(failure -> {
            assertThat(failure.getString("exception")).isEqualTo("ee.tasks.demo.mail.UndeliverableException");
            assertThat(failure.getString("message")).isEqualTo("550 5.1.1 There is no such mailbox");
        });
        assertThat(newsletter().receiversOf("Welcome, Tony Hoare")).isEmpty();
    }

    @Test
    default void theSlowTaskReportsProgressAndEnds() {
        var id = newsletter().post("tasks/archive?volumes=30", 202).getString("id");

        await().atMost(GENEROUS)
                .until(() -> newsletter().taskById(id).filter(NewsletterTests::isHalfWay), Optional::isPresent);

        await().atMost(GENEROUS).until(() -> hasStatus(newsletter().taskById(id), "SUCCESSFUL"));
        var bound = newsletter().details(id).getJsonObject("returned");
        assertThat(bound.getInt("volumes")).isEqualTo(30);
        assertThat(bound.getInt("pages")).isEqualTo(1_920);
    }

    @Test
    default void thePageIsServedWithEveryElementThatItsScriptAsksFor() {
        var page = newsletter().file("index.html");
        var script = newsletter().file("newsletter.js");

        var asked = Pattern.compile("byId\\(\"([\\w-]+)\"\\)").matcher(script).results();
        assertThat(asked.map(id -> "id=\"" + id.group(1) + "\"")).isNotEmpty().allSatisfy(id -> assertThat(page)
                .contains(id));
        assertThat(newsletter().file("")).isEqualTo(page);
        assertThat(newsletter().file("newsletter.css")).contains("--paper");
    }

    private JsonObject publish(JsonObject page) {
        return newsletter().post("pages/%d/publish".formatted(page.getInt("id")), 202);
    }

    /** Tests that ran before this one may have left subscribers who take nothing. */
    private static List<String> deliverable(List<String> emails) {
        return emails.stream().filter(email -> !email.endsWith("@gone.example")).toList();
    }

    private void awaitMails(JsonObject page, int edition, List<String> subscribers) {
        var subject = page.getString("title") + ", edition " + edition;
        await().atMost(GENEROUS).until(() -> newsletter().receiversOf(subject).size() >= subscribers.size());
        assertThat(newsletter().receiversOf(subject)).containsExactlyInAnyOrderElementsOf(subscribers);
    }

    private JsonObject awaitWelcome(long subscriber, String status) {
        var invocation = "Newsletter.sendWelcome(%d)".formatted(subscriber);
        await().atMost(GENEROUS).until(() -> hasStatus(newsletter().task(invocation), status));
        return newsletter().task(invocation).orElseThrow();
    }

    private List<JsonObject> failures(JsonObject task) {
        return newsletter()
                .details(task.getString("id"))
                .getJsonArray("failures")
                .getValuesAs(JsonObject.class);
    }

    private static boolean hasStatus(Optional<JsonObject> task, String status) {
        return task.filter(t -> t.getString("status").equals(status)).isPresent();
    }

    private static boolean isHalfWay(JsonObject task) {
        if (task.get("progress") == null || task.get("progress") == JsonValue.NULL) return false;
        var progress = task.getJsonObject("progress");
        return task.getString("status").equals("RUNNING")
                && progress.getInt("done") > 0
                && progress.getInt("done") < progress.getInt("total");
    }
}
