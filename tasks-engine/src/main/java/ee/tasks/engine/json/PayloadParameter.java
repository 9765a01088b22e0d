package ee.tasks.engine.json;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;

/** A parameter of a task: its name for messages, its declared type with type variables resolved against the bean class. */
public record PayloadParameter(String name, Type type) {

    public PayloadParameter {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }
}
