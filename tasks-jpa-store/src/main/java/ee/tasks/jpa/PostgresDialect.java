package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * PostgreSQL (tested with 15 and 18): one statement claims, completes or promotes any number of rows, by {@code update ... returning},
 * arrays as parameters and {@code for update skip locked}.
 *
 * <p>A worker's statement is sent together with its {@link #SETTINGS}, in one round trip: a statement may take 20 s, wait 2 s for a lock,
 * and a transaction may be idle for 20 s, after which the server closes its session. The planner may use indexes only. Claims and promotions
 * commit asynchronously, completions durably.
 *
 * <p>If a statement fails or times out, the server rolls back the transaction: nothing was claimed or completed, and the worker tries
 * again.
 */
final class PostgresDialect extends SqlDialect {

    private static final String NOW = "(clock_timestamp() at time zone 'UTC')";

    /**
     * Settings for the transaction. No scans: a plan made while the tables were empty would go on scanning them when they are full. The
     * timeouts: a process that is frozen within a transaction would keep its locks, and with them the tasks that others have to rescue,
     * until it thaws. No parallel workers and no JIT: these statements take less time than starting either, which the planner does not
     * know.
     */
    private static final String SETTINGS = """
            select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
            set_config('statement_timeout', '20000', true), set_config('lock_timeout', '2000', true),
            set_config('idle_in_transaction_session_timeout', '20000', true),
            set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)""";

    /** For selects whose order an index has: the planner must not sort either. */
    private static final String WALK_SETTINGS = SETTINGS + ", set_config('enable_sort', 'off', true)";

    /** Commits asynchronously. A claim lost in a crash of the database does no harm; a durable completion makes its claim durable, too. */
    static final String CLAIM_SETTINGS = WALK_SETTINGS + ", set_config('synchronous_commit', 'off', true)";

    private static final String NEXT_QUEUE = """
            select t.queue from ee_task t where t.namespace = ? and t.due and t.queue > ?
            order by t.queue
            limit 1""";

    /** Counts in the database: the heads of many queues would be many rows to send. */
    static final String WANTED = """
            select h.queue, count(*) from (
                select l.queue from unnest(?::varchar[]) as q(name) cross join lateral (
                    select t.queue, t.priority, t.run_after, t.id from ee_task t
                    where t.namespace = ? and t.due and t.queue = q.name
                      and %s
                    order by t.priority desc, t.run_after, t.id
                    limit ?) l
                order by l.priority desc, l.run_after, l.id
                limit ?) h
            group by h.queue""".formatted(NOT_OFFERED_TO_OTHERS.formatted(NOW));

    /** What was picked and does not fit stays locked until the commit, which follows this statement. */
    static final String CLAIM = """
            with picked as materialized (
                select p.* from unnest(?::varchar[], ?::integer[]) as q(name, wanted) cross join lateral (
                    select t.id, t.priority, t.run_after, t.arguments_size from ee_task t
                    where t.namespace = ? and t.due and t.queue = q.name
                      and %3$s
                    order by t.priority desc, t.run_after, t.id
                    limit q.wanted
                    for update skip locked) p),
            fitting as (
                select s.id from (
                    select p.id, row_number() over claims as place, sum(p.arguments_size) over claims as size,
                        count(*) filter (where p.arguments_size is null) over claims as unknown
                    from picked p
                    window claims as (order by p.priority desc, p.run_after, p.id rows unbounded preceding)) s
                where s.place = 1 or s.size <= ? and s.unknown = 0)
            update ee_task t set status = 'RUNNING', due = false, claim_id = ?, node_id = ?, claimed_at = %1$s,
                claim_started = false, claims = least(t.claims, 2147483646) + 1
            from fitting
            where t.id = fitting.id and t.status = 'READY'
              and exists (select 1 from ee_node n where n.id = ? and not n.dead)
            returning %2$s, (
                select count(*) > count(p.arguments_size) and count(*) > (select count(*) from fitting)
                from picked p) as cut""".formatted(NOW, TaskRow.CLAIMED_COLUMNS, NOT_OFFERED_TO_OTHERS.formatted(NOW));

    private static final String COMPLETE = """
            update ee_task t set
                status = case when e.status = 'READY' and t.cancel_requested then 'CANCELLED' else e.status end,
                result = e.result,
                finished_at = case when e.status = 'READY' and not t.cancel_requested then null else %1$s end,
                due = e.status = 'READY' and not t.cancel_requested and e.delay = 0,
                promote_at = case when e.status = 'READY' and not t.cancel_requested and e.delay > 0
                    then %1$s + e.delay * interval '1 microsecond' end,
                run_after = case when e.status = 'READY' and not t.cancel_requested
                    then %1$s + e.delay * interval '1 microsecond' else t.run_after end,
                deferred = t.deferred or (e.status = 'READY' and not t.cancel_requested),
                claim_id = case when e.status = 'READY' and not t.cancel_requested then null else t.claim_id end,
                attempts = least(t.attempts, 2147483646) + 1,
                workers = case when t.workers is null then t.node_id else t.workers || chr(10) || t.node_id end,
                started_at = coalesce(t.started_at, e.started_at),
                last_attempted_at = e.started_at,
                node_id = null
            from (
                select u.id, u.claim_id, u.status, u.result, u.delay,
                    timestamp 'epoch' + u.started * interval '1 microsecond' as started_at
                from unnest(?::varchar[], ?::varchar[], ?::varchar[], ?::text[], ?::bigint[], ?::bigint[])
                    as u(id, claim_id, status, result, delay, started)) e
            where t.id = e.id and t.claim_id = e.claim_id and t.status = 'RUNNING' and t.namespace = ?
            returning t.id, t.status, t.attempts""".formatted(NOW);

