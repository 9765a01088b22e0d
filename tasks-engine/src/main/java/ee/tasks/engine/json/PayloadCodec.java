package ee.tasks.engine.json;

import static java.util.Objects.requireNonNull;

import ee.tasks.InvalidTaskException;
import ee.tasks.spi.UnreadablePayloadException;
import jakarta.json.bind.Jsonb;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Writes arguments and results as JSON against their declared types, and reads them back. Thread-safe. */
public final class PayloadCodec implements AutoCloseable {

    /** How arguments are written: a positional array. Stored with them. */
    public static final int FORMAT = 1;

    private final JsonStreams streams = new JsonStreams();
    private final JsonbBinding binding;
    private final boolean closing;
    private final int maxPayload;
    private final Map<Type, DeclaredType> resultTypes = new ConcurrentHashMap<>();

    /**
     * Makes a codec with a JSON-B of its own, which {@link #close()} closes.
     *
     * @param maxPayload maximum size of the arguments, and of a result, in bytes of UTF-8
     */
    public PayloadCodec(int maxPayload) {
        this(JsonbBinding.newJsonb(), true, maxPayload);
    }

    /** Makes a codec with the application's JSON-B, which {@link #close()} leaves open. {@link PayloadTypes} does not know its adapters. */
    public PayloadCodec(Jsonb jsonb, int maxPayload) {
        this(requireNonNull(jsonb, "jsonb"), false, maxPayload);
    }

    private PayloadCodec(Jsonb jsonb, boolean closing, int maxPayload) {
        this.binding = new JsonbBinding(jsonb, streams);
        this.closing = closing;
        this.maxPayload = maxPayload;
    }

    /**
     * @return a JSON array with one element for each parameter
     * @throws InvalidTaskException if count, types or values do not fit, all problems in one message, a line each; it never
     *     contains a value, and neither do its causes
     */
    public String writeArguments(PayloadSignature signature, List<?> arguments) {
        List<DeclaredType> types = signature.declaredTypes();
        String whole = "task '" + signature.task() + "'";
        if (arguments.size() != types.size()) {
            throw new InvalidTaskException(
                    JsonMessage.ARGUMENT_COUNT.text(whole, types.size(), signature.parameterList(), arguments.size()));
        }
        return writeAll(
                whole,
                types.size(),
                at -> types.get(at).where(),
                (at, out) -> write(types.get(at), arguments.get(at), out));
    }

    /**
     * Writes the arguments of a task that another node declares, each by its own class.
     *
     * @return a JSON array with one element for each argument
     * @throws InvalidTaskException as {@link #writeArguments}
     */
    public String writeUndeclared(String task, List<?> arguments) {
        String whole = "task '" + task + "'";
        UndeclaredWriter writer = new UndeclaredWriter(streams, this::write);
        return writeAll(
                whole,
                arguments.size(),
                at -> "argument " + (at + 1) + " of " + whole,
                (at, out) -> writer.write(arguments.get(at), out));
    }

    @FunctionalInterface
    private interface Element {

        void write(int at, StringBuilder out);
    }

    private String writeAll(String whole, int count, IntFunction<String> where, Element element) {
        StringBuilder out = new StringBuilder(64).append('[');
        List<String> problems = new ArrayList<>(0);
        Throwable cause = null;
        for (int at = 0; at < count; at++) {
            try {
                element.write(at, at == 0 ? out : out.append(','));
            } catch (RefusedValue e) {
                problems.add(e.text(where.apply(at)));
                cause = cause == null ? e.getCause() : cause;
            }
        }
        String json = out.append(']').toString();
        if (problems.isEmpty() && isTooLarge(json)) {
            problems.add(tooLarge("the arguments of " + whole, json));
        }
        if (!problems.isEmpty()) {
            throw new InvalidTaskException(String.join("\n", problems), cause);
        }
        return json;
    }

