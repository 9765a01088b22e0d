package ee.tasks.tck;

import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskReports;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is reported, in order, and asks the backend at each report for the task, as an observer may. */
final class RecordedReports implements TaskReports {

    enum TaskStep {
        STARTED,
        RETRYING,
        FINISHED
    }

    /**
     * @param outcome what an attempt came to that another follows, else {@code null}
     * @param found the task as the backend finds it meanwhile; {@code null} if it keeps no results
     */
    record ReportedStep(TaskStep step, TaskRecord task, Outcome.Retrying outcome, TaskRecord found) {}

    private final List<ReportedStep> reports = new ArrayList<>();
    private volatile TaskBackend backend;

    /** Whose tasks these are. */
    void of(TaskBackend reporting) {
        backend = reporting;
    }

    List<ReportedStep> about(String id) {
        return copy().stream().filter(report -> report.task().id().equals(id)).toList();
    }

    boolean hasFinished(String id) {
        return about(id).stream().anyMatch(report -> report.step() == TaskStep.FINISHED);
    }

    @Override
    public void started(TaskRecord task) {
        add(TaskStep.STARTED, task, null);
    }

    @Override
    public void retrying(TaskRecord task, Outcome.Retrying outcome) {
        add(TaskStep.RETRYING, task, outcome);
    }

    @Override
    public void finished(TaskRecord task) {
        add(TaskStep.FINISHED, task, null);
    }

    private void add(TaskStep step, TaskRecord task, Outcome.Retrying outcome) {
        boolean keepsResults = backend.features().contains(Feature.RESULTS);
        TaskRecord found = keepsResults ? backend.find(task.id()).orElse(null) : null;
        synchronized (reports) {
            reports.add(new ReportedStep(step, task, outcome, found));
        }
    }

    private List<ReportedStep> copy() {
        synchronized (reports) {
            return List.copyOf(reports);
        }
    }
}
