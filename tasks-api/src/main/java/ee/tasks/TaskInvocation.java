package ee.tasks;

import ee.tasks.function.AsyncMethod0;
import ee.tasks.function.AsyncMethod1;
import ee.tasks.function.AsyncMethod2;
import ee.tasks.function.AsyncMethod3;
import ee.tasks.function.AsyncMethod4;
import ee.tasks.function.AsyncMethod5;
import ee.tasks.function.AsyncMethod6;
import ee.tasks.function.ValueMethod0;
import ee.tasks.function.ValueMethod1;
import ee.tasks.function.ValueMethod2;
import ee.tasks.function.ValueMethod3;
import ee.tasks.function.ValueMethod4;
import ee.tasks.function.ValueMethod5;
import ee.tasks.function.ValueMethod6;
import ee.tasks.function.VoidMethod0;
import ee.tasks.function.VoidMethod1;
import ee.tasks.function.VoidMethod2;
import ee.tasks.function.VoidMethod3;
import ee.tasks.function.VoidMethod4;
import ee.tasks.function.VoidMethod5;
import ee.tasks.function.VoidMethod6;
import java.util.List;

/**
 * A task with its arguments and options, as an immutable value, for {@link TaskQueue}, schedules and timers.
 *
 * <p>{@code TaskInvocation.of(Newsletter::sendPageChanged, 1L, 2L)} names a task by its method. The reference must be to a
 * method of the class, not of an object; a lambda, a constructor, a static method and what the compiler makes a lambda of
 * (a private method, one that a class which is not public declares) throw {@link InvalidTaskException} with a message that
 * says which and what to write. Whether the method is a task is known only where the invocation is enqueued.
 *
 * <p>Immutable; refers to its arguments, which are turned to JSON when it is enqueued. Equal when target, arguments, options
 * and return type are. The arguments are boxed, not widened: write {@code 1L} for a {@code long} parameter.
 *
 * @param <R> the type of the return value
 * @since 1.0
 */
@CheckReturnValue
@SuppressWarnings("overloads") // as in TaskQueue
public interface TaskInvocation<R> extends TaskOptions<TaskInvocation<R>> {

    /**
     * Returns what names the task.
     *
     * @return a method, or a name
     */
    Target target();

    /**
     * Returns the arguments, in order.
     *
     * @return an unmodifiable list; may contain {@code null}
     */
    List<Object> arguments();

    /**
     * Returns the type to which the return value is converted.
     *
     * @return the type, or {@code null} for the one that the task declares
     */
    Class<R> returnType();

    /**
     * Returns a copy whose return value is converted to {@code type}; for tasks that are named by a string.
     *
     * @param <T> the type of the return value
     * @param type a class that the task's declared type can be assigned to
     * @return a copy
     */
    <T> TaskInvocation<T> returning(Class<T> type);

    /**
     * Names a task whose code may be elsewhere: in a worker-only deployment, or in a library.
     *
     * <p>If this deployment does not know the task, each argument is converted to JSON by its class: any collection to an array, any map to
     * an object, an enum constant to its name.
     *
     * @param task the task's name, 1 to 255 characters
     * @param arguments the arguments, in order; for one that is {@code null} write {@code (Object) null}
     * @return the invocation; give it a type by {@link #returning}
     * @throws InvalidTaskException if it is not a name
     */
    static TaskInvocation<?> named(String task, Object... arguments) {
        return ResolvedInvocation.named(task, arguments);
    }

    /** What names a task. */
    sealed interface Target {

        /**
         * A method of a bean class, or of a supertype of one.
         *
         * @param type the class that the reference was written with
         * @param name the method's name, which no other task of the class has
         */
        record Method(Class<?> type, String name) implements Target {}

        /**
         * A task's name.
         *
         * @param task the name
         */
        record Name(String task) implements Target {}
    }

