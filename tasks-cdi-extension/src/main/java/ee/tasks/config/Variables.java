package ee.tasks.config;

import static ee.tasks.config.TaskConfigKeys.PREFIX;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The environment variables among the names of the configuration. A variable shows neither case nor punctuation of its key:
 * EE_TASKS_QUEUE_MAIL_EU_... may be of the queue mail.eu or mail-eu. Every source lists variables by their own names; SmallRye
 * Config, so WildFly, also lists keys that it guesses from them. The guesses are left out here, so that a variable means the
 * same on every server: it is found by asking for the keys that there are.
 */
final class Variables {

    private static final Pattern VARIABLE = Pattern.compile("EE_TASKS_[A-Z0-9_]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile("[A-Z0-9]+");

    /** In capitals, to as they are. */
    private final TreeMap<String, String> names = new TreeMap<>();

    private final Set<String> keys = new TreeSet<>();

    /**
     * @param all the names of the whole configuration
     * @param sources the names in each of its sources
     */
    Variables(Iterable<String> all, List<Set<String>> sources) {
        Set<String> listed = new TreeSet<>();
        all.forEach(listed::add);
        listed.stream().filter(name -> VARIABLE.matcher(name).matches()).forEach(name -> names.put(of(name), name));
        listed.stream()
                .filter(name -> name.startsWith(PREFIX))
                .filter(name -> !names.containsKey(of(name)) || isWritten(name, sources))
                .forEach(keys::add);
    }

    /** The variable of a key. */
    static String of(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The variables of one of the keys of something that has a name, which may be quoted or not. */
    static List<String> of(String prefix, String name, ConfigKey<?> key) {
        return List.of(of(prefix + "\"" + name + "\"." + key.name()), of(prefix + name + "." + key.name()));
    }

    /** The keys that somebody wrote, in a file or a system property. */
    Set<String> keys() {
        return keys;
    }

    /** All variables, in capitals. */
    Set<String> names() {
        return names.keySet();
    }

    /** A variable as it is in the environment. */
    String asListed(String name) {
        return names.get(name);
    }

    /**
     * Names that variables can only mean in one way: letters and digits, taken as small ones.
     *
     * @param prefix what stands before the names
     * @param known names that are known otherwise, and may mean some of the variables
     */
    Set<String> plainNames(String prefix, Collection<? extends ConfigKey<?>> suffixes, Set<String> known) {
        Set<String> explained = known.stream().map(Variables::of).collect(Collectors.toSet());
        Set<String> plain = new TreeSet<>();
        for (String name : names.keySet()) {
            for (ConfigKey<?> key : suffixes) {
                String middle = between(name, of(prefix), "_" + of(key.name()));
                if (PLAIN.matcher(middle).matches() && !explained.contains(middle)) {
                    plain.add(middle.toLowerCase(Locale.ROOT));
                }
            }
        }
        return plain;
    }

    /** Those that name something which is to be listed, since they could mean several names. */
    List<String> withNames(String prefix, Collection<? extends ConfigKey<?>> suffixes) {
        List<String> named = new ArrayList<>();
        for (String name : names.keySet()) {
            if (suffixes.stream().anyMatch(key -> !between(name, of(prefix), "_" + of(key.name()))
                    .isEmpty())) {
                named.add(name);
            }
        }
        return named;
    }

    /** What is between the two, without the underscores of quotes; empty if the variable is another. */
    private static String between(String variable, String start, String end) {
        if (!variable.startsWith(start)
                || !variable.endsWith(end)
                || variable.length() < start.length() + end.length()) {
            return "";
        }
        String middle = variable.substring(start.length(), variable.length() - end.length());
        boolean quoted = middle.length() > 2 && middle.startsWith("_") && middle.endsWith("_");
        return quoted ? middle.substring(1, middle.length() - 1) : middle;
    }

    /** In a source that does not have it from a variable. */
    private static boolean isWritten(String name, List<Set<String>> sources) {
        return sources.stream()
                .anyMatch(
                        there -> there.contains(name) && there.stream().noneMatch(other -> isVariableOf(name, other)));
    }

    private static boolean isVariableOf(String key, String name) {
        return VARIABLE.matcher(name).matches() && of(name).equals(of(key));
    }
}
