package ee.tasks.tck;

import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The words in which the tests of a backend are written. */
abstract class BackendSteps {

    static final String RUN = "RUN";

    final RecordedReports reports = new RecordedReports();
    final ScriptedRunner runner = new ScriptedRunner(reports);
    TaskBackend backend;
    private boolean stopped;

    public abstract void runUntil(BooleanSupplier reached);

    public abstract boolean runs();

    final void start(TaskBackend newBackend, Map<String, String> options) {
        backend = newBackend;
        reports.of(newBackend);
        String namespace = "contract-" + UUID.randomUUID().toString().substring(0, 13);
        newBackend.start(new ContractContext("default", namespace, options, runner, reports));
    }

    final void stop() {
        if (!stopped) {
            stopped = true;
            backend.stop();
        }
    }

    final TaskRecord finished(TaskRequest request) {
        needsToRun();
        TaskRecord taken = backend.enqueue(request);
        if (taken.status().isFinished()) {
            return taken;
        }
        needs(Feature.RESULTS);
        runUntil(() -> isFinished(request.id()));
        return backend.find(request.id()).orElseThrow();
    }

    final boolean isFinished(String id) {
        return backend.find(id).orElseThrow().status().isFinished();
    }

    public final void needs(Feature feature) {
        Needed.by(feature.name(), backend.features().contains(feature));
    }

    final void needsToRun() {
        Needed.by(RUN, runs());
    }

    static TaskRequests succeeding() {
        return TaskRequests.of(ScriptedRunner.SUCCEED);
    }

    static TaskRequests deferred() {
        return succeeding().delay(Duration.ofHours(1));
    }
}
