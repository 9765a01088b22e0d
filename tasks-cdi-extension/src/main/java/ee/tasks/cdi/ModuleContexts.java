package ee.tasks.cdi;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedTask;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * What the web modules of an EAR have as context: class loader and names. A worker's threads have those of the module that started
 * it, with which a server may neither see nor inject the beans of another.
 */
final class ModuleContexts {

    private static final Map<String, String> IN_THE_TASKS_TRANSACTION =
            Map.of(ManagedTask.TRANSACTION, ManagedTask.USE_TRANSACTION_OF_EXECUTION_THREAD);

    private final Map<ClassLoader, Executor> modules = new ConcurrentHashMap<>();

    /** To be called on a thread of the module. */
    void addCurrent() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader != null) {
            ServerResources.contexts().ifPresent(contexts -> modules.put(loader, captured(contexts)));
        }
    }

    @FunctionalInterface
    interface Call {

        Object run() throws Throwable;
    }

    private static Executor captured(ContextService contexts) {
        return contexts.createContextualProxy((Executor) Runnable::run, IN_THE_TASKS_TRANSACTION, Executor.class);
    }

    /** @return whether there is any module */
    boolean runInAny(Runnable work) {
        Iterator<Executor> any = modules.values().iterator();
        if (!any.hasNext()) {
            return false;
        }
        any.next().execute(work);
        return true;
    }

    /** In the context of the module that the class is of, if this thread's does not see the class. */
    Object call(Class<?> beanClass, Call call) throws Throwable {
        Executor module = isSeen(beanClass) ? null : modules.get(beanClass.getClassLoader());
        if (module == null) {
            return call.run();
        }
        Returned returned = new Returned(call);
        module.execute(returned);
        return returned.orThrown();
    }

    /** As it was thrown: what an executor makes of it is no business of {@code @Attempts}. */
    private static final class Returned implements Runnable {

        private final Call call;
        private Object value;
        private Throwable thrown;

        private Returned(Call call) {
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
