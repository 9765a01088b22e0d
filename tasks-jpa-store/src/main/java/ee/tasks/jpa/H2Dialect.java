package ee.tasks.jpa;

import java.sql.Connection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * H2 (tested with 2.2.224): {@link PortableDialect} without SKIP LOCKED in ordered selects, which in H2 locks all rows that match, not only
 * the {@code fetch first} ones. So pages are read without locks and then locked by their keys.
 *
 * <p>Worker's statements have no timeout of their own; H2's lock timeout ends waiting. {@link SchemaStart} lets one node of a JVM
 * migrate the schema at a time.
 */
final class H2Dialect extends PortableDialect {

    /** A database in memory, or in another process. */
    private static final Pattern NO_FILE_HERE =
            Pattern.compile("jdbc:h2:(mem|tcp|ssl):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** From anywhere: stores of one data source share its connections, and must not write the same statement. */
    private final AtomicLong reads = new AtomicLong(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE / 2));

    private final String url;

    H2Dialect(String url) {
        this.url = url;
    }

    /**
     * Makes each read a statement of its own. H2 before 2.4 (seen on 2.2.224, ADR 38) returns the last result of a connection's statement again while no table of
     * it has changed. But it notes a change before the commit, not after it: who reads in between is given the state of before until
     * the next change, and on a quiet database for ever, such as a worker that does not see the last task.
     */
    @Override
    String translate(String sql) {
        return sql.contains("select ") ? sql + " -- " + reads.incrementAndGet() : sql;
    }

    /** An interrupt during I/O closes the channel of an embedded database file, for all connections. */
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

    /** DDL commits, so no lock would last: {@link SchemaStart} lets one node of a JVM migrate at a time. */
    @Override
    boolean locksSchema() {
        return false;
    }

    @Override
    void lockSchema(Connection connection) {}

    /** Such a select locks only the rows that it names, since there is no limit that cuts some off. */
    @Override
    String forUpdateByKeySkipLocked() {
        return " for update skip locked";
    }

    /** For a list H2 would read the whole namespace. */
    @Override
    int keysAtOnce() {
        return 1;
    }

    /** By way of the epoch: casting to a timestamp without zone would move the time to the session's zone. */
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

    /** H2 keeps a query timeout for the connection, so the pool's next user would have it. Waits for locks end without it. */
    @Override
    int workerSeconds() {
        return 0;
    }
}
