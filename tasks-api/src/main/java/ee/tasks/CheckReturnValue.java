package ee.tasks;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.CLASS;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks methods that do nothing but return a copy: a result nobody uses is a mistake. Error Prone and IDEs know the
 * annotation by its simple name.
 *
 * @since 1.0
 */
@Target({METHOD, TYPE})
@Retention(CLASS)
@Documented
public @interface CheckReturnValue {}
