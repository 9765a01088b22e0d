package ee.tasks.cdi;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedTask;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the web modules of an EAR have as context: class loader and names. A worker's threads have those of the module that started
 * it, with which a server may neither see nor inject the beans of another.
 */
final class ModuleContexts {

    /** For a module that starts after the one that started the workers. */
    private static final long PATIENCE_SECONDS = 60;

    private static final Executor HERE = Runnable::run;

    private final Map<ClassLoader, CompletableFuture<Executor>> modules = new ConcurrentHashMap<>();

    /** To be called on a thread of the module. */
    void addCurrent() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader != null) {
            ServerResources.contexts().map(Contexts::ofThisThread).ifPresent(module -> {
                CompletableFuture<Executor> awaited = modules.put(loader, CompletableFuture.completedFuture(module));
                if (awaited != null) {
                    awaited.complete(module);
                }
            });
        }
    }

    @FunctionalInterface
    interface ModuleCall {

        Object run() throws Throwable;
    }

    /** Apart, since a servlet container may have none of these classes. */
    private static final class Contexts {

        private static final Map<String, String> IN_THE_TASKS_TRANSACTION =
                Map.of(ManagedTask.TRANSACTION, ManagedTask.USE_TRANSACTION_OF_EXECUTION_THREAD);

        private static Executor ofThisThread(Object service) {
            return ((ContextService) service).createContextualProxy(HERE, IN_THE_TASKS_TRANSACTION, Executor.class);
        }
    }

    /** @return whether there is any module */
    boolean runInAny(Runnable work) {
        Optional<Executor> any = modules.values().stream()
                .map(module -> module.getNow(null))
                .filter(Objects::nonNull)
                .findAny();
        any.ifPresent(module -> module.execute(work));
        return any.isPresent();
    }

    /** In the context of the module that the class is of, if this thread's does not see the class; waits for it to start. */
    Object call(Class<?> beanClass, ModuleCall call) throws Throwable {
        if (isSeen(beanClass)) {
            return call.run();
        }
        RecordedCall returned = new RecordedCall(call);
        module(beanClass.getClassLoader()).execute(returned);
        return returned.orThrown();
    }

    private Executor module(ClassLoader loader) throws InterruptedException, ExecutionException {
        CompletableFuture<Executor> module = modules.computeIfAbsent(loader, unknown -> new CompletableFuture<>());
        try {
            return module.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException noWebModule) {
            module.complete(HERE);
            return HERE;
        }
    }

    /** As it was thrown: what an executor makes of it is no business of {@code @Attempts}. */
    private static final class RecordedCall implements Runnable {

        private final ModuleCall call;
        private Object value;
        private Throwable thrown;

        private RecordedCall(ModuleCall call) {
            this.call = call;
        }

        @Override
        public void run() {
            try {
                value = call.run();
            } catch (Throwable failure) {
                thrown = failure;
            }
        }

        private Object orThrown() throws Throwable {
            if (thrown != null) {
                throw thrown;
            }
            return value;
        }
    }

    private static boolean isSeen(Class<?> beanClass) {
        try {
            ClassLoader current = Thread.currentThread().getContextClassLoader();
            return Class.forName(beanClass.getName(), false, current) == beanClass;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }
}
