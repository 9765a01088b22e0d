package ee.tasks;

/**
 * What a failed task does to those that are {@linkplain TaskOptions#ordered(String, OnFailure) ordered} behind it.
 *
 * @since 1.0
 */
public enum OnFailure {
    /** The next task of the key runs. A {@linkplain TaskResult#retry retry} of the failed one runs outside the order. */
    CONTINUE,
    /** The tasks behind it wait until it is retried and has finished otherwise, or is no longer there. */
    HOLD
}
