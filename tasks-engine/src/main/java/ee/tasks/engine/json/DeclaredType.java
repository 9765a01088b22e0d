package ee.tasks.engine.json;

import java.lang.reflect.Type;

/**
 * The type that a task declares for a parameter or for its result.
 *
 * @param where what messages call the parameter or the result
 * @param raw the class its values are instances of; a wrapper for primitives
 * @param form how it is written and read, {@code null} if JSON-B has to
 */
record DeclaredType(String where, Type type, Class<?> raw, boolean primitive, JsonForm form, TypeFacts facts) {

    static DeclaredType of(String where, Type type) {
        Class<?> raw = TypeBindings.rawClass(type);
        JsonForm form = CompositeForms.of(type);
        TypeFacts facts = form == null ? TypeWalk.of(where, type) : TypeFacts.NONE;
        return new DeclaredType(where, type, ScalarForm.boxed(raw), raw.isPrimitive(), form, facts);
    }

    boolean isVoid() {
        return raw == Void.class;
    }

    Object missing() {
        if (primitive && !isVoid()) {
            throw new JsonMismatch("a " + type.getTypeName() + " cannot be null");
        }
        return form == null ? facts.empty() : form.empty();
    }
}
