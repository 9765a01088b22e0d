package ee.tasks;

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
 * Refers to a declared {@link Task}: qualifies an injected {@link TaskHandle} and observers of the events in
 * {@link ee.tasks.event}. An unknown name, or type arguments that do not fit the task, fail the deployment.
 *
 * @since 1.0
 */
@Qualifier @Target({FIELD, PARAMETER, METHOD, TYPE})
@Retention(RUNTIME)
@Documented
public @interface OfTask {

    /**
     * The task's name, as {@link Task#value()} or its default gives it.
     *
     * @return the name
     */
    String value();

    /** Makes the qualifier at run time, for {@code Instance.select} and {@code Event.select}. */
    final class Literal extends AnnotationLiteral<OfTask> implements OfTask {

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
