package ee.tasks.engine.json;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;

/**
 * Reads JSON text once, from left to right, with one event of JSON-P's parser ahead. Its exceptions say where, never which value is
 * there. JSON has no limits, so these are ours: {@value #MAX_DEPTH} levels, numbers of {@value #MAX_DIGITS} characters. A name twice
 * in an object is read twice.
 */
final class JsonInput implements AutoCloseable {

    static final int MAX_DEPTH = 1000;
    /** More would take minutes: the time grows with the square. */
    static final int MAX_DIGITS = 1 << 20;

    private static final int MAX_INTEGER_DIGITS = 1000;

    private final JsonParserFactory parsers;
    private final String text;
    private final JsonParser parser;
    private Event ahead;
    private int depth;

    JsonInput(JsonParserFactory parsers, String text) {
        this.parsers = parsers;
        this.text = text;
        this.parser = parsers.createParser(new StringReader(text));
    }

    /** What comes next; it stays ahead until it is taken. */
    Event peek() {
        if (ahead == null) {
            ahead = next();
        }
        return ahead;
    }

    private Event next() {
        Event event;
        try {
            event = parser.next();
        } catch (JsonParsingException e) {
            throw malformed(e.getLocation().getStreamOffset());
        } catch (RuntimeException e) { // NoSuchElementException at the end, and what a provider's own limits throw
            throw malformed(text.length());
        }
        if (isStart(event) && ++depth > MAX_DEPTH) {
            throw new JsonMismatch("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        if (isEnd(event)) {
            depth--;
        }
        return event;
    }

    private static boolean isStart(Event event) {
        return event == Event.START_ARRAY || event == Event.START_OBJECT;
    }

    private static boolean isEnd(Event event) {
        return event == Event.END_ARRAY || event == Event.END_OBJECT;
    }

    private void take(Event expected, String reason) {
        if (peek() != expected) {
            throw new JsonMismatch(reason);
        }
        ahead = null;
    }

    /** Enters an array; {@code true} if it is not empty. */
    boolean enterArray() {
        take(Event.START_ARRAY, "an array is expected");
        return more();
    }

    /** Enters an object; {@code true} if it is not empty, and the name of its first member is next. */
    boolean enterObject() {
        take(Event.START_OBJECT, "an object is expected");
        return more();
    }

    /** After an element: {@code true} if another follows, otherwise the array or object is left. */
    boolean more() {
        if (!isEnd(peek())) {
            return true;
        }
        ahead = null;
        return false;
    }

    /** Nothing but blanks may follow. */
    void end() {
        int at = (int) parser.getLocation().getStreamOffset();
        try {
            if (!parser.hasNext()) {
                return;
            }
        } catch (RuntimeException e) {
            // the exception's offset is beyond the text where a token of Parsson's touches the end
        }
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        throw malformed(at);
    }

    boolean takeNull() {
        if (peek() != Event.VALUE_NULL) {
            return false;
        }
        ahead = null;
        return true;
    }

    boolean bool() {
        boolean value = peek() == Event.VALUE_TRUE;
        take(value ? Event.VALUE_TRUE : Event.VALUE_FALSE, "a boolean is expected");
        return value;
    }

    /** A number with neither fraction nor exponent once it is reduced, such as 1, 1.0 or 1e2. */
    long integer() {
        String number = number();
        if (number.length() > MAX_INTEGER_DIGITS) {
            throw outOfRange();
        }
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            return integerOf(decimal(number));
        }
    }

    private static long integerOf(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new JsonMismatch("the number has a fraction or is out of range");
        }
    }

    static BigDecimal decimal(String number) {
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException e) {
            throw outOfRange();
        }
    }

    /** A number's text. Parsson's own {@code getBigDecimal()} refuses more than 1100 characters. */
    String number() {
        take(Event.VALUE_NUMBER, "a number is expected");
        return numberText();
    }

    private String numberText() {
        String number = parser.getString();
        if (number.length() > MAX_DIGITS) {
            throw outOfRange();
        }
        return number;
    }

    /** A string, or the name of a member. */
    String string() {
        take(peek() == Event.KEY_NAME ? Event.KEY_NAME : Event.VALUE_STRING, "a string is expected");
        return parser.getString();
    }

    /** The name of a member as JSON of its own, such as the number that is a map's key. */
    JsonInput name() {
        return new JsonInput(parsers, string());
    }

    /** The JSON of the next value, for JSON-B. */
    String raw() {
        Event first = peek();
        ahead = null;
        if (first == Event.VALUE_NUMBER) {
            return numberText();
        } else if (!isStart(first)) {
            return parser.getValue().toString();
        }
        int from = (int) parser.getLocation().getStreamOffset() - 1;
        for (int outside = depth - 1; depth > outside; ) {
            if (next() == Event.VALUE_NUMBER) {
                numberText();
            }
        }
        return text.substring(from, (int) parser.getLocation().getStreamOffset());
    }

    /** Passes over the next value. */
    void skip() {
        Event first = peek();
        ahead = null;
        for (int outside = depth - 1; isStart(first) && depth > outside; ) {
            next();
        }
    }

    boolean isObject() {
        return peek() == Event.START_OBJECT;
    }

    boolean isString() {
        return peek() == Event.VALUE_STRING;
    }

    static JsonMismatch outOfRange() {
        return new JsonMismatch("the number is out of range");
    }

    private JsonMismatch malformed(long at) {
        boolean inside = at >= 0 && at < text.length();
        return new JsonMismatch("it is not JSON at character " + (inside ? at : text.length()));
    }

    @Override
    public void close() {
        parser.close();
    }
}
