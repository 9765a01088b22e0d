package ee.tasks.cdi;

import static ee.tasks.config.TaskConfigKeys.SCHEDULE_CATCH_UP;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_CRON;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_ENABLED;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_EVERY;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_JITTER;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_MISSED;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_OVERLAP;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_START_DELAY;
import static ee.tasks.config.TaskConfigKeys.SCHEDULE_ZONE;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.Recurring;
import ee.tasks.config.ConfigKey;
import ee.tasks.config.TasksConfig;
import ee.tasks.engine.DeclaredSchedule;
import ee.tasks.engine.EngineTaskSchedules;
import ee.tasks.engine.TaskDefinition;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.recurrence.Recurrences;
import ee.tasks.engine.recurrence.ScheduleMessage;
import ee.tasks.engine.text.Suggestion;
import ee.tasks.schedule.Recurrence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes schedules of what {@link Recurring} says: annotation, then configuration over it, all of it checked. */
final class ScheduleFactory {

    private final TasksConfig config;
    private final PayloadCodec codec;
    private final List<String> problems;

    ScheduleFactory(TasksConfig config, PayloadCodec codec, List<String> problems) {
        this.config = config;
        this.codec = codec;
        this.problems = problems;
    }

    /** By their ids; those that configuration switches off are not among them. */
    Map<String, DeclaredSchedule> create(Collection<FoundTask> tasks, TaskRegistry registry) {
        Map<String, DeclaredSchedule> schedules = new TreeMap<>();
        Map<String, FoundTask> owners = new TreeMap<>();
        Set<String> present = tasks.stream()
                .flatMap(found -> found.recurring().stream().map(found::scheduleId))
                .collect(Collectors.toSet());
        for (FoundTask found : DefinitionFactory.inOrder(tasks)) {
            for (Recurring recurring : found.recurring()) {
                String id = found.scheduleId(recurring);
                if (!EngineTaskSchedules.isId(id)) {
                    problems.add(ScheduleMessage.ID_INVALID.text(id));
                }
                FoundTask other = owners.put(id, found);
                if (other != null) {
                    problems.add(ScheduleMessage.ID_TWICE.text(id, other.location(), found.location()));
                }
                ScheduleConfig ofSchedule = new ScheduleConfig(config, id, found.formerScheduleIds(recurring, present));
                registry.find(found.name())
                        .map(task -> create(id, recurring, task, ofSchedule))
                        .filter(schedule -> ofSchedule.get(SCHEDULE_ENABLED).orElse(true))
                        .ifPresent(schedule -> schedules.put(id, schedule));
            }
        }
        return schedules;
    }

    private DeclaredSchedule create(String id, Recurring recurring, TaskDefinition task, ScheduleConfig configured) {
        checkArguments(id, recurring.arguments(), task);
        Optional<String> cron = configured.get(SCHEDULE_CRON);
        Optional<Duration> every = configured.get(SCHEDULE_EVERY);
        boolean isConfigured = cron.isPresent() || every.isPresent(); // the one takes the place of the other
        Recurrence recurrence = new Recurrence(
                cron.orElse(isConfigured || recurring.cron().isEmpty() ? null : recurring.cron()),
                zone(id, recurring, configured),
                every.orElseGet(() -> isConfigured || recurring.every().isEmpty()
                        ? null
                        : duration(id, "every", recurring.every(), SCHEDULE_EVERY)),
                null,
                null,
                null,
                configured
                        .get(SCHEDULE_MISSED)
                        .map(text -> MissedTicks.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(recurring.missed()),
                configured
                        .get(SCHEDULE_CATCH_UP)
                        .orElseGet(() -> duration(id, "catchUp", recurring.catchUp(), SCHEDULE_CATCH_UP)),
                configured
                        .get(SCHEDULE_OVERLAP)
                        .map(text -> Overlap.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(recurring.overlap()),
                configured
                        .get(SCHEDULE_JITTER)
                        .orElseGet(() -> duration(id, "jitter", recurring.jitter(), SCHEDULE_JITTER)));
        Recurrences.problems(recurrence).forEach(problem -> problems.add(ScheduleMessage.INVALID.text(id, problem)));
        Duration startDelay = configured
                .get(SCHEDULE_START_DELAY)
                .orElseGet(() -> duration(id, "startDelay", recurring.startDelay(), SCHEDULE_START_DELAY));
        return new DeclaredSchedule(id, task, recurring.arguments(), recurrence, startDelay);
    }

    private void checkArguments(String id, String json, TaskDefinition task) {
        ScheduleArguments arguments = new ScheduleArguments(codec, task);
        arguments
                .problem(json)
                .ifPresent(problem -> problems.add(
                        ScheduleMessage.ARGUMENTS_INVALID.text(id, arguments.taken(), problem, arguments.wayOut())));
    }

    private ZoneId zone(String id, Recurring recurring, ScheduleConfig configured) {
        String zone = configured.get(SCHEDULE_ZONE).orElse(recurring.zone());
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add(ScheduleMessage.INVALID.text(
                    id,
                    "there is no time zone '%s'%s"
                            .formatted(zone, Suggestion.didYouMean(zone, ZoneId.getAvailableZoneIds()))));
            return ZoneId.of("UTC");
        }
    }

    private Duration duration(String id, String what, String text, ConfigKey<Duration> key) {
        return key.read(text).orElseGet(() -> {
            problems.add(ScheduleMessage.INVALID.text(id, "%s must be %s, was '%s'".formatted(what, key.rule(), text)));
            return Duration.ofHours(1);
        });
    }
}
