package ee.tasks.deploy;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class NewVersion {

    @Task(value = "mail.new", formerNames = "mail.old")
    public void renamed(String who) {
        Runs.note("new renamed " + who);
    }

    @Task("mail.added")
    public void added(String who) {
        Runs.note("new added " + who);
    }

    @Task("mail.grows")
    public void grows(String who, String language) {
        Runs.note("new grows " + who + language);
    }

    @Task("mail.shrinks")
    public void shrinks(String who) {
        Runs.note("new shrinks " + who);
    }
}
