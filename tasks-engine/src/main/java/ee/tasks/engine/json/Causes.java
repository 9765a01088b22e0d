package ee.tasks.engine.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Walks from a failure to its causes. The walk has a limit, because an application's causes may form a ring, or its
 * {@code getCause} may return a new cause each time. A walk without a limit would never end, and no interrupt would stop it.
 */
public final class Causes {

    private static final int MAX_CAUSES = 50;

    private Causes() {}

    /** @return the failure and its causes, outermost first, each once, at most 50 */
    static List<Throwable> of(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable next = failure; next != null && causes.size() < MAX_CAUSES && seen.add(next); ) {
            causes.add(next);
            next = causeOf(next);
        }
        return causes;
    }

    private static Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (RuntimeException broken) {
            return null;
        }
    }

    static Throwable root(Throwable failure) {
        List<Throwable> causes = of(failure);
        return causes.get(causes.size() - 1);
    }

    /** @return the outermost one that is no wrapper; the innermost one if all are */
    public static Throwable unwrapped(Throwable failure, Predicate<Throwable> isWrapper) {
        return of(failure).stream().filter(isWrapper.negate()).findFirst().orElseGet(() -> root(failure));
    }
}
