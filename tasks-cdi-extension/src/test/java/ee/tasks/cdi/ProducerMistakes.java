package ee.tasks.cdi;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskFunction;
import jakarta.enterprise.inject.Produces;
import java.util.Locale;

/** Producers of tasks with one mistake each. */
final class ProducerMistakes {

    private ProducerMistakes() {}

    static class ProducerOfAnother {
        @Produces
        @Task("upper")
        String upper() {
            return "";
        }
    }

    public static class Upper implements TaskFunction<String, String> {
        @Override
        public String apply(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    }

    static class ProducerOfASubtype {
        @Produces
        @Task("upper")
        Upper upper() {
            return new Upper();
        }
    }

    static class RawProducer {
        @Produces
        @Task("upper")
        @SuppressWarnings("rawtypes")
        TaskFunction upper = null;
    }

    static class ProducerOfEntities {
        @Produces
        @Task("publish")
        TaskFunction<Mistakes.Page, Void> publish() {
            return page -> null;
        }
    }

    static class AttemptsAloneOnProducer {
        @Produces
        @Attempts(max = 2)
        TaskFunction<String, Void> publish() {
            return page -> null;
        }
    }
}
