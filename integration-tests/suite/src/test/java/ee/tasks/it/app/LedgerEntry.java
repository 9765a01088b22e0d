package ee.tasks.it.app;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** One run of a task, written by the task itself. */
@Entity
public class LedgerEntry {

    @Id
    @GeneratedValue
    public long id;

    public String text;

    protected LedgerEntry() {}

    LedgerEntry(String text) {
        this.text = text;
    }
}
