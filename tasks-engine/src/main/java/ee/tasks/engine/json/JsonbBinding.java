package ee.tasks.engine.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.BinaryDataStrategy;
import java.util.Locale;

/** Writes and reads types that have no {@link JsonForm} through JSON-B, and reads back what it wrote to see whether anything was lost. */
record JsonbBinding(Jsonb jsonb, JsonStreams streams) {

    /** Nulls are written so that maps keep their entries; bytes are Base64 as in {@link ScalarForm}. */
    static Jsonb newJsonb() {
        return JsonbBuilder.create(new JsonbConfig()
                .withNullValues(true)
                .withBinaryDataStrategy(BinaryDataStrategy.BASE_64)
                .withLocale(Locale.ROOT)
                .withAdapters(new LocaleAdapter(), new CurrencyAdapter(), new YearAdapter(), new PropertiesAdapter()));
    }

    String write(DeclaredType declared, Object value) {
        try {
            return toJson(declared, value);
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonbFailure.notWritable(declared, e);
        }
    }

    private String toJson(DeclaredType declared, Object value) {
        // Yasson leaves the type information out where the declared type is given for the root
        String json = declared.facts().polymorphic() ? jsonb.toJson(value) : jsonb.toJson(value, declared.type());
        return JsonText.escapeLoneSurrogates(json);
    }

    void verify(DeclaredType declared, Object value, String json) {
        Object back;
        try {
            back = jsonb.fromJson(asRead(json), declared.type());
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonbFailure.notReadBack(declared, e);
        }
        requireSame(declared, json, write(declared, back), "the JSON of what was read differs");
        if (!AlikeInJson.isSame(value, back)) {
            throw new RefusedValue(
                    JsonMessage.LOST,
                    "",
                    "JSON-B reads a float -0.0, a YearMonth before the year 1, or the text of a URI as another value");
        }
        boolean subclass =
                declared.facts().bean() && !declared.facts().polymorphic() && value.getClass() != declared.raw();
        if (subclass) {
            String whole = JsonText.escapeLoneSurrogates(jsonb.toJson(value));
            requireSame(declared, whole, json, "its class has properties which the declared type has not");
        }
    }

    /** As the codec takes it out of an array of arguments, with the same limits. */
    private String asRead(String json) {
        try (JsonInput in = streams.read("[" + json + "]")) {
            in.enterArray();
            return in.raw();
        }
    }

    private Object tree(String json, boolean unordered) {
        try (JsonInput in = streams.read(json)) {
            return JsonTree.parse(in, unordered);
        }
    }

    private void requireSame(DeclaredType declared, String before, String after, String reason) {
        if (before.equals(after)) {
            return;
        }
        Object expected = tree(before, declared.facts().unordered());
        Object actual = tree(after, declared.facts().unordered());
        if (!expected.equals(actual)) {
            throw new RefusedValue(
                    JsonMessage.LOST,
                    JsonbFailure.at(JsonTree.difference(
                            expected, actual, declared.facts().names())),
                    reason);
        }
    }

    Object read(DeclaredType declared, String json) {
        try {
            return jsonb.fromJson(json, declared.type());
        } catch (RuntimeException | StackOverflowError e) {
            throw JsonbFailure.unreadable(declared, e);
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