    /** Names a task method with no arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B> TaskInvocation<Void> of(VoidMethod0<B> task) {
        return ResolvedInvocation.of(task);
    }

    /** Names a task method with no arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, R> TaskInvocation<R> of(ValueMethod0<B, R> task) {
        return ResolvedInvocation.of(task);
    }

    /** Names a task method with no arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, R> TaskInvocation<R> of(AsyncMethod0<B, R> task) {
        return ResolvedInvocation.of(task);
    }

    /** Names a task method with one argument; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1> TaskInvocation<Void> of(VoidMethod1<B, A1> task, A1 a1) {
        return ResolvedInvocation.of(task, a1);
    }

    /** Names a task method with one argument; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, R> TaskInvocation<R> of(ValueMethod1<B, A1, R> task, A1 a1) {
        return ResolvedInvocation.of(task, a1);
    }

    /** Names a task method with one argument; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, R> TaskInvocation<R> of(AsyncMethod1<B, A1, R> task, A1 a1) {
        return ResolvedInvocation.of(task, a1);
    }

    /** Names a task method with two arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2> TaskInvocation<Void> of(VoidMethod2<B, A1, A2> task, A1 a1, A2 a2) {
        return ResolvedInvocation.of(task, a1, a2);
    }

    /** Names a task method with two arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, R> TaskInvocation<R> of(ValueMethod2<B, A1, A2, R> task, A1 a1, A2 a2) {
        return ResolvedInvocation.of(task, a1, a2);
    }

    /** Names a task method with two arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, R> TaskInvocation<R> of(AsyncMethod2<B, A1, A2, R> task, A1 a1, A2 a2) {
        return ResolvedInvocation.of(task, a1, a2);
    }

    /** Names a task method with three arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3> TaskInvocation<Void> of(VoidMethod3<B, A1, A2, A3> task, A1 a1, A2 a2, A3 a3) {
        return ResolvedInvocation.of(task, a1, a2, a3);
    }

    /** Names a task method with three arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, R> TaskInvocation<R> of(ValueMethod3<B, A1, A2, A3, R> task, A1 a1, A2 a2, A3 a3) {
        return ResolvedInvocation.of(task, a1, a2, a3);
    }

    /** Names a task method with three arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, R> TaskInvocation<R> of(AsyncMethod3<B, A1, A2, A3, R> task, A1 a1, A2 a2, A3 a3) {
        return ResolvedInvocation.of(task, a1, a2, a3);
    }

    /** Names a task method with four arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4> TaskInvocation<Void> of(
            VoidMethod4<B, A1, A2, A3, A4> task, A1 a1, A2 a2, A3 a3, A4 a4) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4);
    }

    /** Names a task method with four arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, R> TaskInvocation<R> of(
            ValueMethod4<B, A1, A2, A3, A4, R> task, A1 a1, A2 a2, A3 a3, A4 a4) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4);
    }

    /** Names a task method with four arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, R> TaskInvocation<R> of(
            AsyncMethod4<B, A1, A2, A3, A4, R> task, A1 a1, A2 a2, A3 a3, A4 a4) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4);
    }

    /** Names a task method with five arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, A5> TaskInvocation<Void> of(
            VoidMethod5<B, A1, A2, A3, A4, A5> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4, a5);
    }

    /** Names a task method with five arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, A5, R> TaskInvocation<R> of(
            ValueMethod5<B, A1, A2, A3, A4, A5, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4, a5);
    }

    /** Names a task method with five arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, A5, R> TaskInvocation<R> of(
            AsyncMethod5<B, A1, A2, A3, A4, A5, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4, a5);
    }

    /** Names a task method with six arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, A5, A6> TaskInvocation<Void> of(
            VoidMethod6<B, A1, A2, A3, A4, A5, A6> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4, a5, a6);
    }

    /** Names a task method with six arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, A5, A6, R> TaskInvocation<R> of(
            ValueMethod6<B, A1, A2, A3, A4, A5, A6, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4, a5, a6);
    }

    /** Names a task method with six arguments; the {@linkplain TaskInvocation method reference} is resolved here. */
    static <B, A1, A2, A3, A4, A5, A6, R> TaskInvocation<R> of(
            AsyncMethod6<B, A1, A2, A3, A4, A5, A6, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
        return ResolvedInvocation.of(task, a1, a2, a3, a4, a5, a6);
    }
}
