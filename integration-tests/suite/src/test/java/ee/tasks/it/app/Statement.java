package ee.tasks.it.app;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was booked on accounts, in the order in which it was. */
@ApplicationScoped
public class Statement {

    private final Map<String, List<Integer>> booked = new ConcurrentHashMap<>();

    @Task
    public void book(String account, int number) {
        booked.computeIfAbsent(account, none -> new CopyOnWriteArrayList<>()).add(number);
    }

    public List<Integer> of(String account) {
        return List.copyOf(booked.getOrDefault(account, List.of()));
    }
}
