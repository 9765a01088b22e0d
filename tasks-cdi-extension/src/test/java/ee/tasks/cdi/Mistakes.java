package ee.tasks.cdi;

import ee.tasks.Attempts;
import ee.tasks.Task;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.Entity;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.Future;

/** Task methods with one mistake each. */
final class Mistakes {

    private Mistakes() {}

    static class PrivateMethod {
        @Task
        private void send() {}
    }

    static class PackagePrivateMethod {
        @Task
        void send() {}
    }

    static class StaticMethod {
        @Task
        public static void send() {}
    }

    static class GenericMethod {
        @Task
        public <T extends Number> void send(List<T> numbers) {}
    }

    static class VarargsMethod {
        @Task
        public void send(String... to) {}
    }

    static class OverloadedMethod {
        @Task
        public void send(String to) {}

        public void send(String to, String cc) {}
    }

    static class FutureMethod {
        @Task
        public Future<String> send() {
            return null;
        }
    }

    static class AttemptsAlone {
        @Attempts(max = 2)
        public void send() {}
    }

    static class NegativePriority {
        @Task(priority = -101)
        public void send() {}
    }

    static class BlankQueue {
        @Task(queue = " ")
        public void send() {}
    }

    static class AllQueues {
        @Task(queue = "*")
        public void send() {}
    }

    static class TwoQueues {
        @Task(queue = "a,b")
        public void send() {}
    }

    static class QueueOfAnother {
        @Task(queue = "fast", backend = "narrow")
        public void send() {}
    }

    static class UnknownBackend {
        @Task(backend = "narow")
        public void send() {}
    }

    static class BadDelay {
        @Task
        @Attempts(max = 2, delay = "10s")
        public void send() {}
    }

    static class NegativeDelay {
        @Task
        @Attempts(max = 2, delay = "PT-1S")
        public void send() {}
    }

    static class NoAttempts {
        @Task
        @Attempts(max = 0)
        public void send() {}
    }

    static class BadFactor {
        @Task
        @Attempts(max = 2, factor = Double.NaN)
        public void send() {}
    }

    static class BadJitter {
        @Task
        @Attempts(max = 2, jitter = 1.5)
        public void send() {}
    }

    static class DelayOverMaximum {
        @Task
        @Attempts(max = 2, delay = "PT2H")
        public void send() {}
    }

    static class BadTimeout {
        @Task(timeout = "30s")
        public void send() {}
    }

    static class ZeroTimeout {
        @Task(timeout = "PT0S")
        public void send() {}
    }

    static class NameTooLong {
        static final String NAME = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

        @Task(NAME)
        public void send() {}
    }

    static class FormerNameTooLong {
        @Task(value = "mail", formerNames = NameTooLong.NAME)
        public void send() {}
    }

    static class SameName {
        @Task("mail")
        public void send() {}

        @Task("mail")
        public void resend() {}
    }

    static class FormerNameTaken {
        @Task("mail")
        public void send() {}

        @Task(value = "letter", formerNames = "mail")
        public void write() {}
    }

    @Entity
    public static class Page {}

    static class EntityParameter {
        @Task
        public void publish(Page page) {}
    }

    static class EntitiesInAList {
        @Task
        public void publish(List<Page> pages) {}
    }

    static class StreamParameter {
        @Task
        public void read(InputStream from) {}
    }

    static class LambdaParameter {
        @Task
        public void run(Runnable code) {}
    }

    static class ObjectParameter {
        @Task
        public void take(Object any) {}
    }

    static class ObjectResult {
        @Task
        public Object give() {
            return null;
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Logged {}

    @Logged
    @Interceptor
    @Priority(1)
    static class TaskOnInterceptor {
        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            return context.proceed();
        }

        @Task
        public void send() {}
    }

    public interface Sender {
        void send();
    }

    @Decorator
    @Priority(1)
    static class TaskOnDecorator implements Sender {
        @Inject
        @Delegate
        @Any
        Sender sender;

        @Override
        @Task
        public void send() {}
    }

    @ApplicationScoped
    static class Fine implements Sender {
        @Override
        public void send() {}
    }

    static class ManyMistakes {
        @Task
        static void send(String... to) {}
    }
}