    /** Keeps the planner from hashing the subquery. */
    private static final String FOR_EACH_ROW = " offset 0";

    private static final String SNAPSHOT_IS_OLD =
            "current_setting('transaction_isolation') not in ('read committed', 'read uncommitted')";

    /**
     * Asks which of the completed tasks others wait for. A statement of its own, sent together with the completion: a statement's snapshot
     * is older than its locks, so the completion itself would not see what was committed while it waited for a lock. In a caller's
     * transaction with one snapshot nobody can tell, so all count as awaited. A flow is asked for once: while others enqueue many tasks
     * that wait for it, each probe walks all their uncommitted rows.
     */
    private static final String AWAITED = """
            with finished as materialized (
                select t.id, t.flow_id, t.order_id from ee_task t where t.id = any(?) and t.finished_at is not null),
            awaited as materialized (
                select f.flow_id from (select distinct e.flow_id from finished e where e.flow_id is not null) f
                where exists (select 1 from ee_task_dependency d where d.predecessor_id = f.flow_id%2$s))
            select e.id from finished e
            where %1$s or e.order_id is not null or e.flow_id in (select a.flow_id from awaited a)
                or exists (select 1 from ee_task_dependency d where d.predecessor_id = e.id%2$s)""".formatted(SNAPSHOT_IS_OLD, FOR_EACH_ROW);

    static final String PROMOTE = """
            with picked as materialized (
                select t.id from ee_task t
                where t.namespace = ? and t.promote_at <= (select %s)
                order by t.promote_at
                limit ?
                for update skip locked)
            update ee_task t set due = true, promote_at = null
            from picked
            where t.id = picked.id and t.status = 'READY'""".formatted(NOW);

    private static final String ON_CONFLICT = " on conflict do nothing";

    @Override
    String folder() {
        return "postgresql";
    }

    @Override
    boolean migratesByDefault() {
        return false;
    }

    @Override
    boolean ddlCommits() {
        return false;
    }

    @Override
    String findVersionTable() {
        return "select 1 where to_regclass('ee_schema_version') is not null";
    }

    @Override
    void lockSchema(Connection connection) throws SQLException {
        Sql.list(connection, "select 1 from pg_advisory_xact_lock(hashtext('ee_schema_version'))", row -> 1);
    }

    @Override
    String readCommitted() {
        return "set transaction isolation level read committed";
    }

    @Override
    String now() {
        return NOW;
    }

    @Override
    String plusMicros(String time) {
        return "(" + time + " + cast(? as bigint) * interval '1 microsecond')";
    }

    @Override
    String forUpdateSkipLocked() {
        return " for update of t skip locked";
    }

    /** One id after the other: for a list PostgreSQL takes any index that starts with the namespace, and reads all of that. */
    @Override
    String fromByKey(String table, int ids) {
        return """
                 from (select cast(? as varchar) as namespace) n cross join unnest(array[%s]::varchar[]) k (id)
                cross join lateral (
                    select t.* from %s t where t.namespace = n.namespace and t.id = k.id offset 0) t
                where 1 = 1""".formatted(Sql.marks(ids), table);
    }

    @Override
    String tickOrder() {
        return "t.due_at, t.id";
    }

    @Override
    String snapshotIsOld() {
        return SNAPSHOT_IS_OLD;
    }

    @Override
    String forShareSkipLocked() {
        return " for share of t skip locked";
    }

    @Override
    String forEachRow() {
        return FOR_EACH_ROW;
    }

    @Override
    boolean insertIfAbsent(Connection connection, String insert, Object... row) throws SQLException {
        return Sql.update(connection, insert + ON_CONFLICT, row) == 1;
    }

    @Override
    void insertAllIfAbsent(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        Sql.batch(connection, insert + ON_CONFLICT, rows);
    }

    @Override
    void prepareWorker(Connection connection) throws SQLException {
        Sql.list(connection, SETTINGS, row -> 1);
    }

    @Override
    void insertAll(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        PostgresArrays.insert(connection, insert, rows);
    }

    @Override
    void rememberEdges(Connection connection, Collection<Edge> edges) throws SQLException {
        PostgresArrays.update(connection, PostgresArrays.REMEMBER, edges);
    }

