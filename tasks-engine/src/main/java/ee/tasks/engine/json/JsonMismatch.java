package ee.tasks.engine.json;

/** JSON text that does not bind. The message is part of a sentence and free of values. */
final class JsonMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonMismatch(String reason) {
        super(reason, null, false, false);
    }
}
