package ee.tasks.tck;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of a backend, of a store or of a runtime. One class runs all tests of a tier, and each run writes a report.
 *
 * @since 1.0
 */
@ExtendWith(ReportExtension.class)
public interface Tier {

    /**
     * Returns the name of the tier in the report.
     *
     * @return {@code backend}, {@code store} or {@code runtime}
     */
    String tier();

    /**
     * Returns the optional parts that the subject promises. Called after each test.
     *
     * @return the names of the parts, the same in each test
     */
    Set<String> promises();

    /**
     * Returns the version of the TCK, which is the version of EE Tasks.
     *
     * @return the version, as the reports write it
     */
    static String version() {
        return Report.version();
    }

    /**
     * Names what is tested. Override it: without a name and a version the report makes no claim.
     *
     * @return the subject; by default the name of the test class without a version
     */
    default Subject subject() {
        return Subject.of(getClass().getSimpleName(), "");
    }
}
