package ee.tasks.demo;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What subscribers are told about each time it is published. */
@Entity
@Table(name = "newsletter_page")
public class Page {

    @Id
    @GeneratedValue
    private long id;

    private String title;

    @Column(length = 2_000)
    private String text;

    private int edition;

    protected Page() {}

    public Page(String title, String text) {
        this.title = title;
        this.text = text;
    }

    public void publish() {
        edition++;
    }

    public long id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String text() {
        return text;
    }

    /** How often it has been published. */
    public int edition() {
        return edition;
    }
}
