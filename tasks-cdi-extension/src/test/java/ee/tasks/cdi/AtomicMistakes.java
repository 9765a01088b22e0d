package ee.tasks.cdi;

import ee.tasks.Task;
import ee.tasks.TaskFunction;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletionStage;

/** Atomic tasks with one mistake each, and some that are right. */
final class AtomicMistakes {

    private AtomicMistakes() {}

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
}
