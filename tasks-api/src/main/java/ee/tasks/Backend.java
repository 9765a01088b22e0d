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
 * The backend that an injected {@link TaskQueue} sends everything to, whatever backend its tasks name:
 * {@code @Inject @Backend("reports") TaskQueue tasks}; and the one that an injected {@link ee.tasks.admin.TaskAdmin} is of. An unknown name
 * fails the deployment.
 *
 * @since 1.0
 */
@Qualifier @Target({FIELD, PARAMETER, METHOD, TYPE})
@Retention(RUNTIME)
@Documented
public @interface Backend {

    /**
     * The backend's name, as in {@code ee.tasks.backends.<name>.type}.
     *
     * @return the name
     */
    String value();

    /** Makes the qualifier at run time, for {@code Instance.select} and {@code Event.select}. */
    final class Literal extends AnnotationLiteral<Backend> implements Backend {

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
