package ee.tasks.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** How long a connection was used at most, which is how long its transaction took but for the commit. */
final class SlowestConnection {

    private final AtomicLong nanos = new AtomicLong();

    long millis() {
        return nanos.get() / 1_000_000;
    }

    void forget() {
        nanos.set(0);
    }

    DataSource watch(DataSource watched) {
        return proxy(DataSource.class, watched);
    }

    private <T> T proxy(Class<T> type, T target) {
        long began = System.nanoTime();
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (p, method, a) -> {
            if (method.getName().equals("close")) {
                nanos.accumulateAndGet(System.nanoTime() - began, Math::max);
            }
            try {
                Object result = method.invoke(target, a);
                return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
