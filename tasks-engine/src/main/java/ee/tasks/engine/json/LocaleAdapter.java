package ee.tasks.engine.json;

import jakarta.json.bind.adapter.JsonbAdapter;
import java.util.Locale;

/** A locale as its language tag; JSON-B alone writes its getters and cannot read them. */
final class LocaleAdapter implements JsonbAdapter<Locale, String> {

    static String tag(Locale locale) {
        String tag = locale.toLanguageTag();
        if (!Locale.forLanguageTag(tag).equals(locale)) {
            throw new RefusedValue(JsonMessage.LOST, "", "the locale is not well-formed and has no language tag");
        }
        return tag;
    }

    @Override
    public String adaptToJson(Locale locale) {
        return locale == null ? null : tag(locale);
    }

    @Override
    public Locale adaptFromJson(String tag) {
        return tag == null ? null : Locale.forLanguageTag(tag);
    }
}
