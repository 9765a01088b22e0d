package ee.tasks.engine.json;

/** Stored JSON that is malformed or of another type. The message is part of a sentence and contains no value. */
final class JsonMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonMismatch(String reason) {
        super(reason, null, false, false);
    }
}
