package ee.tasks.jpa;

import java.util.List;
import java.util.regex.Pattern;

/** What the parsers of databases refuse, or take for something else, that no build has, and H2's in their modes take. */
enum Grammar {
    ORACLE {
        /** An empty text is null there, where walks begin. */
        @Override
        List<String> mistakes(String sql) {
            return BEHIND_A_TEXT.matcher(sql).find() ? List.of(sql) : List.of();
        }
    };

    private static final Pattern BEHIND_A_TEXT = Pattern.compile("\\w+\\.(?!\\w+_at\\b)\\w+ > \\?");

    /** The parts of a statement that are wrong. */
    abstract List<String> mistakes(String sql);
}
