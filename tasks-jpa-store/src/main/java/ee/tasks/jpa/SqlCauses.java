package ee.tasks.jpa;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Walks from a failure to its causes. Drivers and pools build rings, and chains of one exception for each row of a batch, so the walk
 * visits each failure once and stops after {@value #MAX_FAILURES}.
 */
final class SqlCauses {

    private static final int MAX_FAILURES = 1_000;

    private SqlCauses() {}

    /** @return the failure and its causes, outermost first, each once */
    static List<Throwable> of(Throwable failure) {
        return walk(failure, cause -> Stream.ofNullable(cause.getCause()));
    }

    static Throwable root(Throwable failure) {
        List<Throwable> causes = of(failure);
        return causes.get(causes.size() - 1);
    }

    /** @return the failure, its causes, what it suppressed, the next ones of SQL exceptions, and all of theirs, each once */
    static List<Throwable> all(Throwable failure) {
        return walk(
                failure,
                each -> Stream.concat(
                        Stream.of(each.getCause(), each instanceof SQLException sql ? sql.getNextException() : null),
                        Stream.of(each.getSuppressed())));
    }

    private static List<Throwable> walk(Throwable failure, Function<Throwable, Stream<Throwable>> behind) {
        List<Throwable> found = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Queue<Throwable> left = new ArrayDeque<>();
        for (Throwable next = failure; next != null && found.size() < MAX_FAILURES; next = left.poll()) {
            if (seen.add(next)) {
                found.add(next);
                behind.apply(next).filter(Objects::nonNull).forEach(left::add);
            }
        }
        return found;
    }
}
