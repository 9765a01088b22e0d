package ee.tasks.engine.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Walks over JSON text once, from left to right. Its exceptions say where, never what stands there. */
final class JsonCursor {

    private static final int MAX_DEPTH = 1000;
    /** More would take minutes: the time grows with the square. */
    static final int MAX_DIGITS = 1 << 20;

    private static final int MAX_INTEGER_DIGITS = 1000;

    private final String text;
    private int at;
    private boolean repeatsNames;

    JsonCursor(String text) {
        this.text = text;
    }

    /** Enters an array or object; {@code true} if it is not empty. */
    boolean enter(char open, char close) {
        expect(open);
        if (peek() != close) {
            return true;
        }
        at++;
        return false;
    }

    /** After an element: {@code true} if another follows, otherwise the array or object is left. */
    boolean more(char close) {
        char c = peek();
        if (c != ',' && c != close) {
            throw malformed();
        }
        at++;
        return c == ',';
    }

    void expect(char c) {
        if (peek() != c) {
            throw malformed();
        }
        at++;
    }

    void end() {
        if (peek() != 0) {
            throw malformed();
        }
    }

    /** The next character that is no blank, 0 at the end of the text. */
    char peek() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                return c;
            }
            at++;
        }
        return 0;
    }

    boolean takeNull() {
        if (peek() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    boolean bool() {
        char c = peek();
        if (c != 't' && c != 'f') {
            throw new JsonMismatch("a boolean is expected");
        }
        literal(c == 't' ? "true" : "false");
        return c == 't';
    }

    private void literal(String word) {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
    }

    /** A number with neither fraction nor exponent once it is reduced, such as 1, 1.0 or 1e2. */
    long integer() {
        int from = number();
        if (at - from > MAX_INTEGER_DIGITS) {
            throw new JsonMismatch("the number is out of range");
        }
        try {
            return Long.parseLong(text, from, at, 10);
        } catch (NumberFormatException e) {
            return integerOf(decimal(text.substring(from, at)));
        }
    }

    private static long integerOf(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new JsonMismatch("the number has a fraction or is out of range");
        }
    }

    String numberText() {
        int from = number();
        return text.substring(from, at);
    }

    private int number() {
        char c = peek();
        if (c != '-' && !isDigit(c)) {
            throw new JsonMismatch("a number is expected");
        }
        int from = at;
        if (c == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits();
        }
        if (at - from > MAX_DIGITS) {
            throw new JsonMismatch("the number is out of range");
        }
        return from;
    }

    private void digits() {
        int from = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    String string() {
        if (peek() != '"') {
            throw new JsonMismatch("a string is expected");
        }
        int from = ++at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(from, at++);
            }
            if (c == '\\') {
                return escaped(new StringBuilder(text.length() - from).append(text, from, at));
            }
            if (c < ' ') {
                throw malformed();
            }
            at++;
        }
        throw malformed();
    }

    private String escaped(StringBuilder out) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw malformed();
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw malformed();
    }

    private char escape() {
        if (at == text.length()) {
            throw malformed();
        }
        char c = text.charAt(at++);
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return unicode();
            default:
                throw malformed();
        }
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw malformed();
        }
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            char c = text.charAt(at);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    /** The text of the next value, skipped; only its brackets and quotes are checked. */
    String raw() {
        char first = peek();
        int from = at;
        int depth = 0;
        do {
            char c = peek();
            if (c == '{' || c == '[') {
                depth++;
                at++;
            } else if (c == '}' || c == ']') {
                depth--;
                at++;
            } else if (c == '"') {
                string();
            } else if (c == 0 || depth == 0 && (c == ',' || c == ':')) {
                throw malformed();
            } else {
                scalar();
            }
        } while (depth > 0);
        if (first == '}' || first == ']') {
            throw malformed();
        }
        return text.substring(from, at);
    }

    private void scalar() {
        int from = at++;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))
                || at < text.length() && ".+-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at - from > MAX_DIGITS) {
            throw new JsonMismatch("the number is out of range");
        }
    }

    /** The next value as maps in the text's order, lists, strings, booleans, {@code null} and what {@code number} makes. */
    Object any(Function<String, Object> number) {
        return any(number, 0);
    }

    private Object any(Function<String, Object> number, int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonMismatch("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        return switch (peek()) {
            case '{' -> object(number, depth);
            case '[' -> array(number, depth);
            case '"' -> string();
            case 't', 'f' -> bool();
            case 'n' -> {
                literal("null");
                yield null;
            }
            case 0 -> throw malformed();
            default -> number.apply(numberText());
        };
    }

    /** Whether an object that {@link #any} has read has a name twice, so that one of its members is lost. */
    boolean repeatsNames() {
        return repeatsNames;
    }

    private Map<String, Object> object(Function<String, Object> number, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (boolean more = enter('{', '}'); more; more = more('}')) {
            String name = string();
            expect(':');
            repeatsNames |= object.containsKey(name);
            object.put(name, any(number, depth + 1));
        }
        return object;
    }

    private List<Object> array(Function<String, Object> number, int depth) {
        List<Object> array = new ArrayList<>();
        for (boolean more = enter('[', ']'); more; more = more(']')) {
            array.add(any(number, depth + 1));
        }
        return array;
    }

    /** What {@link PayloadCodec#readUntyped} promises for numbers. */
    static Object plainNumber(String number) {
        if (number.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
            return number.length() < 19 ? (Object) Long.valueOf(number) : narrow(new BigInteger(number));
        }
        BigDecimal exact = decimal(number);
        double rounded = exact.doubleValue();
        boolean same = Double.isFinite(rounded) && new BigDecimal(Double.toString(rounded)).compareTo(exact) == 0;
        return same ? (Object) rounded : exact;
    }

    private static BigDecimal decimal(String number) {
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException e) {
            throw new JsonMismatch("the number is out of range");
        }
    }

    private static Object narrow(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private JsonMismatch malformed() {
        return new JsonMismatch("it is not JSON at character " + at);
    }
}
