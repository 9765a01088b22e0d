package ee.tasks.engine;

import ee.tasks.TaskOptions;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskRequest;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which features a backend must have for a request or for options, in the order in which they are checked. */
final class NeededFeatures {

    private NeededFeatures() {}

    static Set<Feature> of(TaskRequest request) {
        Set<Feature> needed = new LinkedHashSet<>();
        add(needed, Feature.PRIORITY, request.priority() != 0);
        add(needed, Feature.DEFER, request.isDeferred());
        add(needed, Feature.UNIQUE, request.uniqueKey() != null);
        add(needed, Feature.DEPENDENCIES, request.isDependent());
        add(needed, Feature.HEADERS, request.headers() != null);
        add(needed, Feature.EXPIRY, request.expireAfter() != null);
        return needed;
    }

    static Set<Feature> of(TaskOptions.Values options) {
        Set<Feature> needed = new LinkedHashSet<>();
        add(needed, Feature.PRIORITY, options.priority() != null && options.priority() != 0);
        add(needed, Feature.DEFER, options.runAfter() != null || options.delay() != null);
        add(needed, Feature.UNIQUE, options.uniqueKey() != null);
        add(
                needed,
                Feature.DEPENDENCIES,
                !options.dependsOn().isEmpty() || !options.dependsOnFlows().isEmpty());
        add(needed, Feature.HEADERS, !options.headers().isEmpty());
        add(needed, Feature.EXPIRY, options.expireAfter() != null);
        return needed;
    }

    private static void add(Set<Feature> needed, Feature feature, boolean isNeeded) {
        if (isNeeded) {
            needed.add(feature);
        }
    }
}
