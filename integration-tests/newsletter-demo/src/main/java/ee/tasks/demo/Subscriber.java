package ee.tasks.demo;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Somebody who reads the newsletter. */
@Entity
@Table(name = "newsletter_subscriber")
public class Subscriber {

    @Id
    @GeneratedValue
    private long id;

    private String name;
    private String email;

    protected Subscriber() {}

    public Subscriber(String name, String email) {
        this.name = name;
        this.email = email;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }
}
