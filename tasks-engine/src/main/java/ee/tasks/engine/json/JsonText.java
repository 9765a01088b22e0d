package ee.tasks.engine.json;

import java.util.regex.Pattern;

/** Prepares JSON text for UTF-8, and measures it there. */
final class JsonText {

    /** A pair of surrogates is one character here, of another category. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private JsonText() {}

    /** Escapes halves of surrogate pairs, which JSON-P and JSON-B leave as they are: encoded as UTF-8 they would become question marks. */
    static String escapeLoneSurrogates(String json) {
        return hasLoneSurrogate(json)
                ? LONE_SURROGATE
                        .matcher(json)
                        .replaceAll(half ->
                                "\\\\u" + Integer.toHexString(half.group().charAt(0)))
                : json;
    }

    /** Looks before the pattern does, which is slower and rarely needed. */
    private static boolean hasLoneSurrogate(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (Character.isSurrogate(json.charAt(i))) {
                int end = i + 1 < json.length() ? i + 1 : i;
                if (!Character.isSurrogatePair(json.charAt(i), json.charAt(end))) {
                    return true;
                }
                i = end;
            }
        }
        return false;
    }

    static long utf8Length(String json) {
        long bytes = json.length();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                bytes += 2;
            } else if (c >= 0x80) {
                bytes++; // a surrogate pair is two characters and four bytes
            }
        }
        return bytes;
    }
}
