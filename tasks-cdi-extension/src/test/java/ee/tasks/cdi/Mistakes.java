package ee.tasks.cdi;

import ee.tasks.Attempts;
import ee.tasks.Backend;
import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskFunction;
import ee.tasks.TaskHandle;
import ee.tasks.TaskQueue;
import ee.tasks.event.TaskFinished;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Beans with one mistake each. */
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

    static class AtomicInATransactionOfItsOwn {
        @Task(atomic = true)
        @Transactional(TxType.REQUIRES_NEW)
        public void send() {}
    }

    @Transactional(TxType.NOT_SUPPORTED)
    static class AtomicInABeanWithoutTransactions {
        @Task(atomic = true)
        public void send() {}
    }

    @Transactional(TxType.NEVER)
    static class NoTransactions {}

    static class AtomicWhereATransactionIsForbidden extends NoTransactions {
        @Task(atomic = true)
        public void send() {}
    }

    @Stereotype
    @Transactional(TxType.REQUIRES_NEW)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Apart {}

    @Stereotype
    @Apart
    @Retention(RetentionPolicy.RUNTIME)
    @interface Service {}

    @InterceptorBinding
    @Transactional(TxType.NOT_SUPPORTED)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Unsafe {}

    @Apart
    static class AtomicByStereotype {
        @Task(atomic = true)
        public void send() {}
    }

    @Service
    static class AtomicByStereotypeOfAStereotype {
        @Task(atomic = true)
        public void send() {}
    }

    static class AtomicByAnotherBinding {
        @Task(atomic = true)
        @Unsafe
        public void send() {}
    }

    @Service
    @Transactional
    static class FittingDespiteItsStereotype {
        @Task(atomic = true)
        public void send() {}
    }

    static class AtomicStage {
        @Task(atomic = true)
        public CompletionStage<String> send() {
            return null;
        }
    }

    @Transactional(TxType.NEVER)
    static class AtomicStageWithoutTransaction {
        @Task(atomic = true)
        public CompletionStage<String> send() {
            return null;
        }
    }

    @Transactional(TxType.NEVER)
    static class Fitting {
        @Task(atomic = true)
        @Transactional
        public void send() {}
    }

    static class AtomicProducerOfStages {
        @Produces
        @Task(atomic = true)
        TaskFunction<String, CompletionStage<String>> sender() {
            return null;
        }
    }

    static class NameTooLong {
        static final String NAME = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

        @Task(NAME)
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
        TaskFunction<Page, Void> publish() {
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
