package ee.tasks.ejb;

import ee.tasks.NumberedMessage;

/** The messages of this module, ids 800 to 819. An id is never given to another message. */
enum TimerMessage implements NumberedMessage {
    NOT_TOLD_APART(
            800,
            "a timer has an info, or its task an argument, of type %s, of which JSON shows nothing, so that one node's timer is"
                    + " not known to another; give the invocation a unique key, or the type properties"),
    NO_SCHEDULE(
            801,
            "the timer of %s cannot become schedule '%s' by itself, since %s; give toSchedule a recurrence, or toTask what it does"
                    + " once"),
    INTERVAL_INVALID(802, "the interval of a timer must be positive, was %s");

    private final int id;
    private final String template;

    TimerMessage(int id, String template) {
        this.id = id;
        this.template = template;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String template() {
        return template;
    }
}
