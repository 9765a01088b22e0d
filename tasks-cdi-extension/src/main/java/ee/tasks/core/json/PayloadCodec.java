package ee.tasks.core.json;

import static java.util.Objects.requireNonNull;

import jakarta.json.bind.Jsonb;
import java.lang.reflect.Type;
import java.util.List;

/** Writes arguments and results as JSON against their declared types, and reads them back. Thread-safe. */
public final class PayloadCodec implements AutoCloseable {

    /** How arguments are written: a positional array. Stored with them. */
    public static final int FORMAT = 1;

    private final Jsonb jsonb;
    private final int maxPayload;

    /**
     * Over a JSON-B of its own, which {@link #close()} closes.
     *
     * @param maxPayload the most that arguments or a result may take, in bytes of UTF-8
     */
    public PayloadCodec(int maxPayload) {
        this(null, maxPayload);
    }

    public PayloadCodec(Jsonb jsonb, int maxPayload) {
        this.jsonb = requireNonNull(jsonb, "jsonb");
        this.maxPayload = maxPayload;
    }

    /**
     * @return a JSON array with one element for each parameter
     * @throws ee.tasks.InvalidTaskException if count, types or values do not fit, all problems in one message; it never
     *     contains a value
     */
    public String writeArguments(PayloadSignature signature, List<?> arguments) {
        throw new UnsupportedOperationException();
    }

    /**
     * Missing trailing arguments come as {@code null}, as empty for optionals.
     *
     * @return the arguments to call the method with
     * @throws ee.tasks.spi.UnreadablePayloadException if the text does not bind to the parameters: a missing primitive,
     *     more arguments than parameters, a value of another type
     */
    public Object[] readArguments(PayloadSignature signature, String json) {
        throw new UnsupportedOperationException();
    }

    /**
     * @return the JSON of {@code value}; {@code "null"} for null and for a task that returns nothing
     * @throws ee.tasks.InvalidTaskException if it cannot be represented or is too large
     */
    public String writeResult(PayloadSignature signature, Object value) {
        throw new UnsupportedOperationException();
    }

    /** @throws ee.tasks.spi.UnreadablePayloadException if the text does not bind to the task's result type */
    public Object readResult(PayloadSignature signature, String json) {
        throw new UnsupportedOperationException();
    }

    /**
     * For a result whose reader says what it is; primitives' classes are read as their wrappers.
     *
     * @param task for the message
     * @throws ee.tasks.spi.UnreadablePayloadException if the text does not bind to {@code type}
     */
    public Object readResult(String task, Type type, String json) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads without types: maps in the text's order, lists, strings, booleans, {@code null}, and numbers as {@code Long},
     * {@code BigInteger} or, with a fraction or exponent, {@code Double} (a {@code BigDecimal} where that would lose digits).
     *
     * @param task for the message
     * @throws ee.tasks.spi.UnreadablePayloadException if the text is not JSON
     */
    public Object readUntyped(String task, String json) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
