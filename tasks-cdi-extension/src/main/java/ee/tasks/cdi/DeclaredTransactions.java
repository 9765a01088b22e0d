package ee.tasks.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What beans declare of transactions; read by name, since neither annotation has to be there. */
final class DeclaredTransactions {

    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
    private static final String ATTRIBUTE = "jakarta.ejb.TransactionAttribute";
    private static final String MANAGEMENT = "jakarta.ejb.TransactionManagement";

    private static final Set<String> OUTSIDE = Set.of("REQUIRES_NEW", "NOT_SUPPORTED", "NEVER");

    private DeclaredTransactions() {}

    /** What keeps the method out of the transaction of its caller, as it is written in the code. */
    static List<String> outside(AnnotatedType<?> type, AnnotatedMethod<?> method, BeanManager beans) {
        List<String> outside = new ArrayList<>();
        transactional(method.getAnnotations(), beans)
                .or(() -> transactional(type.getAnnotations(), beans))
                .filter(declared -> OUTSIDE.contains(value(declared)))
                .ifPresent(declared -> outside.add("@Transactional(" + value(declared) + ")"));
        // Not inherited: the class that declares the method counts.
        of(method.getAnnotations(), ATTRIBUTE)
                .or(() -> of(List.of(method.getJavaMember().getDeclaringClass().getAnnotations()), ATTRIBUTE))
                .filter(declared -> OUTSIDE.contains(value(declared)))
                .ifPresent(declared -> outside.add("@TransactionAttribute(" + value(declared) + ")"));
        of(type.getAnnotations(), MANAGEMENT)
                .filter(declared -> value(declared).equals("BEAN"))
                .ifPresent(declared -> outside.add("@TransactionManagement(BEAN)"));
        return outside;
    }

    /** Declared itself, or else by a stereotype or another interceptor binding that is. */
    private static Optional<Annotation> transactional(Collection<Annotation> declared, BeanManager beans) {
        return of(declared, TRANSACTIONAL).or(() -> declared.stream()
                .map(annotation -> definition(annotation.annotationType(), beans))
                .flatMap(definition -> transactional(definition, beans).stream())
                .findFirst());
    }

    private static Set<Annotation> definition(Class<? extends Annotation> type, BeanManager beans) {
        if (beans.isStereotype(type)) {
            return beans.getStereotypeDefinition(type);
        }
        return beans.isInterceptorBinding(type) ? beans.getInterceptorBindingDefinition(type) : Set.of();
    }

    private static Optional<Annotation> of(Collection<Annotation> declared, String name) {
        return declared.stream()
                .filter(annotation -> annotation.annotationType().getName().equals(name))
                .findFirst();
    }

    private static String value(Annotation annotation) {
        try {
            Method value = annotation.annotationType().getMethod("value");
            return String.valueOf(value.invoke(annotation));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(annotation.toString(), e);
        }
    }
}
