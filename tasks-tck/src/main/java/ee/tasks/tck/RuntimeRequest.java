package ee.tasks.tck;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** A bean of the tier "runtime" in request scope: each task sees its own. */
@RequestScoped
public class RuntimeRequest {

    private final String number = UUID.randomUUID().toString();

    public String number() {
        return number;
    }
}
