package ee.tasks.it.atomic;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row that tasks lock, and whose id can be taken. */
@Entity
public class Account {

    @Id
    private String id;

    private long amount;

    protected Account() {}

    public Account(String id) {
        this.id = id;
    }

    public long amount() {
        return amount;
    }

    void addOne() {
        amount++;
    }
}
