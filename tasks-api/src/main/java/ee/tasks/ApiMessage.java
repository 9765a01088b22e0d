package ee.tasks;

/** The messages of this module, ids 1 to 199. An id is never given to another message. */
enum ApiMessage {
    RESULT_NOT_FOUND(1, "no task result has the id '%s': it was never given out here, or was pruned"),
    RESULT_OF_ANOTHER_TASK(2, "the result '%s' belongs to task '%s', not to '%s'"),
    UNSUPPORTED_FEATURE(
            3,
            "backend '%s' does not support %s; use a backend that does (the guide has a table of backends and features),"
                    + " or enqueue without it"),
    PROGRESS_OUT_OF_RANGE(4, "progress must satisfy 0 <= done <= total (total 0 = unknown), was %s of %s"),
    PRIORITY_OUT_OF_RANGE(5, "a priority must be from -100 to 100, was %s"),
    QUEUE_NAME_INVALID(6, "a queue name must have 1 to 64 characters and no control characters, was '%s'"),
    RUN_AFTER_NEGATIVE(7, "the delay of runAfter must not be negative, was %s"),
    RUN_AFTER_OUT_OF_RANGE(8, "runAfter must lie between the years 1970 and 9999, was %s"),
    UNIQUE_KEY_INVALID(9, "a unique key must have 1 to 1,000 characters, had %s"),
    UNIQUE_PERIOD_INVALID(10, "the period of a unique key must be positive, was %s"),
    REFERENCE_IS_BOUND(
            11,
            "a method reference to one object (or a lambda that captures something) cannot name a task; write"
                    + " '%1$s::%2$s' with the class's name, not 'object::%2$s'"),
    REFERENCE_IS_STATIC(
            12,
            "%s.%s is static, and a task is a method of a bean; make it an instance method of a CDI bean and give it @Task"),
    REFERENCE_IS_A_LAMBDA(
            13,
            "a lambda in %s cannot name a task; write a method reference such as 'Newsletter::send'. If it is one: the"
                    + " compiler made a lambda of it because the method is private or its class is not public; make both"
                    + " public, or use TaskInvocation.named(\"the.task.Name\", arguments...)"),
    REFERENCE_IS_A_CONSTRUCTOR(14, "%s::new cannot name a task; name a method of a bean that carries @Task"),
    REFERENCE_NOT_RESOLVED(
            15,
            "the method reference of class %s cannot be resolved; use TaskInvocation.named(\"the.task.Name\","
                    + " arguments...) instead"),
    TASK_NAME_INVALID(16, "a task name must have 1 to 255 characters and no control characters, was '%s'");

    private final int id;
    private final String template;

    ApiMessage(int id, String template) {
        this.id = id;
        this.template = template;
    }

    int id() {
        return id;
    }

    String text(Object... facts) {
        return "EETASK%04d: ".formatted(id) + template.formatted(facts);
    }
}
