package ee.tasks.jpa;

import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.TaskRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tasks that depend on each other in ways in which there may be many. */
enum FlowShape {
    FLOW_AND_FOLLOWER,
    STAGE_AFTER_STAGE,
    FOLLOWERS_OF_ONE,
    FIVE_OF_ALL,
    /** Each after the last one, and the first one fails. */
    FAILING_CHAIN;

    static final String FAILS = "[\"fails\"]";

    /** What waits for nothing. */
    List<TaskRequest> first(int size) {
        return switch (this) {
            case FOLLOWERS_OF_ONE -> many(1, task -> task);
            case FAILING_CHAIN -> many(1, task -> task.arguments(FAILS));
            default -> many(size, task -> task.flow("flow"));
        };
    }

    /** What waits for all of these. */
    List<TaskRequest> then(List<TaskRequest> first, int size) {
        String[] ids = first.stream().map(TaskRequest::id).toArray(String[]::new);
        return switch (this) {
            case FLOW_AND_FOLLOWER -> many(1, task -> task.dependsOnFlow("flow"));
            case STAGE_AFTER_STAGE -> many(size, task -> task.dependsOnFlow("flow"));
            case FOLLOWERS_OF_ONE -> many(size, task -> task.dependsOn(ids));
            case FIVE_OF_ALL -> many(5, task -> task.dependsOn(ids));
            case FAILING_CHAIN -> chain(ids[0], size);
        };
    }

    static List<TaskRequest> many(int count, UnaryOperator<TaskRequests> make) {
        return Stream.generate(() -> make.apply(TaskRequests.request()).build())
                .limit(count)
                .toList();
    }

    private static List<TaskRequest> chain(String head, int size) {
        List<TaskRequest> links = new ArrayList<>();
        String last = head;
        for (int i = 0; i < size; i++) {
            links.add(TaskRequests.request().dependsOn(last).build());
            last = links.get(i).id();
        }
        return links;
    }
}
