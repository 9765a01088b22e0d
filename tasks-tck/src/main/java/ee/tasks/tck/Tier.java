package ee.tasks.tck;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What one class runs all of: the tests of a backend, of a store or of a runtime. Each run writes a report.
 *
 * @since 1.0
 */
@ExtendWith(ReportExtension.class)
public interface Tier {

    /**
     * Its name in the report.
     *
     * @return {@code backend}, {@code store} or {@code runtime}
     */
    String tier();

    /**
     * The optional parts that the subject says it has. Asked after each test.
     *
     * @return their names, the same in each test
     */
    Set<String> promises();

    /**
     * The version of the suites, which is that of EE Tasks.
     *
     * @return as it stands in the reports
     */
    static String version() {
        return Report.version();
    }

    /**
     * Whom the report is about. Override it: without a name and a version there is no claim.
     *
     * @return the subject, here by the name of the test class, and without a version
     */
    default Subject subject() {
        return Subject.of(getClass().getSimpleName(), "");
    }
}
