package ee.tasks.engine.json;

import jakarta.json.stream.JsonGenerator;

/**
 * How values of one type are written and read without entering JSON-B, in the JSON that JSON-B would write. What a form writes
 * it reads back as an equal value, or it refuses the value. Thread-safe.
 */
interface JsonForm {

    /** The class that values must be instances of; a wrapper for primitives. */
    Class<?> type();

    /** @throws RefusedValue if {@code value}, never {@code null} here, has no JSON form */
    void write(Object value, JsonGenerator out);

    /** @throws RuntimeException if the value ahead, never {@code null} here, is of another kind */
    Object read(JsonInput in);

    /** Whether its types prove that every value it writes comes back; if not, what it wrote is read back at once. */
    boolean isProven();

    /** What JSON's null, and a missing value, is read as. */
    default Object empty() {
        return null;
    }

    /** Writes an element of something larger, whose class nobody has checked yet. */
    default void writeElement(Object value, JsonGenerator out) {
        if (value == null) {
            out.writeNull();
        } else {
            requireType(value);
            write(value, out);
        }
    }

    default void requireType(Object value) {
        if (!type().isInstance(value)) {
            throw new RefusedValue(
                    JsonMessage.WRONG_TYPE,
                    "made of " + type().getName(),
                    "made of " + value.getClass().getName(),
                    "its type arguments are checked, too");
        }
    }

    default Object readElement(JsonInput in) {
        return in.takeNull() ? empty() : read(in);
    }
}
