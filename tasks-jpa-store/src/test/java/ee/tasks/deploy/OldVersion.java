package ee.tasks.deploy;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class OldVersion {

    @Task("mail.old")
    public void renamed(String who) {
        Runs.note("old renamed " + who);
    }

    @Task("mail.removed")
    public void removed(String who) {
        Runs.note("old removed " + who);
    }

    @Task("mail.grows")
    public void grows(String who) {
        Runs.note("old grows " + who);
    }

    @Task("mail.shrinks")
    public void shrinks(String who, int times) {
        Runs.note("old shrinks " + who + times);
    }
}
