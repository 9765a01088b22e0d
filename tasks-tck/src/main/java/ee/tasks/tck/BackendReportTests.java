package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.RecordedReports.ReportedStep;
import ee.tasks.tck.RecordedReports.TaskStep;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend reports of the tasks that it runs, to {@link ee.tasks.spi.TaskReports}. The runner reports each start. */
abstract class BackendReportTests extends BackendSteps {

    @Test
    void aSuccessIsReportedOnceAsItIsStored() {
        ReportedStep finished =
                startedThenFinished(succeeding().arguments("[1,\"two\"]").build());

        assertThat(finished.task().status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(finished.task().result()).isEqualTo("[1,\"two\"]");
        assertThat(finished.task().errors()).isEmpty();
        assertThat(finished.task().attempts()).isEqualTo(1);
        assertThat(finished.task().finishedAt()).isNotNull();
    }

    @Test
    void aFailureIsReportedOnceWithItsErrorLast() {
        ReportedStep finished =
                startedThenFinished(TaskRequests.of(ScriptedRunner.FAIL).build());

        assertThat(finished.task().status()).isEqualTo(TaskStatus.FAILED);
        assertThat(finished.task().errors())
                .containsExactly(ScriptedRunner.error(runner.ran().get(0)));
        assertThat(finished.task().result()).isNull();
    }

    @Test
    void aTaskThatLetsItselfBeCancelledIsReportedAsThat() {
        ReportedStep finished =
                startedThenFinished(TaskRequests.of(ScriptedRunner.BE_CANCELLED).build());

        assertThat(finished.task().status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void aTaskWhoseStageIsWaitedForIsReportedWhenItHasFinished() {
        ReportedStep finished = startedThenFinished(
                TaskRequests.of(ScriptedRunner.STAGE).arguments("[7]").build());

        assertThat(finished.task().status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(finished.task().result()).isEqualTo("[7]");
    }

    /** Each attempt starts before it is reported as over; the next one may start before the report of the last one. */
    @Test
    void eachStepOfATaskThatIsTriedAgainIsReportedOnceInOrder() {
        List<ReportedStep> all =
                reportsOf(TaskRequests.of(ScriptedRunner.FAIL_ONCE).build());
        int attempts = runner.ran().size();
        boolean isTriedAgain = attempts > 1;

        assertThat(all)
                .filteredOn(report -> report.step() == TaskStep.STARTED)
                .extracting(ReportedStep::task)
                .isEqualTo(runner.ran());
        assertThat(runner.ran())
                .extracting(TaskRecord::attempts)
                .isEqualTo(IntStream.rangeClosed(1, attempts).boxed().toList());
        assertThat(all)
                .filteredOn(report -> report.step() != TaskStep.STARTED)
                .extracting(ReportedStep::step)
                .isEqualTo(isTriedAgain ? List.of(TaskStep.RETRYING, TaskStep.FINISHED) : List.of(TaskStep.FINISHED));
        assertThat(all).first().extracting(ReportedStep::step).isEqualTo(TaskStep.STARTED);
        assertThat(all).last().extracting(ReportedStep::step).isEqualTo(TaskStep.FINISHED);
        assertThat(all).filteredOn(report -> report.step() == TaskStep.RETRYING).allSatisfy(this::tellsTheFirstFailure);
        assertThat(last(all).task().status()).isEqualTo(isTriedAgain ? TaskStatus.SUCCESSFUL : TaskStatus.FAILED);
        assertThat(last(all).task().attempts()).isEqualTo(attempts);
    }

    private void tellsTheFirstFailure(ReportedStep retrying) {
        var error = ScriptedRunner.error(runner.ran().get(0));
        assertThat(retrying.outcome().error()).isEqualTo(error);
        assertThat(retrying.task().errors()).containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ScriptedRunner.SUCCEED,
                ScriptedRunner.FAIL,
                ScriptedRunner.FAIL_ONCE,
                ScriptedRunner.BE_CANCELLED,
                ScriptedRunner.STAGE
            })
    void whoHearsOfATaskFindsWhatWasReported(String task) {
        needs(Feature.RESULTS);
        List<ReportedStep> all = reportsOf(TaskRequests.of(task).build());

        assertThat(last(all).found()).isEqualTo(last(all).task());
        assertThat(all).filteredOn(report -> report.step() == TaskStep.RETRYING).allSatisfy(report -> assertThat(
                        report.found().errors())
                .containsExactlyElementsOf(report.task().errors()));
    }

    @Test
    void aRunningTaskThatIsCancelledIsReportedByItsBackend() throws InterruptedException {
        needs(Feature.CANCEL);
        needsToRun();
        String id = backend.enqueue(
                        TaskRequests.of(ScriptedRunner.UNTIL_STOPPED).build())
                .id();
        assertThat(runner.untilStoppedHasStarted.await(1, TimeUnit.MINUTES)).isTrue();

        backend.cancel(id);
        runUntil(() -> reports.hasFinished(id));
        stop();

        assertThat(reports.about(id))
                .extracting(ReportedStep::step)
                .containsExactly(TaskStep.STARTED, TaskStep.FINISHED);
        assertThat(last(reports.about(id)).task().status()).isEqualTo(TaskStatus.CANCELLED);
    }

    /** The engine reports it, which cancelled it. */
    @Test
    void aTaskThatIsCancelledBeforeItRunsIsNotReportedByItsBackend() {
        needs(Feature.CANCEL);
        needs(Feature.DEFER);
        String id = backend.enqueue(deferred().build()).id();

        assertThat(backend.cancel(id)).isTrue();
        stop();

        assertThat(reports.about(id)).isEmpty();
    }

    private ReportedStep startedThenFinished(TaskRequest request) {
        List<ReportedStep> all = reportsOf(request);
        assertThat(all).extracting(ReportedStep::step).containsExactly(TaskStep.STARTED, TaskStep.FINISHED);
        assertThat(all.get(0).task()).isEqualTo(runner.ran().get(0));
        return all.get(1);
    }

    /** All that is ever reported of it: the backend is stopped then, so that nothing comes later. */
    private List<ReportedStep> reportsOf(TaskRequest request) {
        needsToRun();
        backend.enqueue(request);
        runUntil(() -> reports.hasFinished(request.id()));
        stop();
        return reports.about(request.id());
    }

    private static ReportedStep last(List<ReportedStep> all) {
        return all.get(all.size() - 1);
    }
}
