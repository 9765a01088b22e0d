package ee.tasks.engine.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads any JSON as maps in the text's order, lists, strings, booleans, {@code null} and what {@code number} makes of numbers. */
final class UntypedReader {

    private final JsonInput in;
    private final Function<String, Object> number;
    private boolean repeatsNames;

    UntypedReader(JsonInput in, Function<String, Object> number) {
        this.in = in;
        this.number = number;
    }

    /** The whole text; nothing may follow the value. */
    Object read() {
        Object value = value();
        in.end();
        return value;
    }

    /** Whether an object has had a name twice, so that one of its members is lost. */
    boolean repeatsNames() {
        return repeatsNames;
    }

    private Object value() {
        return switch (in.peek()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_NUMBER -> number.apply(in.number());
            case VALUE_TRUE, VALUE_FALSE -> in.bool();
            case VALUE_NULL -> {
                in.takeNull();
                yield null;
            }
            default -> in.string();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (boolean more = in.enterObject(); more; more = in.more()) {
            String name = in.string();
            repeatsNames |= object.containsKey(name);
            object.put(name, value());
        }
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        for (boolean more = in.enterArray(); more; more = in.more()) {
            array.add(value());
        }
        return array;
    }

    /** What {@link PayloadCodec#readUntyped} promises for numbers. */
    static Object plainNumber(String number) {
        if (number.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
            return number.length() < 19 ? (Object) Long.valueOf(number) : narrow(new BigInteger(number));
        }
        BigDecimal exact = JsonInput.decimal(number);
        double rounded = exact.doubleValue();
        boolean same = Double.isFinite(rounded) && new BigDecimal(Double.toString(rounded)).compareTo(exact) == 0;
        return same ? (Object) rounded : exact;
    }

    private static Object narrow(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
}
