package ee.tasks.jpa;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What other databases have and H2 has not. */
public final class Functions {

    private Functions() {}

    public static int one() {
        return 1;
    }

    public static LocalDateTime utc() {
        return LocalDateTime.now(ZoneOffset.UTC);
    }

    public static LocalDateTime utc(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
}
