package ee.tasks.tck;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** A bean of the tier "runtime": another one in each request. */
@RequestScoped
public class RuntimeRequest {

    private final String number = UUID.randomUUID().toString();

    public String number() {
        return number;
    }
}
