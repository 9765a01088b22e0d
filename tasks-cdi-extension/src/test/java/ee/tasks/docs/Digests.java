package ee.tasks.docs;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Tasks that recur. */
@ApplicationScoped
public class Digests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Inject
    MailSender mail;

    // tag::recurring[]
    @Task("digests.send")
    @Recurring(cron = "30 6 * * MON-FRI", zone = "Europe/London")
    public void send() {
        mail.send(1L, 2L);
    }
    // end::recurring[]

    // tag::tick[]
    @Inject
    TaskContext context;

    @Task("digests.count")
    @Recurring(
            id = "nightly",
            cron = "30 1 * * *",
            zone = "Europe/London",
            missed = MissedTicks.ALL,
            overlap = Overlap.QUEUE)
    @Recurring(id = "hourly", every = "PT1H", jitter = "PT5M")
    public String count() {
        Instant tick = context.scheduledFor().orElseGet(Instant::now); // by hand there is none
        return "until " + LocalDate.ofInstant(tick, LONDON);
    }
    // end::tick[]

    @Task("digests.team")
    public String sendToTeam(long team) {
        return mail.send(1L, team);
    }
}
