package ee.tasks.it.library;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class Postcards {

    @Task
    public String write(String text) {
        return text + " from a library";
    }
}
