package ee.tasks.jpa;

/** Makes text storable: PostgreSQL refuses NUL, drivers refuse halves of surrogate pairs, columns have lengths. */
final class StoredText {

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    static String clean(String text) {
        return text == null ? null : replace(text, false);
    }

    static String clean(String text, int longest) {
        if (text == null || text.length() <= longest) {
            return clean(text);
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return clean(text.substring(0, end));
    }

    /** As {@link #clean}, but without loss: in JSON every character can be escaped. */
    static String json(String json) {
        return json == null ? null : replace(json, true);
    }

    private static String replace(String text, boolean escape) {
        StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || isHalf(text, i)) {
                cleaned = cleaned == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : cleaned;
                if (escape) {
                    cleaned.append("\\u%04x".formatted((int) c));
                } else {
                    cleaned.append(REPLACEMENT);
                }
            } else if (cleaned != null) {
                cleaned.append(c);
            }
        }
        return cleaned == null ? text : cleaned.toString();
    }

    private static boolean isHalf(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
