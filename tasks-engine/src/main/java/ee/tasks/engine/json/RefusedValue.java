package ee.tasks.engine.json;

/** A value that cannot be JSON; who catches it knows which argument contains it. */
final class RefusedValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final JsonMessage message;
    private final transient Object[] facts;

    RefusedValue(JsonMessage message, Object... facts) {
        this(null, message, facts);
    }

    RefusedValue(Throwable cause, JsonMessage message, Object... facts) {
        super(message.name(), cause, false, false);
        this.message = message;
        this.facts = facts;
    }

    String text(String where) {
        Object[] all = new Object[facts.length + 1];
        all[0] = where;
        System.arraycopy(facts, 0, all, 1, facts.length);
        return message.text(all);
    }
}
