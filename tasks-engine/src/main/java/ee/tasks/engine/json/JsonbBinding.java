package ee.tasks.engine.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.BinaryDataStrategy;
import java.util.Locale;

/** What has no form of ours goes through JSON-B, and is read back to see what it lost. */
record JsonbBinding(Jsonb jsonb) {

    /** Nulls are written so that maps keep their entries; bytes are Base64 as in {@link ScalarForm}. */
    static Jsonb newJsonb() {
        return JsonbBuilder.create(new JsonbConfig()
                .withNullValues(true)
                .withBinaryDataStrategy(BinaryDataStrategy.BASE_64)
                .withLocale(Locale.ROOT)
                .withAdapters(new LocaleAdapter(), new CurrencyAdapter(), new YearAdapter(), new PropertiesAdapter()));
    }

    String write(Slot slot, Object value) {
        try {
            return toJson(slot, value);
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonbFailure.notWritable(slot, e);
        }
    }

    private String toJson(Slot slot, Object value) {
        // Yasson leaves the type information out where the declared type is given for the root
        String json = slot.facts().polymorphic() ? jsonb.toJson(value) : jsonb.toJson(value, slot.type());
        return JsonText.escapeLoneSurrogates(json);
    }

    void verify(Slot slot, Object value, String json) {
        Object back;
        try {
            back = jsonb.fromJson(new JsonCursor(json).raw(), slot.type()); // as the codec does
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonbFailure.notReadBack(slot, e);
        }
        requireSame(slot, json, write(slot, back), "the JSON of what was read differs");
        if (!AlikeInJson.isSame(value, back)) {
            throw new RefusedValue(
                    JsonMessage.LOST,
                    "",
                    "JSON-B reads a float -0.0, a YearMonth before the year 1, or the text of a URI as another value");
        }
        boolean subclass = slot.facts().bean() && !slot.facts().polymorphic() && value.getClass() != slot.raw();
        if (subclass) {
            String whole = JsonText.escapeLoneSurrogates(jsonb.toJson(value));
            requireSame(slot, whole, json, "its class has properties which the declared type has not");
        }
    }

    private static void requireSame(Slot slot, String before, String after, String reason) {
        if (before.equals(after)) {
            return;
        }
        Object expected = JsonTree.parse(before, slot.facts().unordered());
        Object actual = JsonTree.parse(after, slot.facts().unordered());
        if (!expected.equals(actual)) {
            throw new RefusedValue(
                    JsonMessage.LOST,
                    JsonbFailure.at(
                            JsonTree.difference(expected, actual, slot.facts().names())),
                    reason);
        }
    }

    Object read(Slot slot, String json) {
        try {
            return jsonb.fromJson(json, slot.type());
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonbFailure.unreadable(slot, e);
        }
    }

    void close() {
        try {
            jsonb.close();
        } catch (Exception e) {
            throw new IllegalStateException("JSON-B cannot be closed", e);
        }
    }
}
