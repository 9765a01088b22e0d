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
 * Takes work: {@code @Inject TaskQueue tasks}, then {@code tasks.enqueue(Newsletter::sendPageChanged, pageId, userId)}.
 *
 * <p>Sends each task to the task's own backend, or all to one when qualified with {@link Backend} or copied by
 * {@link #backend(String)}. Immutable, safe to share between threads, to be kept in session beans and to be used on any
 * thread of the application.
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
     * <p><b>In a transaction</b> it is part of it: the {@code jpa} backend writes its row in it, the others receive the
     * invocation after the commit ({@code ee.tasks.enqueue-on-commit}); a rollback leaves nothing. <b>Without</b> one it
     * is enqueued when this returns, and has run on the {@code immediate} backend; if a task that runs there calls this, it
     * runs after that task, and the result is {@code READY}. Enqueueing twice runs the task twice, unless {@link #unique(String)} says otherwise.
     *
     * <p>Every check is made here, before anything is written: an exception of these leaves the transaction as it was.
     *
     * @param <R> the type of the return value
     * @param invocation what to run
     * @return a snapshot; with a unique key possibly of the invocation that holds the key
     * @throws InvalidTaskException if the task is unknown, an argument has the wrong type, cannot be represented as JSON or
     *     is {@code null} for a primitive, the arguments are larger than {@code ee.tasks.max-payload}, or an option breaks a
     *     rule
     * @throws InvalidBackendException if the backend is unknown or cannot be used
     * @throws UnsupportedFeatureException if the backend lacks what the options ask for
     */
    <R> TaskResult<R> enqueue(TaskInvocation<R> invocation);

    /**
     * Enqueues many invocations in constant memory, and closes the stream, also when it fails. Needs {@code BULK}. In a
     * transaction all are part of it; without one the {@code jpa} backend writes them in one of its own, all or none.
     *
     * <p>Unique keys are taken in the order of the keys over 10,000 invocations. Sort a longer stream by its keys: two streams
     * in other orders may wait for each other, and the database then gives up one of them. That is a lost race, which
     * {@code ee.tasks.spi.TaskStoreException.isLostRace()} tells: call again with a new stream, in a new transaction.
     *
     * @param invocations what to run; read once, on the caller's thread
     * @return the invocations as a whole
     * @throws InvalidTaskException as {@link #enqueue(TaskInvocation)} does for one of them, and if this queue copy carries a
     *     unique key, which all would share; in a transaction roll back then, since some may be written
     * @throws InvalidBackendException if a backend is unknown or cannot be used
     * @throws UnsupportedFeatureException if a backend lacks {@code BULK} or what the options ask for
     */
    TaskFlow enqueueAll(Stream<? extends TaskInvocation<?>> invocations);

    /**
     * As {@link #enqueueAll(Stream)}.
     *
     * @param invocations what to run
     * @return the invocations as a whole
     */
    default TaskFlow enqueueAll(Iterable<? extends TaskInvocation<?>> invocations) {
        return enqueueAll(StreamSupport.stream(invocations.spliterator(), false));
    }

    /**
     * A copy that sends everything to this backend, whatever backend its tasks name. The options given so far are kept, and
     * checked against it.
     *
     * @param name the backend's name, as in {@code ee.tasks.backends.<name>.type}
     * @return the copy
     * @throws InvalidBackendException if there is none of that name, or it cannot be used
     * @throws InvalidTaskException if an option given so far breaks a rule of it
     * @throws UnsupportedFeatureException if it lacks what an option given so far asks for
     */
    @CheckReturnValue
    TaskQueue backend(String name);

    /**
     * The result with this id, from this queue's backend or, when it has none of its own, from any. Inside a transaction it
     * sees what that transaction did where the backend writes rows ({@code jpa}); others know of it after the commit only.
     *
     * @param id any text; one that is no id is not found
     * @return a snapshot
     * @throws TaskResultNotFoundException if there is none
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    @CheckReturnValue
    TaskResult<?> result(String id);

    /**
     * As {@link #result(String)}, with its return value read as {@code type}.
     *
     * @param <R> the type of the return value
     * @param id any text; one that is no id is not found
     * @param type a class that the task's declared type can be assigned to
     * @return a snapshot
     * @throws TaskResultNotFoundException if there is none
     * @throws TaskResultMismatchException if the task is known and returns something else
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