    /**
     * @return the JSON of {@code value}; {@code "null"} for null and for a task that returns nothing
     * @throws InvalidTaskException if it cannot be represented or is too large
     */
    public String writeResult(PayloadSignature signature, Object value) {
        DeclaredType declared = signature.declaredResult();
        if (declared.isVoid()) {
            return "null";
        }
        StringBuilder out = new StringBuilder(32);
        try {
            write(declared, value, out);
        } catch (RefusedValue e) {
            throw new InvalidTaskException(e.text(declared.where()), e.getCause());
        }
        String json = out.toString();
        if (isTooLarge(json)) {
            throw new InvalidTaskException(tooLarge(declared.where(), json));
        }
        return json;
    }

    private void write(DeclaredType declared, Object value, StringBuilder out) {
        if (value == null) {
            if (declared.primitive()) {
                throw new RefusedValue(
                        JsonMessage.NULL_FOR_PRIMITIVE,
                        declared.type().getTypeName(),
                        declared.raw().getSimpleName());
            }
            out.append("null");
        } else if (!declared.raw().isInstance(value)) {
            throw new RefusedValue(
                    JsonMessage.WRONG_TYPE,
                    declared.type().getTypeName(),
                    value.getClass().getTypeName(),
                    wayOut(declared.raw(), value));
        } else if (declared.form() == null) {
            bind(declared, value, out);
        } else {
            writeForm(declared, value, out);
        }
    }

    private static String wayOut(Class<?> expected, Object value) {
        if (value instanceof Number && Number.class.isAssignableFrom(expected)) {
            return "arguments are boxed, not widened: write 1L for a long, 1d for a double, (short) 1 for a short";
        }
        return "pass what the task declares, such as an id instead of the object";
    }

    private void bind(DeclaredType declared, Object value, StringBuilder out) {
        String json = binding.write(declared, value);
        if (!isTooLarge(json)) { // otherwise refused with the whole, and not worth reading back
            binding.verify(declared, value, json);
        }
        out.append(json);
    }

    /** The application's own collections run here, and may throw any exception. */
    private void writeForm(DeclaredType declared, Object value, StringBuilder out) {
        String json;
        try {
            json = streams.write(declared.form(), value);
        } catch (RefusedValue e) {
            throw e;
        } catch (RuntimeException e) {
            throw JsonbFailure.notWritable(declared, e);
        }
        if (!declared.form().isProven()) {
            verify(declared, json);
        }
        out.append(json);
    }

    private void verify(DeclaredType declared, String json) {
        if (isTooLarge(json)) {
            return; // refused with the whole, and not worth reading back
        }
        String again;
        try (JsonInput in = streams.read(json)) {
            again = streams.write(declared.form(), declared.form().readElement(in));
        } catch (RuntimeException e) {
            throw JsonbFailure.notReadBack(declared, e);
        }
        if (!json.equals(again)) {
            throw new RefusedValue(
                    JsonMessage.LOST, "", "elements of a set or keys of a map are equal, or a zone is read as another");
        }
    }

    private boolean isTooLarge(String json) {
        return json.length() > maxPayload / 3 && JsonText.utf8Length(json) > maxPayload;
    }

    private String tooLarge(String where, String json) {
        return JsonMessage.TOO_LARGE.text(where, JsonText.utf8Length(json), maxPayload);
    }

    /** @throws UnreadablePayloadException if the arguments were written in another way than {@link #FORMAT} */
    public void requireFormat(String task, int format) {
        if (format != FORMAT) {
            throw new UnreadablePayloadException(JsonMessage.UNKNOWN_FORMAT.text(task, format, FORMAT), null);
        }
    }

