package ee.tasks.spi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static java.util.Objects.requireNonNull;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Declares a bean to be a type of backend: a {@link TaskBackend}, which runs tasks in its own way, or a {@link TaskStore}, whose tasks EE
 * Tasks' worker runs. Configuration names the type in {@code ee.tasks.backends.<name>.type}. Each configured backend gets an instance, so
 * make the bean {@code @Dependent} unless several backends may share one.
 *
 * @since 1.0
 */
@Qualifier @Target({TYPE, METHOD, FIELD, PARAMETER})
@Retention(RUNTIME)
@Documented
public @interface BackendType {

    /**
     * The type's name, lower case.
     *
     * @return the name
     */
    String value();

    /** Makes the qualifier at run time, for {@code Instance.select} and {@code Event.select}. */
    final class Literal extends AnnotationLiteral<BackendType> implements BackendType {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * The qualifier with this name.
         *
         * @param value the name, not {@code null}
         * @return the qualifier
         */
        public static Literal of(String value) {
            return new Literal(requireNonNull(value, "value"));
        }

        @Override
        public String value() {
            return value;
        }
    }
}
