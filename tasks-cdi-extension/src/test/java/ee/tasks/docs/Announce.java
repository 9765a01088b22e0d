package ee.tasks.docs;

// tag::servlet[]
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

@WebServlet("/announce")
public class Announce extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Pages pages;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().println(pages.announce(1L, 2L));
    }
}
// end::servlet[]
