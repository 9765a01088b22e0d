package ee.tasks.cdi;

import static ee.tasks.config.TaskConfigKeys.LIMIT_CONCURRENT;
import static ee.tasks.config.TaskConfigKeys.LIMIT_RATE;

import ee.tasks.Limit;
import ee.tasks.config.TasksConfig;
import ee.tasks.engine.json.PropertyNames;
import ee.tasks.engine.limit.KeyTemplate;
import ee.tasks.engine.limit.LimitMessage;
import ee.tasks.engine.limit.LimitRule;
import ee.tasks.engine.limit.Rate;
import ee.tasks.engine.text.Suggestion;
import ee.tasks.spi.Capacity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes rules of what {@link Limit} says: annotation, then configuration over it, all of it checked. */
final class LimitFactory {

    private static final int MAX_LIMITS = 3;
    private static final int MAX_NAME = 255;

    private final TasksConfig config;
    private final List<String> problems;
    private final Map<String, FirstDeclared> declared = new HashMap<>();

    /** Who was the first to declare a limit, and how. */
    private record FirstDeclared(String task, Capacity capacity) {}

    LimitFactory(TasksConfig config, List<String> problems) {
        this.config = config;
        this.problems = problems;
    }

    /** The rules of one task; those with a problem are not among them. */
    List<LimitRule> create(FoundTask found) {
        if (found.limits().size() > MAX_LIMITS) {
            problems.add(LimitMessage.TOO_MANY.text(found.name(), found.limits().size(), MAX_LIMITS));
        }
        List<LimitRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Limit limit : found.limits()) {
            String name = found.limitName(limit);
            if (!isName(name)) {
                problems.add(LimitMessage.NAME_INVALID.text(found.name(), name));
            } else if (!names.add(name)) {
                problems.add(LimitMessage.NAME_TWICE.text(found.name(), name));
            } else {
                create(found, name, limit).ifPresent(rules::add);
            }
        }
        return rules;
    }

    /** Configuration quotes names in keys. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.equals(name.strip())
                && name.indexOf(',') < 0
                && name.indexOf('"') < 0
                && name.chars().noneMatch(Character::isISOControl);
    }

    private Optional<LimitRule> create(FoundTask found, String name, Limit limit) {
        int before = problems.size();
        Optional<KeyTemplate> key = key(found, name, limit);
        Optional<Integer> concurrent = concurrent(found, name, limit);
        Optional<Rate> rate = rate(found, name, limit);
        if (problems.size() == before && concurrent.isEmpty() && rate.isEmpty()) {
            problems.add(LimitMessage.LIMITS_NOTHING.text(name, found.name()));
        }
        if (limit.spread() && rate.isEmpty() && limit.rate().isEmpty()) {
            problems.add(LimitMessage.SPREAD_WITHOUT_RATE.text(name, found.name()));
        }
        if (limit.strict() && concurrent.isEmpty() && limit.concurrent() == 0) {
            problems.add(LimitMessage.STRICT_WITHOUT_CONCURRENT.text(name, found.name()));
        }
        int most = IntStream.concat(
                        concurrent.stream().mapToInt(Integer::intValue),
                        rate.stream().mapToInt(Rate::starts))
                .min()
                .orElse(Integer.MAX_VALUE);
        if (limit.weight() < 1 || limit.weight() > most) {
            problems.add(LimitMessage.WEIGHT_INVALID.text(name, found.name(), most, limit.weight()));
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        Capacity capacity = new Capacity(
                concurrent.orElse(0),
                rate.map(Rate::starts).orElse(0),
                rate.map(Rate::period).orElse(null),
                limit.spread(),
                limit.strict());
        checkAlike(found.name(), name, capacity);
        return Optional.of(new LimitRule(name, key, limit.weight(), capacity));
    }

    private Optional<Integer> concurrent(FoundTask found, String name, Limit limit) {
        Optional<Integer> configured = config.ofLimit(name, LIMIT_CONCURRENT);
        if (configured.isPresent() || limit.concurrent() == 0) {
            return configured;
        }
        Optional<Integer> annotated = LIMIT_CONCURRENT.read(Integer.toString(limit.concurrent()));
        if (annotated.isEmpty()) {
            problems.add(LimitMessage.CONCURRENT_INVALID.text(
                    name, found.name(), LIMIT_CONCURRENT.rule(), limit.concurrent()));
        }
        return annotated;
    }

    private Optional<Rate> rate(FoundTask found, String name, Limit limit) {
        Optional<Rate> configured = config.ofLimit(name, LIMIT_RATE);
        if (configured.isPresent() || limit.rate().isEmpty()) {
            return configured;
        }
        Optional<Rate> annotated = LIMIT_RATE.read(limit.rate());
        if (annotated.isEmpty()) {
            problems.add(LimitMessage.RATE_INVALID.text(name, found.name(), LIMIT_RATE.rule(), limit.rate()));
        }
        return annotated;
    }

    private Optional<KeyTemplate> key(FoundTask found, String name, Limit limit) {
        if (limit.key().isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyTemplate key = KeyTemplate.of(limit.key());
            key.arguments().stream()
                    .flatMap(argument -> problem(found, argument).stream())
                    .forEach(problem -> keyInvalid(found, name, limit, problem));
            return Optional.of(key);
        } catch (IllegalArgumentException e) {
            keyInvalid(found, name, limit, e.getMessage() + byName(found, limit.key()));
            return Optional.empty();
        }
    }

    private void keyInvalid(FoundTask found, String name, Limit limit, String problem) {
        problems.add(LimitMessage.KEY_INVALID.text(limit.key(), name, found.name(), problem));
    }

    private static Optional<String> problem(FoundTask found, KeyTemplate.Argument argument) {
        int parameters = found.parameterTypes().size();
        if (parameters == 0) {
            return Optional.of("has the placeholder %s, but the task has no parameters; remove the placeholder"
                    .formatted(argument.shown()));
        }
        if (argument.index() >= parameters) {
            return Optional.of(
                    "has the placeholder %s, but the task has %s parameter(s), of which the first is {0}; correct the number"
                            .formatted(argument.shown(), parameters));
        }
        return PropertyNames.missing(found.parameterTypes().get(argument.index()), argument.path())
                .map(missing -> "has the placeholder %s, but the JSON of %s has no property '%s'%s; correct the name"
                        .formatted(
                                argument.shown(),
                                missing.type().getTypeName(),
                                missing.name(),
                                Suggestion.didYouMean(missing.name(), missing.known())));
    }

    /** Whoever writes the name of a parameter means its number. */
    private static String byName(FoundTask found, String key) {
        OptionalInt meant = IntStream.range(0, found.parameterNames().size())
                .filter(i -> key.contains("{" + found.parameterNames().get(i) + "}")
                        || key.contains("{" + found.parameterNames().get(i) + "."))
                .findFirst();
        return meant.isEmpty() ? "" : "; did you mean {%s}?".formatted(meant.getAsInt());
    }

    private void checkAlike(String task, String name, Capacity capacity) {
        FirstDeclared other = declared.putIfAbsent(name, new FirstDeclared(task, capacity));
        if (other != null && !other.capacity().equals(capacity)) {
            problems.add(LimitMessage.DECLARED_DIFFERENTLY.text(
                    name, other.task(), shown(other.capacity()), task, shown(capacity)));
        }
    }

    private static String shown(Capacity capacity) {
        List<String> members = new ArrayList<>();
        if (capacity.concurrent() > 0) {
            members.add("concurrent = " + capacity.concurrent());
        }
        if (capacity.starts() > 0) {
            members.add("rate = \"%s/%s\"".formatted(capacity.starts(), capacity.period()));
        }
        if (capacity.spread()) {
            members.add("spread");
        }
        if (capacity.strict()) {
            members.add("strict");
        }
        return String.join(", ", members);
    }
}
