package ee.tasks.cdi;

import ee.tasks.Backend;
import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskHandle;
import ee.tasks.TaskQueue;
import ee.tasks.event.TaskFinished;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Beans that refer to tasks or backends by a wrong name or type. */
final class ReferenceMistakes {

    private ReferenceMistakes() {}

    static class UnknownTaskHandle {
        @Inject
        @OfTask("mail.sent")
        TaskHandle<String, Void> mail;

        @Task("mail.send")
        public void send(String to) {}
    }

    static class UnknownTaskLookedUp {
        @Inject
        @OfTask("nothing like it")
        Instance<TaskHandle<String, Void>> mail;
    }

    static class HandleOfAnotherType {
        @Inject
        @OfTask("mail.send")
        TaskHandle<Integer, Void> mail;

        @Task("mail.send")
        public void send(String to) {}
    }

    static class HandleOfTwoParameters {
        @Inject
        @OfTask("mail.send")
        TaskHandle<String, Void> mail;

        @Task("mail.send")
        public void send(String to, String text) {}
    }

    @SuppressWarnings("rawtypes")
    static class RawHandle {
        @Inject
        @OfTask("mail.send")
        TaskHandle mail;

        @Task("mail.send")
        public void send(String to) {}
    }

    static class UnknownTaskObserver {
        void finished(@Observes @OfTask("mail.sent") TaskFinished event) {}
    }

    static class FormerNameObserver {
        @Task(value = "mail.send", formerNames = "mail.sent")
        public void send() {}

        void finished(@Observes @OfTask("mail.sent") TaskFinished event) {}
    }

    static class UnknownQueueBackend {
        @Inject
        @Backend("narow")
        TaskQueue tasks;
    }
}
