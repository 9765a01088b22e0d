package ee.tasks.it.atomic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

@ApplicationScoped
public class Failing {

    @Transactional
    public void fail() {
        throw new IllegalStateException("marks the transaction");
    }
}