    @Override
    void deleteEdges(Connection connection, Collection<Edge> edges) throws SQLException {
        PostgresArrays.update(connection, PostgresArrays.DELETE, edges);
    }

    @Override
    void deleteMarks(Connection connection, String namespace, List<String> ids) throws SQLException {
        PostgresArrays.deleteMarks(connection, namespace, ids);
    }

    @Override
    void prepareWalk(Connection connection) throws SQLException {
        Sql.list(connection, WALK_SETTINGS, row -> 1);
    }

    @Override
    String nextQueue() {
        return NEXT_QUEUE;
    }

    /** Without the column due: PostgreSQL does not take a partial index's condition for a constant, and would sort all rows. */
    @Override
    String claimOrder() {
        return "t.priority desc, t.run_after, t.id";
    }

    @Override
    Map<String, Integer> wanted(Connection connection, ClaimOrder order, List<String> queues, int max)
            throws SQLException {
        Map<String, Integer> wanted = new HashMap<>();
        listClaim(
                connection,
                WANTED,
                row -> wanted.put(row.getString(1), row.getInt(2)),
                connection.createArrayOf("varchar", queues.toArray()),
                order.namespace(),
                order.node(),
                max,
                max);
        return wanted;
    }

    @Override
    Claimed claim(Connection connection, ClaimOrder order, Map<String, Integer> wanted) throws SQLException {
        AtomicBoolean cut = new AtomicBoolean();
        List<TaskRow> rows = listClaim(
                connection,
                CLAIM,
                row -> {
                    cut.set(row.getBoolean("cut"));
                    return TaskRow.readClaimed(row);
                },
                connection.createArrayOf("varchar", wanted.keySet().toArray()),
                connection.createArrayOf("integer", wanted.values().toArray()),
                order.namespace(),
                order.node(),
                order.maxCharacters(),
                order.claimId(),
                order.node(),
                order.node());
        return new Claimed(rows, cut.get());
    }

    @Override
    void commitDurably(Connection connection) throws SQLException {
        Sql.list(connection, "select set_config('synchronous_commit', 'on', true)", row -> 1);
    }

    @Override
    List<CompletedRow> complete(Connection connection, String namespace, List<CompletionRow> rows, boolean mayPrepare)
            throws SQLException {
        String sql = (mayPrepare ? SETTINGS + ";\n" : "") + COMPLETE + ";\n" + AWAITED;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            java.sql.Array ids = array(connection, "varchar", rows, CompletionRow::id);
            Sql.bind(
                    statement,
                    ids,
                    array(connection, "varchar", rows, row -> row.claim().claimId()),
                    array(connection, "varchar", rows, row -> row.status().name()),
                    array(connection, "text", rows, CompletionRow::result),
                    array(connection, "bigint", rows, CompletionRow::delayMicros),
                    array(connection, "bigint", rows, row -> Micros.of(row.startedAt())),
                    namespace,
                    ids);
            statement.execute();
            if (mayPrepare) {
                statement.getMoreResults();
            }
            List<CompletedRow> completed = next(
                    statement,
                    row -> new CompletedRow(
                            row.getString(1), TaskStatus.valueOf(row.getString(2)), row.getInt(3), false));
            statement.getMoreResults();
            Set<String> awaited = new HashSet<>(next(statement, row -> row.getString(1)));
            return awaited.isEmpty()
                    ? completed
                    : completed.stream()
                            .map(each -> awaited.contains(each.id()) ? each.whichIsAwaited() : each)
                            .toList();
        }
    }

    @Override
    List<Edge> edges(Connection connection, List<String> predecessors, int max) throws SQLException {
        return PostgresArrays.edges(connection, predecessors, max);
    }

    @Override
    List<Doomed> doomed(Connection connection, Collection<String> cancelled, int max) throws SQLException {
        return PostgresArrays.doomed(connection, cancelled, max);
    }

    @Override
    int promote(Connection connection, String namespace, int max) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM_SETTINGS + ";\n" + PROMOTE)) {
            Sql.bind(statement, namespace, max);
            statement.execute();
            statement.getMoreResults();
            return statement.getUpdateCount();
        }
    }

    /** Sends the settings of a claim and a select in one round trip. */
    private static <T> List<T> listClaim(Connection connection, String sql, Sql.Row<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM_SETTINGS + ";\n" + sql)) {
            Sql.bind(statement, parameters);
            statement.execute();
            statement.getMoreResults();
            return next(statement, reader);
        }
    }

    private static <T> List<T> next(PreparedStatement statement, Sql.Row<T> reader) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            return Sql.read(rows, reader);
        }
    }

    private static java.sql.Array array(
            Connection connection, String type, List<CompletionRow> rows, Function<CompletionRow, Object> column)
            throws SQLException {
        return connection.createArrayOf(
                type, rows.stream().map(column).map(Sql::storable).toArray());
    }
}
