package ee.tasks.it.mistakes;

import ee.tasks.Task;
import jakarta.ejb.Stateful;

/** Lives for one client. */
@Stateful
public class Cart {

    @Task
    public void checkout() {}
}
