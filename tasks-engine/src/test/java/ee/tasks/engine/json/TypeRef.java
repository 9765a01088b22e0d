package ee.tasks.engine.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** {@code new TypeRef<List<String>>() {}.type()} is the type of a parameter declared so. */
abstract class TypeRef<T> {

    Type type() {
        return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
    }
}
