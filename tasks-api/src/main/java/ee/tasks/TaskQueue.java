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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Enqueues tasks: {@code @Inject TaskQueue tasks}, then {@code tasks.enqueue(Newsletter::sendPageChanged, pageId, userId)}.
 *
 * <p>Each task goes to its own backend. With the qualifier {@link Backend}, or on a copy made by {@link #backend(String)}, all tasks go to
 * one backend. Immutable and thread-safe; you may keep it in session beans, and use it on any thread of the application.
 *
 * <p>The arguments of a typed overload are boxed, not widened: write {@code 1L} for a {@code long} parameter.
 *
 * @since 1.0
 */
@SuppressWarnings("overloads") // the three families of shapes: exact method references pick the right one
public interface TaskQueue extends TaskOptions<TaskQueue> {

    /**
     * Enqueues an invocation.
     *
     * <p><b>In a JTA transaction</b> the enqueue is part of it: the {@code jpa} backend writes its row in the transaction, other backends
     * get the invocation after the commit ({@code ee.tasks.enqueue-on-commit}). If the transaction is rolled back, nothing is enqueued.
     *
     * <p><b>Without a transaction</b> the task is enqueued when this returns; on the {@code immediate} backend it has run. If a task that
     * runs on that backend calls this, the new task runs after it, and the result is {@code READY}.
     *
     * <p>Enqueueing twice runs the task twice, unless you set a {@linkplain #unique(String) unique key}. All checks are made before
     * anything is written, so one of the exceptions below leaves the transaction as it was.
     *
     * @param <R> the type of the return value
     * @param invocation the task, its arguments and options
     * @return a snapshot; if another task holds the unique key, of that task
     * @throws InvalidTaskException if the task is unknown, an argument has the wrong type, cannot be represented as JSON or
     *     is {@code null} for a primitive, the arguments are larger than {@code ee.tasks.max-payload}, or an option breaks a
     *     rule
     * @throws InvalidBackendException if the backend is unknown or cannot be used
     * @throws UnsupportedFeatureException if the backend lacks a feature that the options need
     */
    <R> TaskResult<R> enqueue(TaskInvocation<R> invocation);

    /**
     * Enqueues many invocations in constant memory, and closes the stream, even if it fails. Needs {@code BULK}. In a transaction all are
     * part of it. Without one, the {@code jpa} backend writes them in a transaction of its own, all or none.
     *
     * <p>Unique keys are sorted within each 10,000 invocations. Sort a longer stream by its keys: two streams with keys in different orders
     * may deadlock, and the database then rolls back one of them ({@code ee.tasks.spi.TaskStoreException.isLostRace()}). Call again with a
     * new stream, in a new transaction, then.
     *
     * @param invocations the invocations; read once, on the caller's thread
     * @return the flow of these invocations
     * @throws InvalidTaskException as {@link #enqueue(TaskInvocation)} does for one of them, and if this queue copy has a unique key, which
     *     all would share. In a transaction roll back then, since some may have been written
     * @throws InvalidBackendException if a backend is unknown or cannot be used
     * @throws UnsupportedFeatureException if a backend lacks {@code BULK} or a feature that the options need
     */
    TaskFlow enqueueAll(Stream<? extends TaskInvocation<?>> invocations);

    /**
     * As {@link #enqueueAll(Stream)}.
     *
     * @param invocations the invocations
     * @return the flow of these invocations
     */
    default TaskFlow enqueueAll(Iterable<? extends TaskInvocation<?>> invocations) {
        return enqueueAll(StreamSupport.stream(invocations.spliterator(), false));
    }

    /**
     * Returns a copy that sends all tasks to one backend, whatever backend they name. The copy has the options set so far, which are
     * checked against that backend.
     *
     * @param name the backend's name, as in {@code ee.tasks.backends.<name>.type}
     * @return the copy
     * @throws InvalidBackendException if there is none of that name, or it cannot be used
     * @throws InvalidTaskException if an option set so far breaks a rule of that backend
     * @throws UnsupportedFeatureException if it lacks a feature that an option set so far needs
     */
    @CheckReturnValue
    TaskQueue backend(String name);

    /**
     * Finds the result with an id, in this queue's backend or, if the queue has none of its own, in any backend. With {@code jpa} it sees
     * what the current transaction has written; other backends know of that after the commit only.
     *
     * @param id any text
     * @return a snapshot
     * @throws TaskResultNotFoundException if there is none
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    @CheckReturnValue
    TaskResult<?> result(String id);

    /**
     * As {@link #result(String)}, with the return value converted to {@code type}.
     *
     * @param <R> the type of the return value
     * @param id any text
     * @param type a class that the task's declared type can be assigned to
     * @return a snapshot
     * @throws TaskResultNotFoundException if there is none
     * @throws TaskResultMismatchException if the task is known and declares another return type
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    @CheckReturnValue
    <R> TaskResult<R> result(String id, Class<R> type);

    /** Enqueues a task method with no arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B> TaskResult<Void> enqueue(VoidMethod0<B> task) {
        return enqueue(TaskInvocation.of(task));
    }

    /** Enqueues a task method with no arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, R> TaskResult<R> enqueue(ValueMethod0<B, R> task) {
        return enqueue(TaskInvocation.of(task));
    }

    /** Enqueues a task method with no arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, R> TaskResult<R> enqueue(AsyncMethod0<B, R> task) {
        return enqueue(TaskInvocation.of(task));
    }

    /** Enqueues a task method with one argument, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1> TaskResult<Void> enqueue(VoidMethod1<B, A1> task, A1 a1) {
        return enqueue(TaskInvocation.of(task, a1));
    }

    /** Enqueues a task method with one argument, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, R> TaskResult<R> enqueue(ValueMethod1<B, A1, R> task, A1 a1) {
        return enqueue(TaskInvocation.of(task, a1));
    }

    /** Enqueues a task method with one argument, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, R> TaskResult<R> enqueue(AsyncMethod1<B, A1, R> task, A1 a1) {
        return enqueue(TaskInvocation.of(task, a1));
    }

    /** Enqueues a task method with two arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2> TaskResult<Void> enqueue(VoidMethod2<B, A1, A2> task, A1 a1, A2 a2) {
        return enqueue(TaskInvocation.of(task, a1, a2));
    }

    /** Enqueues a task method with two arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, R> TaskResult<R> enqueue(ValueMethod2<B, A1, A2, R> task, A1 a1, A2 a2) {
        return enqueue(TaskInvocation.of(task, a1, a2));
    }

    /** Enqueues a task method with two arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, R> TaskResult<R> enqueue(AsyncMethod2<B, A1, A2, R> task, A1 a1, A2 a2) {
        return enqueue(TaskInvocation.of(task, a1, a2));
    }

    /** Enqueues a task method with three arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3> TaskResult<Void> enqueue(VoidMethod3<B, A1, A2, A3> task, A1 a1, A2 a2, A3 a3) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3));
    }

    /** Enqueues a task method with three arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, R> TaskResult<R> enqueue(ValueMethod3<B, A1, A2, A3, R> task, A1 a1, A2 a2, A3 a3) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3));
    }

    /** Enqueues a task method with three arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, R> TaskResult<R> enqueue(AsyncMethod3<B, A1, A2, A3, R> task, A1 a1, A2 a2, A3 a3) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3));
    }

    /** Enqueues a task method with four arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4> TaskResult<Void> enqueue(
            VoidMethod4<B, A1, A2, A3, A4> task, A1 a1, A2 a2, A3 a3, A4 a4) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4));
    }

    /** Enqueues a task method with four arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, R> TaskResult<R> enqueue(
            ValueMethod4<B, A1, A2, A3, A4, R> task, A1 a1, A2 a2, A3 a3, A4 a4) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4));
    }

    /** Enqueues a task method with four arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, R> TaskResult<R> enqueue(
            AsyncMethod4<B, A1, A2, A3, A4, R> task, A1 a1, A2 a2, A3 a3, A4 a4) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4));
    }

    /** Enqueues a task method with five arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, A5> TaskResult<Void> enqueue(
            VoidMethod5<B, A1, A2, A3, A4, A5> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4, a5));
    }

    /** Enqueues a task method with five arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, A5, R> TaskResult<R> enqueue(
            ValueMethod5<B, A1, A2, A3, A4, A5, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4, a5));
    }

    /** Enqueues a task method with five arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, A5, R> TaskResult<R> enqueue(
            AsyncMethod5<B, A1, A2, A3, A4, A5, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4, a5));
    }

    /** Enqueues a task method with six arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, A5, A6> TaskResult<Void> enqueue(
            VoidMethod6<B, A1, A2, A3, A4, A5, A6> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4, a5, a6));
    }

    /** Enqueues a task method with six arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, A5, A6, R> TaskResult<R> enqueue(
            ValueMethod6<B, A1, A2, A3, A4, A5, A6, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4, a5, a6));
    }

    /** Enqueues a task method with six arguments, as {@link #enqueue(TaskInvocation)} does its invocation. */
    default <B, A1, A2, A3, A4, A5, A6, R> TaskResult<R> enqueue(
            AsyncMethod6<B, A1, A2, A3, A4, A5, A6, R> task, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
        return enqueue(TaskInvocation.of(task, a1, a2, a3, a4, a5, a6));
    }
}
