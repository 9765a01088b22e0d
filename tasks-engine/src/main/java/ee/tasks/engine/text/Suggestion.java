package ee.tasks.engine.text;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean ...?" */
public final class Suggestion {

    private Suggestion() {}

    /** The candidate nearest to {@code word}, if one is near: at most a third of the word differs, capitals or not. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        String plain = plain(word);
        int most = Math.max(2, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= most)
                .sorted()
                .min(comparingInt(candidate -> distance(plain, plain(candidate))))
                .filter(candidate -> distance(plain, plain(candidate)) <= most);
    }

    /** {@link #nearest} as the end of a message; empty if none is near. */
    public static String didYouMean(String word, Collection<String> candidates) {
        return nearest(word, candidates).map("; did you mean '%s'?"::formatted).orElse("");
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance: the least number of letters to insert, delete or replace. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
