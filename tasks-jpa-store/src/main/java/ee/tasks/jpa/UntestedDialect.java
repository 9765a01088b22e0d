package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * MySQL, Oracle, SQL Server and Db2, on which our tests do not run: the statements of {@link PortableDialect}, translated word by word.
 * Operators create the tables. Up to {@value #MAX_TRANSLATIONS} translations are kept.
 */
final class UntestedDialect extends PortableDialect {

    enum Database {
        MYSQL(
                "mysql",
                "select 1 from information_schema.tables where table_name = 'ee_schema_version' and table_schema = schema()",
                "",
                "utc_timestamp(6)",
                "date_add(%s, interval ? microsecond)",
                Map.of(
                        "as varchar\\(", "as char(",
                        "as timestamp\\(6\\)", "as datetime(6)",
                        "fetch first (\\?|\\d+) rows only", "limit $1")),
        ORACLE(
                "oracle",
                "select 1 from user_tables where table_name = 'EE_SCHEMA_VERSION'",
                " from dual",
                "cast(sys_extract_utc(systimestamp) as timestamp(6))",
                "(%s + cast(? as number(18)) * interval '0.000001' second(9, 6))",
                Map.of(
                        "concat\\((\\w+), \\?, (\\w+)\\)", "$1 || ? || $2",
                        // An empty text, where a walk starts, is null on Oracle. A blank sorts before all names and
                        // ids, too.
                        "(\\.(?:queue|gate|\\w*id)) > \\?", "$1 > coalesce(?, ' ')",
                        "\\btrue\\b", "1",
                        "\\bfalse\\b", "0",
                        "when cancel_requested\\b", "when cancel_requested = 1",
                        "(when|or) \\? then", "$1 cast(? as number(1)) = 1 then",
                        "else \\? end", "else cast(? as number(1)) end")),
        SQL_SERVER(
                "sqlserver",
                "select 1 from information_schema.tables where upper(table_name) = 'EE_SCHEMA_VERSION'",
                "",
                "cast(sysutcdatetime() as datetime2(6))",
                """
                        (select dateadd(microsecond, v.micros - v.micros / 60000000 * 60000000, dateadd(minute, v.micros / 60000000, %s))
                            from (values (cast(? as bigint))) v(micros))""",
                Map.of(
                        "as timestamp\\(6\\)", "as datetime2(6)",
                        // On SQL Server a fetch needs an order.
                        "(?<=order by [\\w., \n]{1,200})fetch first (\\?|\\d+) rows only",
                                "offset 0 rows fetch first $1 rows only",
                        "(?<!order by [\\w., \n]{1,200})fetch first (\\?|\\d+) rows only",
                                "order by (select null) offset 0 rows fetch first $1 rows only",
                        "(?s)from (ee_\\w+) t\\s(.*) for update\\z", "from $1 t with (updlock, rowlock) $2",
                        "(?s)from (ee_\\w+) t\\s(.*) for update skip locked\\z",
                                "from $1 t with (updlock, rowlock, readpast) $2",
                        "\\btrue\\b", "cast(1 as bit)",
                        "\\bfalse\\b", "cast(0 as bit)",
                        "when cancel_requested\\b", "when cancel_requested = cast(1 as bit)",
                        "(when|or) \\? then", "$1 cast(? as bit) = cast(1 as bit) then",
                        "else \\? end", "else cast(? as bit) end")),
        DB2(
                "db2",
                "select 1 from syscat.tables where tabname = 'EE_SCHEMA_VERSION' and tabschema = current schema",
                " from sysibm.sysdummy1",
                "(current timestamp - current timezone)",
                "(%s + (cast(? as decimal(21, 0)) * 0.000001) seconds)",
                Map.of(
                        "(when|or) \\? then", "$1 cast(? as boolean) then",
                        "select t\\.id, \\?, \\?, \\?, \\?, \\? from",
                                "select t.id, cast(? as varchar(10)), cast(? as varchar(255)), cast(? as clob),"
                                        + " cast(? as bigint), cast(? as bigint) from",
                        " for update\\z", " with rs use and keep update locks",
                        " for update skip locked\\z", " with rs use and keep update locks skip locked data"));

        private final String folder;
        private final String findVersionTable;
        /** The end of a select without a table. */
        private final String ofNoTable;

        private final String now;
        private final String plusMicros;
        private final Map<Pattern, String> words = new HashMap<>();

        Database(
                String folder,
                String findVersionTable,
                String ofNoTable,
                String now,
                String plusMicros,
                Map<String, String> words) {
            this.folder = folder;
            this.findVersionTable = findVersionTable;
            this.ofNoTable = ofNoTable;
            this.now = now;
            this.plusMicros = plusMicros;
            words.forEach((word, translation) -> this.words.put(Pattern.compile(word), translation));
        }
    }

    private static final String HAS_SNAPSHOTS =
            "select is_read_committed_snapshot_on from sys.databases where database_id = db_id()";

    /** A statement with a list has as many translations as the list has lengths. */
    private static final int MAX_TRANSLATIONS = 2_000;

    private final Database database;
    private final Map<String, String> translations = new ConcurrentHashMap<>();

    UntestedDialect(Database database) {
        this.database = database;
    }

    @Override
    String folder() {
        return database.folder;
    }

    @Override
    boolean migratesByDefault() {
        return false;
    }

    @Override
    boolean ddlCommits() {
        return true;
    }

    @Override
    String findVersionTable() {
        return database.findVersionTable;
    }

    @Override
    void lockSchema(Connection connection) {
        throw new TaskStoreException(JpaMessage.MIGRATED_BY_HAND.text(database.folder), null, false);
    }

    /** Without row versions READ COMMITTED on SQL Server waits for every row that is being written: claims would wait for enqueues. */
    @Override
    void requireSettings(Connection connection) throws SQLException {
        if (database == Database.SQL_SERVER
                && !Sql.list(connection, HAS_SNAPSHOTS, row -> row.getBoolean(1))
                        .contains(true)) {
            throw new TaskStoreException(JpaMessage.SNAPSHOTS_NEEDED.text(), null, false);
        }
    }

    @Override
    String readCommitted() {
        return database == Database.MYSQL ? "set transaction isolation level read committed" : null;
    }

    @Override
    String forUpdateSkipLocked() {
        return database == Database.MYSQL ? " for update skip locked" : "";
    }

    @Override
    String forUpdateByKeySkipLocked() {
        return " for update skip locked";
    }

    @Override
    String forShareSkipLocked() {
        return database == Database.MYSQL ? " for share skip locked" : "";
    }

    @Override
    String now() {
        return database.now;
    }

    @Override
    String select(String expression) {
        return super.select(expression) + database.ofNoTable;
    }

    @Override
    String plusMicros(String time) {
        return database.plusMicros.formatted(time);
    }

    /** MySQL has MariaDB's locks, with which two inserts that fail can deadlock each time, see {@link MariaDbDialect}. */
    @Override
    boolean insertIfAbsent(Connection connection, String insert, Object... row) throws SQLException {
        return database == Database.MYSQL
                ? MariaDbDialect.insertOrWait(connection, insert, row)
                : super.insertIfAbsent(connection, insert, row);
    }

    @Override
    String translate(String sql) {
        String known = translations.get(sql);
        if (known != null) {
            return known;
        }
        String translated = sql;
        for (Map.Entry<Pattern, String> word : database.words.entrySet()) {
            translated = word.getKey().matcher(translated).replaceAll(word.getValue());
        }
        if (translations.size() < MAX_TRANSLATIONS) {
            translations.put(sql, translated);
        }
        return translated;
    }
}
