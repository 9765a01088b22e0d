package ee.tasks.engine.json;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbVisibility;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The properties that JSON-B sees in a bean or record. */
final class BeanProperties {

    private final Class<?> bean;
    private final Map<String, Type> types = new LinkedHashMap<>();
    private boolean readBack;

    private BeanProperties(Class<?> bean) {
        this.bean = bean;
    }

    static BeanProperties of(Class<?> bean) {
        BeanProperties properties = new BeanProperties(bean);
        if (bean.isRecord()) {
            properties.collectComponents();
        } else {
            properties.collectGetters();
            properties.collectFields();
            properties.readBack |= properties.creator();
        }
        return properties;
    }

    /** The declared type of each property, by name, without the properties that an adapter binds. */
    Map<String, Type> types() {
        return types;
    }

    /** Whether JSON-B reads back at least one property. */
    boolean isReadBack() {
        return readBack;
    }

    private void collectComponents() {
        for (RecordComponent component : bean.getRecordComponents()) {
            if (isBound(component.getAccessor()) && isBound(fieldOf(component.getName()))) {
                add(component.getName(), component.getGenericType(), fieldOf(component.getName()));
            }
        }
        for (Method method : bean.getMethods()) { // Yasson writes the getters of records, too, by the method's name
            if (propertyOf(method) != null && isBound(method)) {
                types.putIfAbsent(method.getName(), method.getGenericReturnType());
            }
        }
        readBack = true;
    }

    private void collectGetters() {
        for (Method method : bean.getMethods()) {
            String name = propertyOf(method);
            Field field = name == null ? null : fieldOf(name);
            if (name != null && isBound(method) && isBound(field)) {
                add(name, method.getGenericReturnType(), method);
                addAlias(field, method.getGenericReturnType());
                readBack |= hasSetter(name);
            }
        }
    }

    /** The property that a method reads; {@code null} if it reads none. */
    static String propertyOf(Method method) {
        if (Modifier.isStatic(method.getModifiers())
                || method.isBridge()
                || method.getParameterCount() > 0
                || method.getReturnType() == void.class
                || method.getDeclaringClass() == Object.class) {
            return null;
        }
        String name = method.getName();
        int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : name.length();
        return name.length() == prefix ? null : Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1);
    }

    private boolean hasSetter(String property) {
        String setter = "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return Arrays.stream(bean.getMethods())
                .anyMatch(method -> method.getName().equals(setter) && method.getParameterCount() == 1);
    }

    /** The public fields; all fields if the class has a visibility strategy, which only an instance could be asked for. */
    private void collectFields() {
        boolean all = hasOwnVisibility();
        for (Class<?> c = bean; c != null && !JdkTypes.isOfThePlatform(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean seen = all || Modifier.isPublic(modifiers);
                if (seen && !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && isBound(field)) {
                    add(field.getName(), field.getGenericType(), field);
                    readBack |= all || !Modifier.isFinal(modifiers);
                }
            }
        }
    }

    private boolean hasOwnVisibility() {
        return bean.isAnnotationPresent(JsonbVisibility.class)
                || bean.getPackage() != null && bean.getPackage().isAnnotationPresent(JsonbVisibility.class);
    }

    private void add(String name, Type type, AnnotatedElement member) {
        types.putIfAbsent(name, type);
        addAlias(member, type);
    }

    private void addAlias(AnnotatedElement member, Type type) {
        JsonbProperty renamed = member == null ? null : member.getAnnotation(JsonbProperty.class);
        if (renamed != null && !renamed.value().isEmpty()) {
            types.putIfAbsent(renamed.value(), type);
        }
    }

    private Field fieldOf(String name) {
        for (Class<?> c = bean; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    private static boolean isBound(AnnotatedElement member) {
        return member == null
                || Stream.<Class<? extends Annotation>>of(
                                JsonbTransient.class, JsonbTypeAdapter.class, JsonbTypeDeserializer.class)
                        .noneMatch(member::isAnnotationPresent);
    }

    boolean creator() {
        return Stream.concat(Arrays.stream(bean.getDeclaredConstructors()), Arrays.stream(bean.getDeclaredMethods()))
                .anyMatch(member -> member.isAnnotationPresent(JsonbCreator.class));
    }

    /** Also of a local or anonymous class. */
    boolean isInner() {
        return bean.getEnclosingClass() != null && !Modifier.isStatic(bean.getModifiers());
    }

    boolean isConstructible() {
        if (isInner()) {
            return false;
        }
        List<Constructor<?>> constructors = List.of(bean.getDeclaredConstructors());
        return creator()
                || constructors.stream()
                        .anyMatch(constructor -> constructor.getParameterCount() == 0
                                && (constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    }
}
