package ee.tasks.engine.worker;

import ee.tasks.spi.Claim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/** The claimed tasks that wait for a thread, by priority, then as claimed; and those that run. */
final class Holdings {

    private record WaitingRun(Run run, long number) {}

    private static final Comparator<WaitingRun> ORDER = Comparator.comparingInt(
                    (WaitingRun each) -> -each.run().task().priority())
            .thenComparingLong(WaitingRun::number);

    private final PriorityQueue<WaitingRun> waiting = new PriorityQueue<>(ORDER);
    private final Set<WaitingRun> byAge = new LinkedHashSet<>();
    private final Set<Run> running = new LinkedHashSet<>();
    private long numbers;
    private long taken;
    private boolean closed;

    /** @return {@code false} if closed: they are still the caller's */
    synchronized boolean add(Collection<Run> runs) {
        if (closed) {
            return false;
        }
        for (Run run : runs) {
            WaitingRun last = new WaitingRun(run, numbers++);
            waiting.add(last);
            byAge.add(last);
        }
        return true;
    }

    /** The next to run, which counts as running from now on; {@code null} if there is none. */
    synchronized Run take() {
        WaitingRun first = waiting.poll();
        if (first == null) {
            return null;
        }
        taken++;
        byAge.remove(first);
        running.add(first.run());
        return first.run();
    }

    synchronized void remove(Run run) {
        running.remove(run);
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized int runningCount() {
        return running.size();
    }

    synchronized long taken() {
        return taken;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty() && running.isEmpty();
    }

    synchronized List<Run> running() {
        return List.copyOf(running);
    }

    List<Claim> runningClaims() {
        return running().stream().map(Run::claim).toList();
    }

    /** When the one that waits longest was claimed, or {@code now} if none waits. */
    synchronized long oldest(long now) {
        return byAge.isEmpty() ? now : byAge.iterator().next().run().claimedAt();
    }

    /** All that wait, in order; they are the caller's. */
    synchronized List<Run> takeWaiting() {
        List<Run> runs = waitingInOrder().stream().map(WaitingRun::run).toList();
        waiting.clear();
        byAge.clear();
        return runs;
    }

    /** As {@link #takeWaiting()}, some of them. Foreign code decides, so it is asked without the lock; one that starts meanwhile stays. */
    List<Run> takeWaiting(Predicate<Run> isMeant) {
        List<WaitingRun> meant = waitingInOrder().stream()
                .filter(each -> isMeant.test(each.run()))
                .toList();
        synchronized (this) {
            return meant.stream()
                    .filter(waiting::remove)
                    .peek(byAge::remove)
                    .map(WaitingRun::run)
                    .toList();
        }
    }

    private synchronized List<WaitingRun> waitingInOrder() {
        return waiting.stream().sorted(ORDER).toList();
    }

    synchronized List<Run> close() {
        closed = true;
        return takeWaiting();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Everything that this node holds; what runs stays until its thread ends. */
    synchronized List<Run> drop(Node node) {
        List<Run> dropped = new ArrayList<>();
        waiting.removeIf(each -> each.run().node() == node && dropped.add(each.run()));
        byAge.removeIf(each -> each.run().node() == node);
        running.stream().filter(run -> run.node() == node && !run.isDropped()).forEach(dropped::add);
        dropped.forEach(Run::drop);
        return dropped;
    }
}
