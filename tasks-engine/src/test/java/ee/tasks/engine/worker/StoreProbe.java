package ee.tasks.engine.worker;

import ee.tasks.spi.GateStore;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.TaskStoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Stands before a store and its gates, records the calls by method name and fails them on demand. */
final class StoreProbe {

    private final TaskStore store;
    private final Map<String, Consumer<Object[]>> before = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Object[]>> after = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<Object>> instead = new ConcurrentHashMap<>();
    private final Set<String> lacking = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Object[]>> calls = new ConcurrentHashMap<>();

    StoreProbe(TaskStore target) {
        store = before(TaskStore.class, target);
    }

    private <T> T before(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, proxy, method, arguments)));
    }

    private Object call(Object target, Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        Object[] given = arguments == null ? new Object[0] : arguments;
        calls(name).add(given);
        before.getOrDefault(name, nothing -> {}).accept(given);
        if (lacking.contains(name)) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        UnaryOperator<Object> other = instead.get(name);
        if (other != null) {
            return other.apply(given);
        }
        Object answer;
        try {
            answer = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        after.getOrDefault(name, nothing -> {}).accept(given);
        return answer instanceof GateStore gates ? before(GateStore.class, gates) : answer;
    }

    TaskStore store() {
        return store;
    }

    List<Object[]> calls(String method) {
        return calls.computeIfAbsent(method, name -> new CopyOnWriteArrayList<>());
    }

    void before(String method, Consumer<Object[]> action) {
        before.put(method, action);
    }

    /** The store does not act. */
    void instead(String method, UnaryOperator<Object> action) {
        instead.put(method, action);
    }

    /** The store does not implement a method that has a default. */
    void lacks(String method) {
        lacking.add(method);
    }

    /** The store acts again. */
    void noLonger(String method) {
        instead.remove(method);
    }

    /** The store has acted, and its answer is lost if this throws. */
    void after(String method, Consumer<Object[]> action) {
        after.put(method, action);
    }

    /** No database. */
    void goAway() {
        for (String method : List.of(
                "join",
                "renew",
                "leave",
                "promote",
                "claim",
                "markStarted",
                "complete",
                "release",
                "park",
                "unpark",
                "rescue",
                "settle",
                "putRight",
                "failUnreadable",
                "expire",
                "stopping",
                "progress",
                "metadata",
                "letIn",
                "vacate")) {
            before(method, arguments -> {
                throw away();
            });
        }
    }

    void comeBack() {
        before.clear();
        after.clear();
    }

    static TaskStoreException away() {
        return new TaskStoreException("connection refused", null, false);
    }

    static TaskStoreException lostRace() {
        return new TaskStoreException("deadlock", null, true);
    }
}
