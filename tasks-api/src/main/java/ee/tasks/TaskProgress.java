package ee.tasks;

/**
 * The progress that a task reported, or that of a flow.
 *
 * @param done what is done, in the task's own unit; from 0 to {@code total}
 * @param total what there is to do, in the same unit; 0 when it is not known
 * @param message a text for people, or {@code null}; cut to 1,000 characters
 * @since 1.0
 */
public record TaskProgress(long done, long total, String message) {

    private static final int MAX_MESSAGE_LENGTH = 1_000;

    /**
     * Cuts a long message.
     *
     * @throws IllegalArgumentException if {@code done} or {@code total} is out of range
     */
    public TaskProgress {
        if (done < 0 || total < 0 || (total > 0 && done > total)) {
            throw new IllegalArgumentException(ApiMessage.PROGRESS_OUT_OF_RANGE.text(done, total));
        }
        if (message != null && message.length() > MAX_MESSAGE_LENGTH) {
            boolean split = Character.isHighSurrogate(message.charAt(MAX_MESSAGE_LENGTH - 1));
            message = message.substring(0, split ? MAX_MESSAGE_LENGTH - 1 : MAX_MESSAGE_LENGTH);
        }
    }
}
