package ee.tasks.cdi;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages of deployment and start-up, ids 260 to 299. An id is never given to another message. */
enum DeploymentMessage implements NumberedMessage {
    PROBLEMS(260, "the deployment has %s problem(s) with its tasks:%n%s"),
    NAME_TWICE(
            261,
            "task name '%s' is used by %s and by %s; names and former names must be unique: give one of the two"
                    + " another name with @Task(\"...\")"),
    NOT_PUBLIC(262, "task method %s is not public; make it public"),
    STATIC(263, "task method %s is static; make it an instance method of its bean"),
    GENERIC(264, "task method %s has type parameters of its own; use concrete types"),
    VARARGS(265, "task method %s takes a variable number of arguments; take a List or an array instead"),
    OVERLOADED(
            266,
            "task method %s is overloaded, so a method reference to it is ambiguous; give one of the methods another"
                    + " name"),
    RETURNS_FUTURE(
            267,
            "task method %s returns a %s, which EE Tasks does not wait for; return a CompletionStage, or the value"),
    NO_PLAIN_BEAN(268, "%s is an interceptor or decorator and cannot declare tasks; move the method to a bean"),
    ATTEMPTS_WITHOUT_TASK(269, "%s carries @Attempts but not @Task; add @Task, or remove @Attempts"),
    PRIORITY_OUT_OF_RANGE(270, "the priority of task '%s' must be from -100 to 100, was %s"),
    QUEUE_INVALID(
            271,
            "the queue of task '%s' must have 1 to 64 characters, no control characters, commas or double quotes, no blanks"
                    + " around it, and not be '*' (which stands for all queues), was '%s'"),
    QUEUE_NOT_OF_BACKEND(
            272,
            "task '%1$s' goes to queue '%2$s', but backend '%3$s' takes only %4$s%5$s; choose one of these, or add"
                    + " '%2$s' to ee.tasks.backends.%3$s.queues"),
    BACKEND_UNKNOWN(273, "%s names backend '%s', but there is none; configured are %s%s"),
    BACKEND_TYPE_UNKNOWN(274, "%s is '%s', but this deployment has no backend type of that name; there are %s%s"),
    DURATION_INVALID(275, "%s of task '%s' must be an ISO-8601 duration such as PT30S and not negative, was '%s'"),
    ATTEMPTS_INVALID(276, "@Attempts of task '%s': %s"),
    BACKENDS_SHARE_TABLES(
            277,
            "backends '%1$s' and '%2$s' are of type jpa and both keep their tasks in namespace '%4$s' of data source"
                    + " %3$s, so that each would run the other's; set ee.tasks.backends.%2$s.namespace"),
    NOT_A_TASK_FUNCTION(
            278,
            "producer %s carries @Task and must produce a TaskFunction<A, R> with concrete type arguments, not %s"),
    STATEFUL(
            279,
            "task method %s belongs to a stateful session bean, which lives for one client only; move it to a stateless or"
                    + " singleton session bean, or to a CDI bean"),
    ASYNCHRONOUS(
            280, "task method %s is @Asynchronous; remove that, since EE Tasks runs a task in the background anyway"),
    NOT_IN_LOCAL_VIEW(281, "task method %s is in no type that its bean has: %s"),
    TASK_UNKNOWN(282, "%s refers to task '%s', but there is none%s"),
    HANDLE_DOES_NOT_FIT(283, "%s is a TaskHandle<%s, %s>, but task '%s' takes %s and returns %s"),
    NAME_INVALID(
            284,
            "the %s of task method %s must have 1 to 255 characters, no control characters, and not be blank, was"
                    + " '%s'"),
    SETTLED(285, Level.INFO, "EE Tasks knows %s task(s); the default backend is '%s'"),
    RAW_HANDLE(286, "%s is a TaskHandle %s; write TaskHandle<A, R> with the types of the task"),
    FORMER_NAME_OBSERVED(
            287, "%s refers to a task by its former name '%s', but events carry the present name; write '%s'"),
    RERUN_CONTRADICTION(
            288,
            "task '%s' has rerunIfLost = false and @Attempts(max = %s), which contradict each other: the one forbids"
                    + " to run the task again, the other asks for it; remove one of them"),
    RESOURCE_MISSING(289, Level.WARNING, "%s is not bound in JNDI yet: %s"),
    TIMERS_MISSING(
            290,
            "ee.tasks.scheduler=ejb-timer, but this deployment has nothing that offers timers of the server; add the"
                    + " artifact ee.tasks:tasks-ejb-timer-bridge to WEB-INF/lib, or in an EAR as an EJB module"),
    SCOPE_NOT_ACTIVE(
            291,
            "%s belongs to a bean in the scope @%s, which is not active when a task runs; move it to a bean that is"
                    + " @ApplicationScoped, @RequestScoped, @Dependent or @Singleton"),
    TIMEOUT_INVALID(292, "the timeout of task '%s' must be %s, was '%s'"),
    FAILURE_UNKNOWN(293, "%s of task '%s' names '%s', %s; write the full name of an exception class"),
    ATOMIC_OUTSIDE(
            294,
            "task '%s' is atomic, but %s keeps it out of the transaction in which its completion is written; remove"
                    + " that, or leave atomic out"),
    ATOMIC_STAGE(
            295,
            "task '%s' is atomic and returns a CompletionStage, which would go on after the transaction; return the value, or"
                    + " leave atomic out"),
    ATOMIC_WITHOUT_JTA(
            296,
            Level.WARNING,
            "there is no JTA here, so the atomic tasks %s run without a transaction, and their completions are"
                    + " written afterwards"),
    NO_USER_TRANSACTION(
            297,
            "java:comp/UserTransaction is not available here, so the atomic task cannot run; the caller is most"
                    + " likely a bean with container-managed transactions"),
    STARTS_LATER(
            298,
            Level.INFO,
            "the libraries of this EAR start where nothing is bound to java:comp, so the workers start later: with"
                    + " the EAR's first web module, or when a task is first enqueued"),
    EXECUTOR_MISSING(
            299,
            Level.WARNING,
            "ee.tasks.worker.executor names '%s', but no executor is bound there; tasks run on %s instead, which may"
                    + " have few threads");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    DeploymentMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    DeploymentMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
