package ee.tasks.config;

import ee.tasks.engine.limit.Rate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One key of the configuration.
 *
 * @param name the key, or what follows the prefix of a map
 * @param defaultText the default as one would write it; {@code null} if there is none
 * @param range what values are allowed, for a table
 * @param rule what a value must be, for a message
 * @param description what it means, and what low and high values cost
 */
public record ConfigKey<T>(
        String name,
        String defaultText,
        String range,
        String rule,
        String description,
        Function<String, T> parser,
        Predicate<T> valid) {

    /** What a message shows of how durations are written, where there is no default. */
    private static final String EXAMPLE = "PT1H";

    /** The rule of {@link ee.tasks.TaskOptions#header}. */
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** What {@code forever} means. */
    public static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    static ConfigKey<String> text(String name, String defaultText, String range, String description) {
        return new ConfigKey<>(name, defaultText, range, range, description, String::strip, text -> true);
    }

    static ConfigKey<String> name(String name, String defaultText, int longest, String description) {
        return new ConfigKey<>(
                name,
                defaultText,
                "1 to %d characters".formatted(longest),
                "a text of 1 to %d characters, none of them a control character".formatted(longest),
                description,
                String::strip,
                text -> !text.isEmpty()
                        && text.length() <= longest
                        && text.chars().noneMatch(Character::isISOControl));
    }

    static ConfigKey<String> oneOf(String name, String defaultText, String description, String... allowed) {
        Set<String> values = new TreeSet<>(Set.of(allowed));
        String list = String.join(", ", values);
        return new ConfigKey<>(name, defaultText, list, "one of " + list, description, String::strip, values::contains);
    }

    static ConfigKey<Set<String>> names(String name, String defaultText, String range, String description) {
        return new ConfigKey<>(name, defaultText, range, range, description, ConfigKey::splitNames, names -> true);
    }

    static ConfigKey<Set<String>> headers(String name, String description) {
        return new ConfigKey<>(
                name,
                "",
                "names of headers, separated by commas",
                "names of headers, separated by commas, each of 1 to 100 letters, digits, dots, hyphens and underscores",
                description,
                ConfigKey::splitNames,
                names -> names.stream().allMatch(HEADER.asMatchPredicate()));
    }

    static ConfigKey<Set<String>> someNames(String name, String defaultText, String range, String description) {
        return new ConfigKey<>(
                name, defaultText, range, range, description, ConfigKey::splitNames, names -> !names.isEmpty());
    }

    static ConfigKey<Integer> number(String name, Integer defaultNumber, int min, int max, String description) {
        return new ConfigKey<>(
                name,
                defaultNumber == null ? null : defaultNumber.toString(),
                "%,d to %,d".formatted(min, max),
                "a whole number from %,d to %,d".formatted(min, max),
                description,
                Integer::valueOf,
                number -> number >= min && number <= max);
    }

    static ConfigKey<Double> fraction(String name, double min, double max, String description) {
        return new ConfigKey<>(
                name,
                null,
                "%s to %s".formatted(min, max),
                "a number from %s to %s".formatted(min, max),
                description,
                Double::valueOf,
                number -> number >= min && number <= max);
    }

    static ConfigKey<Boolean> flag(String name, Boolean defaultFlag, String description) {
        return new ConfigKey<>(
                name,
                defaultFlag == null ? null : defaultFlag.toString(),
                "true, false",
                "true or false",
                description,
                ConfigKey::strictBoolean,
                flag -> true);
    }

    static ConfigKey<Duration> duration(String name, String defaultText, String min, String max, String description) {
        Duration shortest = Duration.parse(min);
        Duration longest = Duration.parse(max);
        return new ConfigKey<>(
                name,
                defaultText,
                "%s to %s".formatted(min, max),
                "an ISO-8601 duration from %s to %s, such as %s"
                        .formatted(min, max, defaultText == null ? EXAMPLE : defaultText),
                description,
                Duration::parse,
                duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0);
    }

    static ConfigKey<Rate> rate(String name, String description) {
        return new ConfigKey<>(
                name, null, "starts/duration, such as 100/PT1M", Rate.RULE, description, Rate::of, rate -> true);
    }

    /** The value that the text spells; empty if that is none, or not allowed. */
    public Optional<T> read(String text) {
        try {
            return Optional.of(parser.apply(text.strip())).filter(valid);
        } catch (RuntimeException notParseable) {
            return Optional.empty();
        }
    }

    /** A time from none to for ever. */
    static ConfigKey<Duration> retention(String name, String defaultText, String description) {
        Duration longest = Duration.ofDays(36_500);
        return new ConfigKey<>(
                name,
                defaultText,
                "PT0S to P36500D, or forever",
                "an ISO-8601 duration from PT0S to P36500D, such as %s, or forever"
                        .formatted(defaultText == null ? "P14D" : defaultText),
                description,
                text -> text.equalsIgnoreCase("forever") ? FOR_EVER : Duration.parse(text),
                kept -> kept.equals(FOR_EVER) || !kept.isNegative() && kept.compareTo(longest) <= 0);
    }

    static Set<String> splitNames(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Boolean strictBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
