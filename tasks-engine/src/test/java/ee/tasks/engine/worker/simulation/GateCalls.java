package ee.tasks.engine.worker.simulation;

import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.GateStore;
import ee.tasks.spi.LetIn;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import java.util.Collection;
import java.util.List;

/** What one machine's worker asks the store about limited tasks: over its line, and past the ledger. */
final class GateCalls implements GateStore {

    private static final Runnable NOTHING = () -> {};

    private final Machine machine;
    private final Ledger ledger;
    private final StoreLine line;

    GateCalls(Machine machine, StoreLine line) {
        this.machine = machine;
        this.line = line;
        ledger = machine.scenario.ledger;
    }

    @Override
    public List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters, TaskGates gates) {
        return line.call("claim", () -> ledger.claim(machine, node, queues, max, maxCharacters, gates));
    }

    @Override
    public LetIn letIn() {
        return line.call("letIn", ledger::letIn);
    }

    @Override
    public void vacate(Collection<Claim> claims) {
        line.call("vacate", () -> ledger.vacate(claims), NOTHING);
    }
}
