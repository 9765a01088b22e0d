package ee.tasks;

import java.lang.reflect.Proxy;

/** Objects of the API's interfaces that have an id and a backend, and nothing else. */
final class Stub {

    private Stub() {}

    static <T> T of(Class<T> type, String id) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("id")) {
                        return id;
                    }
                    if (method.getName().equals("backend")) {
                        return "here";
                    }
                    if (method.getName().equals("size")) {
                        return 1L;
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