    /**
     * Reads the arguments. Missing trailing arguments become {@code null}, or empty optionals.
     *
     * @return the arguments to call the method with
     * @throws UnreadablePayloadException if the text does not bind to the parameters: a missing primitive, more arguments
     *     than parameters, a value of another type
     */
    public Object[] readArguments(PayloadSignature signature, String json) {
        List<DeclaredType> types = signature.declaredTypes();
        Object[] arguments = new Object[types.size()];
        try (JsonInput in = streams.read(json)) {
            boolean more = in.enterArray();
            for (int i = 0; i < arguments.length; i++) {
                DeclaredType declared = types.get(i);
                if (more) {
                    arguments[i] = read(declared, in);
                    more = in.more();
                } else {
                    arguments[i] = missing(declared);
                }
            }
            if (more) {
                throw surplus(signature, arguments.length, in);
            }
            in.end();
            return arguments;
        } catch (JsonMismatch e) {
            throw malformed("the arguments of task '" + signature.task() + "'", e);
        }
    }

    private static Object missing(DeclaredType declared) {
        if (declared.primitive()) {
            throw new UnreadablePayloadException(
                    JsonMessage.MISSING_PRIMITIVE.text(
                            declared.where(), declared.raw().getSimpleName()),
                    null);
        }
        return declared.missing();
    }

    private static UnreadablePayloadException surplus(PayloadSignature signature, int count, JsonInput in) {
        int stored = count;
        do {
            in.raw();
            stored++;
        } while (in.more());
        return new UnreadablePayloadException(
                JsonMessage.SURPLUS_ARGUMENTS.text(
                        "task '" + signature.task() + "'", count, signature.parameterList(), stored),
                null);
    }

    /** @throws UnreadablePayloadException if the text does not bind to the task's result type */
    public Object readResult(PayloadSignature signature, String json) {
        return readResult(signature.declaredResult(), json);
    }

    /**
     * Reads a result as the type that the caller names; classes of primitives are read as their wrappers.
     *
     * @param task for the message
     * @throws UnreadablePayloadException if the text does not bind to {@code type}
     */
    public Object readResult(String task, Type type, String json) {
        DeclaredType known = resultTypes.computeIfAbsent(type, missing -> DeclaredType.of("", missing));
        return readResult(
                new DeclaredType(
                        "the result of task '" + task + "', read as " + type.getTypeName() + ",",
                        type,
                        known.raw(),
                        known.primitive(),
                        known.form(),
                        known.facts()),
                json);
    }

    private Object readResult(DeclaredType declared, String json) {
        if (declared.isVoid()) {
            return null;
        }
        try (JsonInput in = streams.read(json)) {
            Object value = read(declared, in);
            in.end();
            return value;
        } catch (JsonMismatch e) {
            throw malformed(declared.where(), e);
        }
    }

    private Object read(DeclaredType declared, JsonInput in) {
        String raw;
        try {
            if (in.takeNull()) {
                return declared.missing();
            }
            if (declared.form() != null) {
                return declared.form().read(in);
            }
            raw = in.raw();
        } catch (RuntimeException e) {
            throw JsonbFailure.unreadable(declared, e);
        }
        return binding.read(declared, raw);
    }

    /**
     * Reads without types: maps in the text's order, lists, strings, booleans, {@code null}, and numbers as {@code Long},
     * {@code BigInteger} or, with a fraction or exponent, {@code Double} (a {@code BigDecimal} where that would lose digits).
     *
     * @param task for the message
     * @throws UnreadablePayloadException if the text is not JSON
     */
    public Object readUntyped(String task, String json) {
        try (JsonInput in = streams.read(json)) {
            return new UntypedReader(in, UntypedReader::plainNumber).read();
        } catch (JsonMismatch e) {
            throw malformed("what is stored of task '" + task + "'", e);
        } catch (StackOverflowError e) { // of a caller that has used most of its stack
            throw malformed("what is stored of task '" + task + "'", new JsonMismatch("it is nested too deep"));
        }
    }

    private static UnreadablePayloadException malformed(String where, JsonMismatch e) {
        return new UnreadablePayloadException(JsonMessage.UNREADABLE.text(where, "", e.getMessage()), null);
    }

    @Override
    public void close() {
        if (closing) {
            binding.close();
        }
    }
}
