package ee.tasks;

import java.lang.System.Logger.Level;

/** The messages of this module, ids 1 to 199. An id is never given to another message. */
enum ApiMessage implements NumberedMessage {
    RESULT_NOT_FOUND(
            1,
            "there is no task result with the id '%s': the id is wrong, the transaction that enqueued the task has"
                    + " not committed, or the result was deleted after its retention"),
    RESULT_OF_ANOTHER_TASK(2, "the result '%s' belongs to task '%s', not to '%s'"),
    UNSUPPORTED_FEATURE(3, "backend '%s' (%s) %s"),
    PROGRESS_OUT_OF_RANGE(4, "progress must satisfy 0 <= done <= total (total 0 = unknown), was %s of %s"),
    PRIORITY_OUT_OF_RANGE(5, "a priority must be from -100 to 100, was %s"),
    QUEUE_NAME_INVALID(
            6,
            "a queue name must have 1 to 64 characters, no control characters, commas or double quotes, no blanks around it,"
                    + " and not be '*' (which stands for all queues), was '%s'"),
    RUN_AFTER_NEGATIVE(7, "the delay of runAfter must not be negative, was %s"),
    RUN_AFTER_OUT_OF_RANGE(8, "the %s of runAfter must be %s, was %s"),
    UNIQUE_KEY_INVALID(
            9, "a unique key must have 1 to 1,000 characters, no control characters, and not be blank; this one %s"),
    UNIQUE_PERIOD_INVALID(10, "the period of a unique key was %s, but %s"),
    REFERENCE_IS_BOUND(
            11,
            "a method reference to one object cannot name a task; write '%1$s::%2$s' with the class, not 'object::%2$s'"),
    REFERENCE_IS_STATIC(
            12, "%s.%s is static and cannot be a task; make it an instance method of a CDI bean and give it @Task"),
    REFERENCE_IS_A_LAMBDA(
            13,
            "a lambda in %s cannot name a task; write a method reference such as 'Newsletter::send'. If you wrote"
                    + " one, the compiler made a lambda of it, because the method is private or protected, or declared in a"
                    + " class that is not public: make both public, or use TaskInvocation.named(\"the.task.Name\","
                    + " arguments...)"),
    REFERENCE_IS_A_CONSTRUCTOR(14, "%s::new cannot name a task; write a reference to a bean method with @Task"),
    REFERENCE_NOT_RESOLVED(
            15,
            "%s is not a method reference that can be read: %s; write one such as 'Newsletter::send', or use"
                    + " TaskInvocation.named(\"the.task.Name\", arguments...)"),
    TASK_NAME_INVALID(
            16, "a task name must have 1 to 255 characters, no control characters, and not be blank, was '%s'"),
    REFERENCE_CAPTURES(
            17,
            "a lambda in %s that captures variables cannot name a task; write a method reference such as"
                    + " 'Newsletter::send' and pass the values as arguments"),
    RUN_AFTER_TWICE(18, "runAfter takes an instant or a delay, not both: %s and %s"),
    RESULT_OF_ANOTHER_TYPE(19, "the result '%s' of task '%s' is a %s and cannot be read as %s"),
    RETRY_LATER(24, "the task asks for another attempt in %s"),
    RETRY_DELAY_OUT_OF_RANGE(25, "the delay of a retry must be from PT0S to PT8760H, was %s"),
    PREDECESSOR_ELSEWHERE(
            29,
            "this task cannot depend on '%1$s': backend '%2$s' keeps that result, and backend '%3$s', which gets this"
                    + " task, never learns that it finished; send both to one backend"),
    HEADER_NAME_INVALID(
            30,
            "the name of a header must have 1 to 100 characters, each a letter from A to Z or a to z, a digit, '.', '-' or '_',"
                    + " was '%s'"),
    HEADER_VALUE_INVALID(31, "the value of header '%s' %s; encode it, or pass it as an argument"),
    ORDER_KEY_INVALID(
            34,
            "the key of an order must have 1 to 1,000 characters, no control characters, and not be blank; this one %s"),
    ORDERED_WITH_PRIORITY(
            35,
            "a task that is ordered by a key can have no priority, since it would have to overtake; it has priority %s: leave out"
                    + " one of the two"),
    EXPIRE_AFTER_OUT_OF_RANGE(36, "the time of expireAfter must be from a microsecond to 365,000 days, was %s");

    private final Declaration declaration;

    ApiMessage(int id, String template) {
        declaration = new Declaration(id, Level.ERROR, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
