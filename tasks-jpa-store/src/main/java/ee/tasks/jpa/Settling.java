package ee.tasks.jpa;

import ee.tasks.jpa.Marks.Kind;
import ee.tasks.jpa.Predecessor.State;
import ee.tasks.spi.Settled;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Releases or cancels tasks that wait for others (followers), once these (their predecessors) have finished. {@link Marks} say where to
 * look; this works them off, oldest first.
 *
 * <p>One call is one transaction: up to {@value #MARKS} marks, as many followers as the caller's page has, up to {@value #PREDECESSORS}
 * predecessors of tasks that wait for many, and a page of one flow that is being cancelled. Marks and followers that another
 * transaction has locked are left to a later call (followers: after a second), so two calls never wait for each other, and no
 * completion waits for them.
 *
 * <p>A mark is deleted when all followers of a finished predecessor have been looked at, or when it is certain that the predecessor's
 * completion will see them. H2, Oracle, SQL Server and Db2 cannot tell that (see {@link SqlDialect#forShareSkipLocked}): there the mark
 * is looked at again after as much time as has passed since it was written, until {@code ee.tasks.dependency-grace} is over, which is
 * longer than transactions last. A predecessor that is unknown until then never came, and its followers are cancelled.
 *
 * <p>If the transaction fails, all marks are still there, and the next call starts over.
 */
final class Settling {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final int MARKS = 500;

    /** When to look again at what was locked: mostly it is free by then. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** How many predecessors of tasks that wait for many are looked at in one transaction. It locks the unfinished ones shared. */
    private static final int PREDECESSORS = 2_500;

    static final String AWAITED = """
            select d.predecessor_id, d.flow from ee_task_dependency d where d.task_id = ? and d.predecessor_id > ?
            order by d.task_id, d.predecessor_id
            fetch first %d rows only""";

    static final String PICK = """
            select t.id, t.predecessor, t.kind, t.walked_to, t.noted_at, %1$s as time_now from ee_task_settle t
            where t.namespace = ? and t.look_at <= %3$s
            order by t.namespace, t.look_at
            fetch first %2$d rows only""";

    private static final String LOOK_LATER =
            "update ee_task_settle set look_at = ?, walked_to = null where namespace = ? and id = ?";

    private static final String WALK_ON = "update ee_task_settle set walked_to = ? where namespace = ? and id = ?";

    private record Mark(String id, String predecessor, Kind kind, String walkedTo, Instant notedAt, Instant now) {

        Predecessor toPredecessor() {
            return new Predecessor(predecessor, kind == Kind.FLOW);
        }
    }

    /** The marks of one predecessor. The newest counts for all, since its followers were enqueued last. */
    private record MarkGroup(Predecessor predecessor, List<Mark> marks) {

        Mark last() {
            return marks.stream().max(Comparator.comparing(Mark::notedAt)).orElseThrow();
        }

        List<Mark> others() {
            Mark last = last();
            return marks.stream().filter(mark -> mark != last).toList();
        }

        Duration age() {
            return Duration.between(last().notedAt, last().now);
        }

        /** The follower to go on behind: the first of all, unless each mark has been walked to somewhere. */
        String start() {
            return marks.stream()
                    .map(mark -> mark.walkedTo == null ? "" : mark.walkedTo)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private final String namespace;
    private final SqlDialect dialect;
    private final Duration grace;
    private final Predecessors predecessors;
    private final FlowHits hits;
    private final Followers followers;
    private final Marks marks;
    private final Cancelling cancelling;
    private final OrderHeads orders;

    Settling(
            String namespace,
            SqlDialect dialect,
            Duration grace,
            Predecessors predecessors,
            FlowHits hits,
            Followers followers,
            Marks marks,
            Cancelling cancelling,
            OrderHeads orders) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.grace = grace;
        this.predecessors = predecessors;
        this.hits = hits;
        this.followers = followers;
        this.marks = marks;
        this.cancelling = cancelling;
        this.orders = orders;
    }

    Settled settle(Connection connection, int page) throws SQLException {
        dialect.prepareWorker(connection);
        List<Mark> picked = Sql.list(
                connection,
                PICK.formatted(dialect.now(), MARKS, dialect.once(dialect.now())) + dialect.forUpdateSkipLocked(),
                row -> new Mark(
                        row.getString(1),
                        row.getString(2),
                        Kind.valueOf(row.getString(3)),
                        row.getString(4),
                        Sql.instant(row, 5),
                        Sql.instant(row, 6)),
                namespace);
        if (picked.isEmpty()) {
            return Settled.NOTHING;
        }
        SettlingPage settled = new SettlingPage(connection, dialect, hits, followers, marks, page);
        boolean more = picked.size() == MARKS;
        List<Mark> flows = of(picked, Kind.CANCEL);
        if (!flows.isEmpty()) {
            // One flow in a transaction, so that where a lock has to be waited for its tasks are locked in one order.
            more |= cancel(connection, flows.get(0), settled) || flows.size() > 1;
        }
        more |= settle(connection, groups(picked), settled);
        // Last, since it locks unfinished predecessors, whose completions wait for this commit.
        more |= lookAhead(connection, of(picked, Kind.FOLLOWER));
        return settled.toSettled(more || !settled.hasRoom());
    }

    private static List<Mark> of(List<Mark> picked, Kind kind) {
        return picked.stream().filter(mark -> mark.kind == kind).toList();
    }

    private static Map<Predecessor, MarkGroup> groups(List<Mark> picked) {
        Map<Predecessor, MarkGroup> groups = new TreeMap<>();
        for (Mark mark : picked) {
            if (mark.kind == Kind.TASK || mark.kind == Kind.FLOW) {
                groups.computeIfAbsent(mark.toPredecessor(), key -> new MarkGroup(key, new ArrayList<>()))
                        .marks()
                        .add(mark);
            }
        }
        return groups;
    }

    private boolean cancel(Connection connection, Mark mark, SettlingPage settled) throws SQLException {
        Cancelling.CancelledPage page =
                cancelling.page(connection, mark.predecessor, mark.walkedTo, settled.room(), true);
        settled.cancelled(page.cancelled(), page.looked());
        if (page.more()) {
            Sql.update(connection, WALK_ON, page.walkedTo(), namespace, mark.id);
        } else if (cancelling.isUnfinished(connection, mark.predecessor)) {
            Sql.update(connection, LOOK_LATER, mark.now.plus(SOON), namespace, mark.id);
        } else {
            delete(connection, List.of(mark));
        }
        return page.more();
    }

    /**
     * Marks those predecessors of waiting tasks that have finished, or are just finishing: their completions may not see the followers.
     *
     * @return whether predecessors are left to look at now
     */
    private boolean lookAhead(Connection connection, List<Mark> waiting) throws SQLException {
        Set<Predecessor> awaited = new TreeSet<>();
        List<Mark> done = new ArrayList<>();
        int room = PREDECESSORS;
        for (Mark mark : waiting) {
            if (room <= 0) {
                break;
            }
            List<Predecessor> page = Sql.list(
                    connection,
                    AWAITED.formatted(room),
                    row -> new Predecessor(row.getString(1), row.getBoolean(2)),
                    mark.predecessor,
                    mark.walkedTo == null ? "" : mark.walkedTo);
            awaited.addAll(page);
            if (page.size() < room) {
                done.add(mark);
            } else {
                Sql.update(connection, WALK_ON, page.get(page.size() - 1).id(), namespace, mark.id);
            }
            room -= page.size();
        }
        awaited.removeAll(predecessors.willFinish(connection, awaited));
        marks.write(connection, awaited);
        delete(connection, done);
        return done.size() < waiting.size() || !awaited.isEmpty();
    }

    /** @return whether followers are left to look at now */
    private boolean settle(Connection connection, Map<Predecessor, MarkGroup> groups, SettlingPage settled)
            throws SQLException {
        Map<Predecessor, State> states = predecessors.states(connection, groups.keySet());
        Map<Predecessor, String> starts = new TreeMap<>();
        for (MarkGroup group : groups.values()) {
            State state = states.get(group.predecessor);
            boolean neverCame = state == State.UNKNOWN && group.age().compareTo(grace) >= 0;
            if (neverCame || state.isFinished() || state == State.FAILING) {
                starts.put(group.predecessor, group.start());
            }
        }
        Map<Predecessor, SettlingPage.Walk> walks = settled.walk(starts, states);
        OrderHeads.Moved moved = moveOn(connection, groups.keySet());
        settled.moved(moved);
        Set<Predecessor> open = new HashSet<>();
        for (MarkGroup group : groups.values()) {
            SettlingPage.Walk walk = walks.get(group.predecessor);
            State state = states.get(group.predecessor);
            if (walk == null ? state == State.UNFINISHED : state == State.FAILING && walk.isOver()) {
                open.add(group.predecessor);
            }
        }
        Set<Predecessor> certain = predecessors.willFinish(connection, open);
        boolean more = false;
        List<Mark> done = new ArrayList<>();
        for (MarkGroup group : groups.values()) {
            State state = states.get(group.predecessor);
            SettlingPage.Walk walk = walks.get(group.predecessor);
            if (walk == null || walk.isOver()) {
                boolean seen = certain.contains(group.predecessor)
                        || dialect.forShareSkipLocked().isEmpty() && group.age().compareTo(grace) >= 0;
                boolean isClear = seen || !open.contains(group.predecessor);
                boolean isBusy = moved.left().contains(group.predecessor.id());
                done.addAll(close(connection, group, state, walk, isClear, isBusy));
            } else {
                done.addAll(walkOn(connection, group, walk));
                more = true;
            }
        }
        delete(connection, done);
        return more;
    }

    private OrderHeads.Moved moveOn(Connection connection, Set<Predecessor> marked) throws SQLException {
        return orders.moveOn(
                connection,
                marked.stream()
                        .filter(each -> !each.flow())
                        .map(Predecessor::id)
                        .toList());
    }

    /** @return the marks to delete */
    private List<Mark> walkOn(Connection connection, MarkGroup group, SettlingPage.Walk walk) throws SQLException {
        if (walk.walkedTo() != null) {
            Sql.update(connection, WALK_ON, walk.walkedTo(), namespace, group.last().id);
        }
        if (walk.skipped()) {
            marks.write(connection, Set.of(group.predecessor));
        }
        return group.others();
    }

    /**
     * @param seen whether the predecessor's completion, if it is still to come, will see the followers
     * @param isBusy whether its order has to be looked at again
     * @return the marks to delete
     */
    private List<Mark> close(
            Connection connection, MarkGroup group, State state, SettlingPage.Walk walk, boolean seen, boolean isBusy)
            throws SQLException {
        if (walk != null && state == State.UNKNOWN && walk.cancelled() > 0) {
            JpaMessage.PREDECESSOR_NEVER_CAME.log(
                    LOG,
                    walk.cancelled(),
                    walk.sample(),
                    group.predecessor.flow() ? "flow" : "task",
                    group.predecessor.id(),
                    grace);
        }
        boolean skipped = isBusy || walk != null && walk.skipped();
        boolean awaited = state == State.UNKNOWN && walk == null;
        if (seen && !skipped && !awaited) {
            return group.marks;
        }
        Duration later = awaited ? grace.minus(group.age()) : skipped ? SOON : group.age();
        Duration soon = isBusy ? SettlingPage.VERY_SOON : SOON;
        Instant lookAt = group.last().now.plus(isBusy || later.compareTo(soon) < 0 ? soon : later);
        Sql.update(connection, LOOK_LATER, lookAt, namespace, group.last().id);
        return group.others();
    }

    private void delete(Connection connection, List<Mark> done) throws SQLException {
        dialect.deleteMarks(connection, namespace, done.stream().map(Mark::id).toList());
    }
}
