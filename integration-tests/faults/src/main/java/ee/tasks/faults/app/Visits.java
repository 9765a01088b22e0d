package ee.tasks.faults.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** Counts the requests of a session, which every server of the cluster knows. */
@Path("visits")
@RequestScoped
public class Visits {

    private static final String COUNT = "count";

    @Context
    HttpServletRequest request;

    /** @return which one of the session this is */
    @POST
    public String visit() {
        HttpSession session = request.getSession();
        int count = 1 + (session.getAttribute(COUNT) instanceof Integer before ? before : 0);
        session.setAttribute(COUNT, count);
        return String.valueOf(count);
    }
}
