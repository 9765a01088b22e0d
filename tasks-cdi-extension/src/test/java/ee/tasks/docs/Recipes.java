package ee.tasks.docs;

import ee.tasks.OnFailure;
import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.LongStream;

/** What pages of the manual show of options. */
@ApplicationScoped
public class Recipes {

    @Inject
    TaskQueue tasks;

    public TaskFlow all(long pageId, long userId) {
        // tag::later[]
        // later, in another queue, before others
        tasks.onQueue("bulk")
                .priority(50)
                .runAfter(Duration.ofHours(1))
                .enqueue(Newsletter::sendPageChanged, pageId, userId);
        // end::later[]

        // tag::unique[]
        // once for this page: while one with this key is unfinished, its result is returned
        TaskResult<String> once = tasks.unique("page-" + pageId).enqueue(Newsletter::sendPageChanged, pageId, userId);
        // end::unique[]

        // tag::flow[]
        // many, in constant memory; and one that waits for all of them
        TaskFlow mails = tasks.enqueueAll(LongStream.range(0, 1_000)
                .mapToObj(user -> TaskInvocation.of(Newsletter::sendPageChanged, pageId, user)));
        tasks.dependsOn(mails).evenIfFailed().enqueue(Archive::bind, 20);
        // end::flow[]

        // tag::header[]
        // beside the arguments: what the task should know of its caller
        tasks.header("tenant", "acme").enqueue(Newsletter::sendPageChanged, pageId, userId);
        // end::header[]

        String account = "7";
        long amount = pageId;
        // tag::ordered[]
        // one after the other for each account, in the order of the enqueues
        tasks.ordered("account-" + account).enqueue(Bookings::book, account, amount);
        // end::ordered[]

        // tag::holding[]
        tasks.ordered("account-" + account, OnFailure.HOLD).enqueue(Bookings::book, account, amount);
        // end::holding[]

        // tag::cancel[]
        // cancel: a task that waits never runs, one that runs is asked to stop
        boolean could = once.cancel();
        // end::cancel[]
        return could ? mails : null;
    }
}
