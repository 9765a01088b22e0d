package ee.tasks.it.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The application's own data. */
@Entity
public class Page {

    @Id
    public long id;

    public boolean published;
}
