package ee.tasks.engine;

import ee.tasks.TaskProgress;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Reaches the backend outside whatever transaction the task's bean has active: what a task notes is visible at once. */
record OutsideTransactionControl(TaskControl control, Transactions transactions) implements TaskControl {

    @Override
    public boolean allowsRetries() {
        return control.allowsRetries();
    }

    @Override
    public int attemptsBefore() {
        return control.attemptsBefore();
    }

    @Override
    public void progress(TaskProgress progress) {
        outside(() -> {
            control.progress(progress);
            return null;
        });
    }

    @Override
    public void metadata(String key, String value) {
        outside(() -> {
            control.metadata(key, value);
            return null;
        });
    }

    @Override
    public Optional<Instant> scheduledFor() {
        return outside(control::scheduledFor);
    }

    @Override
    public boolean isStopping() {
        return outside(control::isStopping);
    }

    /** This alone belongs inside. */
    @Override
    public Joined joinTransaction(Outcome.Succeeded outcome) {
        return control.joinTransaction(outcome);
    }

    @Override
    public boolean isLostRace(Throwable failure) {
        return control.isLostRace(failure);
    }

    private <T> T outside(Supplier<T> action) {
        return transactions.suspended(action);
    }
}
