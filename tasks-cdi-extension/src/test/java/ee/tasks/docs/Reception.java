package ee.tasks.docs;

import ee.tasks.admin.TaskAdmin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** What the page about administration shows. */
// tag::pause[]
@ApplicationScoped
public class Reception {

    @Inject
    TaskAdmin admin;

    public void closeMail(Instant until) {
        admin.pauseQueue("mail", until);
    }
}
// end::pause[]
