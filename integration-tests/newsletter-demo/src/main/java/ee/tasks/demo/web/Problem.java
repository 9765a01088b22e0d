package ee.tasks.demo.web;

import ee.tasks.TaskException;
import ee.tasks.TaskResultNotFoundException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The body of an answer that says no. */
public record Problem(String message) {

    Response as(Status status) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(this)
                .build();
    }

    /** What a backend cannot do is said to the caller in its own words. */
    @Provider
    public static class OfTask implements ExceptionMapper<TaskException> {
        @Override
        public Response toResponse(TaskException e) {
            var status = e instanceof TaskResultNotFoundException ? Status.NOT_FOUND : Status.CONFLICT;
            return new Problem(e.getMessage()).as(status);
        }
    }
}
