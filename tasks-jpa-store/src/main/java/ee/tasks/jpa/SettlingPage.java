package ee.tasks.jpa;

import ee.tasks.jpa.Predecessor.State;
import ee.tasks.spi.Settled;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The followers that one transaction of {@link Settling} looks at, at most as many as the caller's page has, and what it did with them.
 * It locks them in the order of their ids and leaves out what others have locked. Chains of cancelled tasks are followed for up to
 * {@value #LEVELS} levels where the database does not walk them itself.
 */
final class SettlingPage {

    /** When to look again at an order whose key an enqueue had locked: until then nothing of that key runs. */
    static final Duration VERY_SOON = Duration.ofMillis(50);

    /** How many links of a chain are followed where the database does not walk it itself: each link takes some statements. */
    private static final int LEVELS = 100;

    /** In the order of the followers' ids, so that a walk goes on where it stopped. */
    static final String EDGES = """
            select d.predecessor_id, d.task_id, t.status, t.even_if_failed from ee_task_dependency d
            left join ee_task t on t.id = d.task_id
            where d.predecessor_id = ? and d.task_id > ?
            order by d.predecessor_id, d.task_id
            fetch first %d rows only""";

    /**
     * How far the followers of a predecessor were walked.
     *
     * @param isOver whether all were looked at
     * @param walkedTo the last one, {@code null} if the next page begins where this one did
     * @param skipped whether others had some locked
     * @param cancelled how many were cancelled
     * @param sample one of those
     */
    record Walk(boolean isOver, String walkedTo, boolean skipped, int cancelled, String sample) {}

    private final Connection connection;
    private final SqlDialect dialect;
    private final FlowHits hits;
    private final Followers followers;
    private final Marks marks;
    private final int size;
    private int looked;
    private int readied;
    private final Set<String> cancelled = new LinkedHashSet<>();
    private boolean awaited;
    private boolean hasBusyOrders;

    SettlingPage(Connection connection, SqlDialect dialect, FlowHits hits, Followers followers, Marks marks, int size) {
        this.connection = connection;
        this.dialect = dialect;
        this.hits = hits;
        this.followers = followers;
        this.marks = marks;
        this.size = size;
    }

    int room() {
        return size - looked;
    }

    boolean hasRoom() {
        return looked < size;
    }

    /** Counts tasks of a flow, which were cancelled and marked elsewhere. */
    void cancelled(Collection<String> tasks, int lookedAt) {
        cancelled.addAll(tasks);
        looked += lookedAt;
    }

    /** Counts tasks that were released by their orders. */
    void moved(OrderHeads.Moved orders) {
        readied += orders.readied();
        hasBusyOrders |= !orders.left().isEmpty();
    }

    Settled toSettled(boolean more) {
        Duration again = hasBusyOrders ? VERY_SOON : null;
        return new Settled(readied, List.copyOf(cancelled), more || awaited, again);
    }

    /**
     * Looks at followers.
     *
     * @param starts the predecessors, and the last follower of each that was looked at before
     * @param states the predecessors' states; one that is UNKNOWN here never came
     */
    Map<Predecessor, Walk> walk(Map<Predecessor, String> starts, Map<Predecessor, State> states) throws SQLException {
        Map<Predecessor, List<Edge>> edges = new HashMap<>();
        Set<Predecessor> unwalked = new HashSet<>();
        read(starts, edges, unwalked);
        Set<Edge> doomed = new HashSet<>();
        Set<Edge> finished = new HashSet<>();
        List<Edge> useless = new ArrayList<>();
        Set<String> waiting = new TreeSet<>();
        edges.forEach((predecessor, each) -> {
            State state = states.get(predecessor);
            for (Edge edge : each) {
                boolean dooms = state != State.SUCCESSFUL && !edge.evenIfFailed();
                if (!edge.waiting()) {
                    useless.add(edge);
                } else if (dooms || state != State.FAILING) {
                    waiting.add(edge.follower());
                    (dooms ? doomed : finished).add(edge);
                }
            }
        });
        Set<String> locked = followers.lock(connection, waiting);
        Set<String> toCancel = new TreeSet<>();
        doomed.stream().map(Edge::follower).filter(locked::contains).forEach(toCancel::add);
        Set<Predecessor> held = new HashSet<>();
        List<Edge> passed = awaitHits(
                finished.stream()
                        .filter(edge -> locked.contains(edge.follower()) && !toCancel.contains(edge.follower()))
                        .toList(),
                held);
        followers.rememberAndDelete(connection, passed);
        List<Edge> gone = new ArrayList<>(useless);
        doomed.stream().filter(edge -> locked.contains(edge.follower())).forEach(gone::add);
        finished.stream().filter(edge -> toCancel.contains(edge.follower())).forEach(gone::add);
        followers.delete(connection, gone);
        readied += followers.release(
                connection, passed.stream().map(Edge::follower).distinct().toList());
        cancel(toCancel);
        Map<Predecessor, Walk> walks = new HashMap<>();
        for (Predecessor each : starts.keySet()) {
            walks.put(
                    each,
                    walkOf(edges.get(each), waiting, locked, toCancel, unwalked.contains(each), held.contains(each)));
        }
        return walks;
    }

    /**
     * An edge to a flow goes once its follower waits for the hits.
     *
     * @param held gets the flows some of whose edges have to stay for the next page
     * @return the edges that may go
     */
    private List<Edge> awaitHits(List<Edge> finished, Set<Predecessor> held) throws SQLException {
        Map<Predecessor, List<String>> byFlow = new TreeMap<>();
        for (Edge edge : finished) {
            if (edge.predecessor().flow()) {
                byFlow.computeIfAbsent(edge.predecessor(), flow -> new ArrayList<>())
                        .add(edge.follower());
            }
        }
        List<Edge> passed = new ArrayList<>(finished);
        for (Map.Entry<Predecessor, List<String>> each : byFlow.entrySet()) {
            Set<String> left = new HashSet<>();
            awaited |= hits.await(connection, each.getKey().id(), each.getValue(), left);
            if (!left.isEmpty()) {
                held.add(each.getKey());
                passed.removeIf(edge -> edge.predecessor().equals(each.getKey()) && left.contains(edge.follower()));
            }
        }
        return passed;
    }

    private static Walk walkOf(
            List<Edge> edges,
            Set<String> waiting,
            Set<String> locked,
            Set<String> toCancel,
            boolean unwalked,
            boolean held) {
        if (edges == null) {
            return new Walk(false, null, false, 0, null);
        }
        List<String> all = edges.stream().map(Edge::follower).toList();
        List<String> doomed = all.stream().filter(toCancel::contains).toList();
        return new Walk(
                !unwalked && !held,
                all.isEmpty() || held ? null : all.get(all.size() - 1),
                all.stream().anyMatch(each -> waiting.contains(each) && !locked.contains(each)),
                doomed.size(),
                doomed.isEmpty() ? null : doomed.get(0));
    }

    /** Those of many tasks at once; then one predecessor after the other, if there is room. */
    private void read(Map<Predecessor, String> starts, Map<Predecessor, List<Edge>> edges, Set<Predecessor> unwalked)
            throws SQLException {
        List<Predecessor> tasks = starts.keySet().stream()
                .filter(each -> !each.flow() && starts.get(each).isEmpty())
                .toList();
        if (tasks.size() > 1 && hasRoom()) {
            readMany(tasks, edges);
        }
        for (Map.Entry<Predecessor, String> start : starts.entrySet()) {
            Predecessor predecessor = start.getKey();
            if (edges.containsKey(predecessor)) {
                continue;
            }
            int room = room();
            if (room <= 0) {
                continue;
            }
            List<Edge> page = Sql.list(
                    connection,
                    EDGES.formatted(room),
                    row -> Edge.read(predecessor, row),
                    predecessor.id(),
                    start.getValue());
            looked += page.size();
            edges.put(predecessor, page);
            if (page.size() == room) {
                unwalked.add(predecessor);
            }
        }
    }

    /** Of those that the page has room for: all edges of a predecessor, or none. */
    private void readMany(List<Predecessor> tasks, Map<Predecessor, List<Edge>> edges) throws SQLException {
        int most = room();
        List<Edge> all =
                dialect.edges(connection, tasks.stream().map(Predecessor::id).toList(), most + 1);
        Predecessor cut = all.size() > most ? all.get(most).predecessor() : null;
        tasks.stream()
                .filter(task -> cut == null || task.compareTo(cut) < 0)
                .forEach(task -> edges.put(task, new ArrayList<>()));
        for (Edge edge : all) {
            if (edges.containsKey(edge.predecessor())) {
                edges.get(edge.predecessor()).add(edge);
                looked++;
            }
        }
    }

    /**
     * Cancels tasks, and in the same page the tasks that wait for them in vain, and so on: otherwise a chain would take a transaction for
     * each link. Those that the page has no room for are found later by the marks of the last ones.
     */
    private void cancel(Set<String> roots) throws SQLException {
        Set<String> last = roots;
        Set<String> all = new TreeSet<>();
        for (int level = 0; !last.isEmpty(); level++) {
            followers.cancel(connection, last);
            all.addAll(last);
            last = hasRoom() && level < LEVELS ? cancelFollowers(last, all) : Set.of();
        }
        cancelled.addAll(all);
        awaited |= marks.finished(connection, all, true);
    }

    private Set<String> cancelFollowers(Set<String> roots, Set<String> before) throws SQLException {
        List<SqlDialect.Doomed> doomed = dialect.doomed(connection, roots, room());
        Set<String> ids = new TreeSet<>();
        doomed.forEach(each -> ids.add(each.follower()));
        Set<String> locked = followers.lock(connection, ids);
        Set<String> next = new TreeSet<>();
        List<Edge> gone = new ArrayList<>();
        for (SqlDialect.Doomed each : doomed) {
            boolean root = before.contains(each.cancelled()) || next.contains(each.cancelled());
            if (root && locked.contains(each.follower())) {
                next.add(each.follower());
                gone.add(new Edge(new Predecessor(each.predecessor(), false), each.follower(), true, false));
            }
        }
        looked += next.size();
        followers.delete(connection, gone);
        return next;
    }
}
