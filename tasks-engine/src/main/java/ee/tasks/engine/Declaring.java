package ee.tasks.engine;

import ee.tasks.engine.recurrence.Recurrences;
import ee.tasks.engine.recurrence.ScheduleMessage;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the schedules that code declares.
 *
 * <p>A schedule follows its task to a new name: in one transaction a row under the new id goes on from where the one under the former id
 * is, and that one ends. The row that has ended stays, with its start and its pause, for nodes of the version before: one that starts
 * finds it, and goes on in the same phase, or paused. Until it is folded in again, within a minute, both ids have ticks at the same
 * instants, and {@link ScheduleStore#take} lets one of them enqueue.
 */
final class Declaring {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final ScheduleStore store;

    Declaring(ScheduleStore store) {
        this.store = store;
    }

    void declare(DeclaredSchedule declared, Set<String> formerIds) {
        String id = declared.id();
        for (int tries = 0; tries < ScheduleRace.MAX_TRIES; tries++) {
            Optional<ScheduleRecord> own = store.find(id);
            if (own.isPresent() && !own.get().declared()) {
                ScheduleMessage.MADE_BEFORE.log(LOG, id);
                return;
            }
            boolean isActive = own.isPresent() && !own.get().retired();
            Optional<ScheduleRecord> former = isActive ? Optional.empty() : former(formerIds);
            Optional<ScheduleRecord> live = former.filter(Declaring::isLive);
            Optional<ScheduleRecord> before = live.or(() -> own).or(() -> former);
            Instant now = store.now();
            Instant start = before.map(known -> known.recurrence().start()).orElse(now.plus(declared.startDelay()));
            Recurrence recurrence = declared.recurrence().from(start);
            boolean sameTicks = before.isPresent() && before.get().recurrence().equals(recurrence);
            if (isActive && sameTicks && own.get().work().equals(declared.work())) {
                return;
            }
            Course course = before.map(ScheduleRecord::course).orElse(Course.from(null));
            Instant next = sameTicks ? course.nextTick() : Recurrences.next(recurrence, now);
            ScheduleRecord schedule = ScheduleRecord.builder(id, declared.work(), recurrence)
                    .declared(true)
                    .paused(before.map(ScheduleRecord::paused).orElse(false))
                    .course(new Course(next, course.lastTick(), course.lastTask(), course.ticks()))
                    .revision(own.map(ScheduleRecord::revision).orElse(ScheduleRecord.NEW))
                    .build();
            boolean written = live.isPresent()
                    ? store.rename(ended(live.get(), schedule.paused(), now), schedule)
                    : store.write(schedule);
            if (written) {
                ScheduleMessage.DECLARED_ANEW.log(LOG, id, why(own, live), Recurrences.text(recurrence), next);
                return;
            }
        }
        throw ScheduleRace.lost(id);
    }

    private static String why(Optional<ScheduleRecord> own, Optional<ScheduleRecord> live) {
        if (live.isPresent()) {
            return "renamed from '%s'".formatted(live.get().id());
        }
        return own.map(known -> known.retired() ? "declared again" : "changed").orElse("new");
    }

    /** One that goes on, if there is one. */
    private Optional<ScheduleRecord> former(Set<String> formerIds) {
        return formerIds.stream()
                .map(store::find)
                .flatMap(Optional::stream)
                .filter(ScheduleRecord::declared)
                .min(Comparator.comparing(former -> !isLive(former)));
    }

    private static boolean isLive(ScheduleRecord former) {
        return former.course().nextTick() != null;
    }

    /** Its end is what no code declares, so that a node of the version before writes it anew rather than taking it for its own. */
    private static ScheduleRecord ended(ScheduleRecord former, boolean paused, Instant now) {
        Instant start = former.recurrence().start();
        Course course = former.course();
        return former.toBuilder()
                .recurrence(former.recurrence().until(start.isAfter(now) ? start : now))
                .declared(true)
                .retired(true)
                .paused(paused)
                .course(new Course(null, course.lastTick(), course.lastTask(), course.ticks()))
                .build();
    }

    void foldIn(String id, Set<String> formerIds) {
        for (String formerId : formerIds) {
            int tries = 0;
            while (!isFoldedIn(id, formerId)) {
                if (++tries == ScheduleRace.MAX_TRIES) {
                    throw ScheduleRace.lost(formerId);
                }
            }
        }
    }

    /** @return {@code false} if another was quicker */
    private boolean isFoldedIn(String id, String formerId) {
        Optional<ScheduleRecord> found = store.find(formerId).filter(ScheduleRecord::declared);
        Optional<ScheduleRecord> own = found.isEmpty() ? Optional.empty() : store.find(id);
        if (own.isEmpty() || !own.get().declared()) {
            return true;
        }
        ScheduleRecord former = found.get();
        ScheduleRecord present = own.get();
        if (!isLive(former)) {
            return former.paused() == present.paused() || store.write(former.paused(present.paused()));
        }
        ScheduleRecord joined = present.paused(present.paused() || former.paused());
        ScheduleRecord ended = ended(former, joined.paused(), store.now());
        boolean written = joined.equals(present) ? store.write(ended) : store.rename(ended, joined);
        if (written) {
            ScheduleMessage.FOLDED_IN.log(LOG, formerId, id);
        }
        return written;
    }
}
