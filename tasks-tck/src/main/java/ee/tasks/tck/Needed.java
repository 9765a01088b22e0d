package ee.tasks.tck;

import ee.tasks.spi.Feature;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

/** The optional parts that a test has asked for, on the thread that runs it. */
final class Needed {

    private static final ThreadLocal<Needed> OF_THIS_TEST = ThreadLocal.withInitial(Needed::new);

    private final Set<String> parts = new LinkedHashSet<>();
    private String missing;

    private Needed() {}

    /** Skips the test unless the subject promises the part. A test that never asks is required. */
    static void by(String part, boolean promised) {
        Needed needed = OF_THIS_TEST.get();
        needed.parts.add(part);
        if (!promised) {
            needed.missing = part;
            Assumptions.abort("optional: feature " + part + " not promised");
        }
    }

    /** Returns the names of the features, and of the other parts that the subject has. */
    static Set<String> promised(Set<Feature> features, Map<String, Boolean> others) {
        Set<String> promised = new TreeSet<>();
        features.forEach(feature -> promised.add(feature.name()));
        others.forEach((part, isThere) -> {
            if (isThere) {
                promised.add(part);
            }
        });
        return promised;
    }

    /** Returns the parts that the test on this thread asked for, and forgets them. */
    static Needed take() {
        Needed needed = OF_THIS_TEST.get();
        OF_THIS_TEST.remove();
        return needed;
    }

    Set<String> parts() {
        return parts;
    }

    /** @return {@code null} if it had all of them */
    String missing() {
        return missing;
    }
}
