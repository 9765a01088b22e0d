package ee.tasks.jpa;

import java.sql.Connection;
import java.util.regex.Pattern;

/** H2: its SKIP LOCKED locks more than it returns, so the portable path it is. */
final class H2Dialect extends PortableDialect {

    /** In memory, or in another process. */
    private static final Pattern NO_FILE_HERE =
            Pattern.compile("jdbc:h2:(mem|tcp|ssl):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String url;

    H2Dialect(String url) {
        this.url = url;
    }

    /** An interrupt during its I/O closes the channel of a database that is a file, for every connection. */
    @Override
    boolean toleratesInterrupts() {
        return NO_FILE_HERE.matcher(url).matches();
    }

    @Override
    String folder() {
        return "h2";
    }

    @Override
    boolean migratesByDefault() {
        return true;
    }

    @Override
    boolean ddlCommits() {
        return true;
    }

    @Override
    String findVersionTable() {
        return """
                select 1 from information_schema.tables
                where lower(table_name) = 'ee_schema_version' and table_schema = current_schema""";
    }

    /** DDL commits, so no lock would last; the script's statements can be repeated instead. */
    @Override
    boolean locksSchema() {
        return false;
    }

    @Override
    void lockSchema(Connection connection) {}

    /** Only what is named by its key is locked, and nothing that a limit cuts off. */
    @Override
    String forUpdateByKeySkipLocked() {
        return " for update skip locked";
    }

    /** For a list it would read all of the namespace. */
    @Override
    int keysAtOnce() {
        return 1;
    }

    /** Casting a time with a zone to one without moves it to the session's zone, whatever zone it was in. */
    @Override
    String now() {
        return """
                timestampadd(microsecond, cast(extract(epoch from current_timestamp) * 1000000 as bigint),
                    timestamp '1970-01-01 00:00:00')""";
    }

    @Override
    String plusMicros(String time) {
        return "timestampadd(microsecond, cast(? as bigint), " + time + ")";
    }

    /** It would stay with the connection, whose next user may not be us; waits for locks end in time without. */
    @Override
    int workerSeconds() {
        return 0;
    }
}
