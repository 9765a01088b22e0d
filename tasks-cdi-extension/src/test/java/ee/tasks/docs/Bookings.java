package ee.tasks.docs;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tasks whose order counts. */
@ApplicationScoped
public class Bookings {

    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    @Task
    public void book(String account, long amount) {
        balances.merge(account, amount, Long::sum);
    }
}
