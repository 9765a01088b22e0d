package ee.tasks.cdi;

import ee.tasks.Task;
import ee.tasks.engine.CoreMessage;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds {@code @Task} where it declares nothing: on methods of interfaces and on abstract ones, from which no override inherits it. */
final class AbstractTasks {

    private final Set<Class<?>> withoutBean = new LinkedHashSet<>();

    /** A type of the application that has a method with {@code @Task}. */
    void discovered(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers())) { // interfaces are
            withoutBean.add(type);
        }
    }

    void check(Class<?> beanClass, List<String> problems) {
        withoutBean.removeIf(type -> type.isAssignableFrom(beanClass));
        Set<Class<?>> supertypes = new LinkedHashSet<>();
        addSupertypes(beanClass, supertypes);
        List<String> found = new ArrayList<>();
        for (Class<?> type : supertypes) {
            methods(type)
                    .filter(method -> type.isInterface() || Modifier.isAbstract(method.getModifiers()))
                    .filter(method -> method.isAnnotationPresent(Task.class) && !method.isSynthetic())
                    .filter(method ->
                            ofClasses(beanClass, method).noneMatch(own -> own.isAnnotationPresent(Task.class)))
                    .map(method -> text(beanClass, method))
                    .forEach(found::add);
        }
        problems.addAll(found);
    }

    /** Of the types that no bean is of: a library may have more than an application uses, so these are no problems. */
    List<String> warnings() {
        return withoutBean.stream()
                .flatMap(type -> methods(type)
                        .filter(method -> method.isAnnotationPresent(Task.class) && !method.isSynthetic())
                        .map(method -> CoreMessage.TASK_OF_NO_BEAN.text(
                                location(type, method),
                                "no bean has the type " + type.getName()
                                        + "; give a class of that type a scope such as @ApplicationScoped, and its method"
                                        + " @Task")))
                .sorted()
                .toList();
    }

    private static String text(Class<?> beanClass, Method method) {
        String own = location(beanClass, method);
        String why = ofClasses(beanClass, method).anyMatch(found -> !Modifier.isAbstract(found.getModifiers()))
                ? "%s overrides it without @Task; give %s @Task".formatted(beanClass.getName(), own)
                : "%s inherits it from the interface; override it there, with @Task".formatted(beanClass.getName());
        return CoreMessage.TASK_OF_NO_BEAN.text(location(method.getDeclaringClass(), method), why);
    }

    /** Those of this name: a task is not overloaded. */
    private static Stream<Method> ofClasses(Class<?> beanClass, Method method) {
        return Arrays.stream(beanClass.getMethods())
                .filter(own -> own.getName().equals(method.getName())
                        && !own.getDeclaringClass().isInterface());
    }

    /** None of a type whose signatures name classes that are not there. */
    private static Stream<Method> methods(Class<?> type) {
        try {
            return Arrays.stream(type.getDeclaredMethods());
        } catch (LinkageError notLoadable) {
            return Stream.empty();
        }
    }

    private static void addSupertypes(Class<?> type, Set<Class<?>> found) {
        for (Class<?> each : type.getInterfaces()) {
            if (found.add(each)) {
                addSupertypes(each, found);
            }
        }
        Class<?> superclass = type.getSuperclass();
        if (superclass != null && superclass != Object.class && found.add(superclass)) {
            addSupertypes(superclass, found);
        }
    }

    private static String location(Class<?> type, Method method) {
        return type.getName() + "." + method.getName();
    }
}
