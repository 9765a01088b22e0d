package ee.tasks.engine.worker;

import ee.tasks.spi.Outcome;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * How far the call of a task's code has come, with what is known in this phase only. From WAITING to Running, and back and forth between
 * Running and Committing; past its time limit InGracePeriod, and Abandoned or Overdue; RETURNED, then Detached if its stage goes on; DONE.
 */
sealed interface Phase {

    /** Those without data. They need no memory: there may be none when a call leaves its thread, or its slot. */
    enum Simple implements Phase {
        /** Claimed, and not called yet. */
        WAITING,
        /** Its thread has other things to do. */
        RETURNED,
        /** It holds nothing here any more; its completion may still have to be written. */
        DONE
    }

    /** The call has not returned. */
    sealed interface OnThread extends Phase {

        Thread thread();
    }

    /** @param deadline when its time limit is over, in the ticker's nanoseconds; empty if it has none */
    record Running(Thread thread, OptionalLong deadline) implements OnThread {}

    /**
     * Its transaction is being committed, which no interrupt must reach, and which has its own time limit.
     *
     * @param deadline for the call that follows when the transaction is rolled back
     */
    record Committing(Thread thread, OptionalLong deadline) implements OnThread {}

    /**
     * It was interrupted, since its time is up.
     *
     * @param failure what its attempt fails with, whatever the call comes to
     * @param graceUntil when it is abandoned
     */
    record InGracePeriod(Thread thread, TimeoutException failure, long graceUntil) implements OnThread {}

    /** Its attempt has an outcome without it. */
    record Abandoned(Thread thread) implements OnThread {}

    /** It returned when its time was up. */
    record Overdue(TimeoutException failure) implements Phase {}

    /** It goes on in a stage, without its thread, and holds the slot that it had there. */
    record Detached(CompletableFuture<Outcome> stage) implements Phase {}
}
