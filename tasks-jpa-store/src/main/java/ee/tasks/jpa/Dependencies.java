package ee.tasks.jpa;

import ee.tasks.InvalidTaskException;
import ee.tasks.jpa.Predecessor.State;
import ee.tasks.spi.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes what new tasks wait for. It runs in the caller's transaction, whose snapshot may be old, so it relies on final facts only: that a
 * predecessor has finished. A new task waits for predecessors that have not finished or are not there, and {@link Settling} looks again
 * after the commit.
 */
final class Dependencies {

    private static final int ROWS = 5_000;

    private final SqlDialect dialect;
    private final StoreClock clock;
    private final Duration grace;
    private final Predecessors predecessors;
    private final FlowHits hits;
    private final Followers followers;
    private final Marks marks;

    Dependencies(
            SqlDialect dialect,
            StoreClock clock,
            Duration grace,
            Predecessors predecessors,
            FlowHits hits,
            Followers followers,
            Marks marks) {
        this.dialect = dialect;
        this.clock = clock;
        this.grace = grace;
        this.predecessors = predecessors;
        this.hits = hits;
        this.followers = followers;
        this.marks = marks;
    }

    /**
     * Call it for tasks that were just written as WAITING.
     *
     * @param behind those that wait for their turn as well
     */
    void insert(Connection connection, Collection<TaskRequest> requests, Set<String> behind) throws SQLException {
        Set<Predecessor> all = new TreeSet<>();
        requests.forEach(request -> all.addAll(predecessors(request)));
        if (all.isEmpty()) {
            return;
        }
        Map<Predecessor, State> states = states(connection, all);
        refuseForgotten(connection, requests, states);
        List<Object[]> edges = new ArrayList<>();
        List<Edge> remembered = new ArrayList<>();
        Set<Predecessor> unknown = new HashSet<>();
        Set<Predecessor> unfinished = new HashSet<>();
        Set<String> waiting = new HashSet<>();
        List<String> cancelled = new ArrayList<>();
        List<String> free = new ArrayList<>();
        for (TaskRequest request : requests) {
            if (!request.isDependent()) {
                continue;
            }
            Set<Predecessor> mine = predecessors(request);
            if (!request.evenIfFailed()
                    && mine.stream().anyMatch(each -> states.get(each).isFailed())) {
                cancelled.add(request.id());
                continue;
            }
            for (Predecessor each : mine) {
                if (states.get(each).isFinished()) {
                    remembered.add(new Edge(each, request.id(), true, request.evenIfFailed()));
                } else {
                    edges.add(new Object[] {request.id(), each.id(), each.flow()});
                    waiting.add(request.id());
                    (states.get(each) == State.UNKNOWN ? unknown : unfinished).add(each);
                }
            }
            if (!waiting.contains(request.id()) && !behind.contains(request.id())) {
                free.add(request.id());
            }
            if (edges.size() + remembered.size() > ROWS) {
                write(connection, edges, remembered);
            }
        }
        write(connection, edges, remembered);
        marks.awaited(connection, waiting, unknown, unfinished);
        followers.cancel(connection, cancelled);
        marks.finished(connection, cancelled, false);
        followers.releaseAtOnce(connection, free);
    }

    /** Reads hits after the flow, and only if that exists: then its transaction is committed, and has written all of them. */
    private Map<Predecessor, State> states(Connection connection, Set<Predecessor> all) throws SQLException {
        Map<Predecessor, State> states = predecessors.states(connection, all);
        for (Predecessor each : all) {
            State own = states.get(each);
            if (each.flow() && own != State.UNKNOWN) {
                states.put(each, hits.state(connection, each.id(), own));
            }
        }
        return states;
    }

    private void write(Connection connection, List<Object[]> edges, List<Edge> remembered) throws SQLException {
        dialect.insertAll(connection, FlowHits.INSERT_DEPENDENCY, edges);
        followers.remember(connection, remembered);
        edges.clear();
        remembered.clear();
    }

    private static Set<Predecessor> predecessors(TaskRequest request) {
        Set<Predecessor> predecessors = new TreeSet<>();
        request.dependsOn().forEach(id -> predecessors.add(Predecessor.task(id)));
        request.dependsOnFlows().forEach(id -> predecessors.add(Predecessor.flow(id)));
        return predecessors;
    }

    /** Refuses an unknown id that is older than the grace: such a task was pruned, and its status is no longer kept. */
    private void refuseForgotten(
            Connection connection, Collection<TaskRequest> requests, Map<Predecessor, State> states)
            throws SQLException {
        if (!states.containsValue(State.UNKNOWN)) {
            return;
        }
        Instant oldest = clock.now(connection).minus(grace);
        for (TaskRequest request : requests) {
            for (Predecessor each : predecessors(request)) {
                Optional<Instant> since = TaskRequest.timeOf(each.id());
                if (states.get(each) == State.UNKNOWN
                        && since.filter(time -> time.isBefore(oldest)).isPresent()) {
                    throw new InvalidTaskException(JpaMessage.PREDECESSOR_FORGOTTEN.text(
                            request.task(), each.flow() ? "flow" : "task", each.id(), grace));
                }
            }
        }
    }
}
